// Finds which part of a handler does not fit, and whether exports with almost a handler's name can be called.
import type { Misfit } from "../model.ts";
import { isFunctionName } from "../syntax/export-facts.ts";
import { blameContract, type ExportsOf, type Line, type NearLine } from "./contract.ts";
import { findMisfits, type Setup } from "./findings.ts";

/** The questions to the second contract. */
export interface Questions {
  /** Lines of the first contract. */
  readonly suspects: readonly Line[];
  /** The misfits that the first contract found. */
  readonly misfits: readonly Misfit[];
  readonly near: readonly NearLine[];
  readonly exportsOf: ExportsOf;
}

/** The answers of the second contract. */
export interface Answers {
  readonly misfits: readonly Misfit[];
  readonly uncallable: readonly NearLine[];
  /** Why the second contract has no answer; `null` if it has. */
  readonly failure: string | null;
}

/** Checks the second contract, and replaces the first one's answers by more precise ones. */
export async function blame(
  setup: Setup,
  { suspects, misfits, near, exportsOf }: Questions,
): Promise<Answers> {
  const { project, config, folder } = setup;
  const handlers = suspects.filter(
    ({ handler, blame: { kind } }: Line) => isFunctionName(handler) && kind === "whole",
  );
  if (handlers.length + near.length === 0) return { misfits, uncallable: [], failure: null };
  const ambient = config.files.filter((file) => file.endsWith(".d.ts"));
  const contract = blameContract(folder, project.runtime, handlers, near, exportsOf);
  const findings = await findMisfits(setup, [contract], ambient);
  const keys = misfits.filter(({ blame: { kind } }) => kind === "keys");
  const lacking = misfits.filter(({ blame: { kind } }) => kind === "data");
  const generators = misfits.filter(({ blame: { kind } }) => kind === "generator");
  const unexplained = misfits.filter(
    (misfit) => misfit.blame.kind === "whole" && !findings.misfits.some((one) => isSame(one, misfit)),
  );
  const explained = handlers.flatMap(({ route, handler }) =>
    reportable(findings.misfits.filter((one) => one.route.file === route.file && one.handler === handler)),
  );
  // An unknown key may make the whole result wrong; then only the key is reported.
  const reported = explained.filter(
    (misfit) => misfit.blame.kind !== "return" || !keys.some((one) => isSame(one, misfit)),
  );
  return {
    misfits: [...unexplained, ...reported, ...keys, ...generators, ...lacking],
    uncallable: findings.uncallable,
    failure: findings.failure,
  };
}

/**
 * Picks what to report of one handler. A value that cannot be called has no parameters; several wrong parameters are one
 * misfit of the first, because they are usually only out of order.
 */
function reportable(misfits: readonly Misfit[]): readonly Misfit[] {
  const first = (kind: Misfit["blame"]["kind"]): readonly Misfit[] =>
    misfits.filter(({ blame: { kind: own } }) => own === kind).slice(0, 1);
  const callable = first("callable");
  if (callable.length > 0) return callable;
  const [index, ...others] = misfits.flatMap((each) =>
    each.blame.kind === "parameter" ? each.blame.index : [],
  );
  const parameter = first("parameter").map((each): Misfit => {
    if (index === undefined || others.length === 0) return each;
    return { ...each, blame: { kind: "parameter", index, others } };
  });
  return [...parameter, ...first("arity"), ...first("return")];
}

function isSame(one: Misfit, other: Misfit): boolean {
  return one.route.file === other.route.file && one.handler === other.handler;
}
