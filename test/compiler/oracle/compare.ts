// Compares what Bun has found in a route with what the route expects, and with what bunbox says about it.
import { GUARD, HANDLERS as ALL_HANDLERS } from "../../../runtime/facts.ts";
import { HANDLERS } from "./handlers.ts";
import type { JsonDiagnostic } from "../../support/project.ts";
import type { Account, Export } from "./probe.ts";
import type { MadeRoute, Used } from "./route.ts";
import { isSetting } from "./slot.ts";

/** What bunbox has said about one route. */
export interface Verdict {
  readonly handlers: readonly string[];
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** Something that does not agree. */
export interface Difference {
  /** `undefined`: bunbox blames a file that belongs to no route. */
  readonly route: MadeRoute | undefined;
  /** "oracle": Bun does not do what a form expects, so the form is wrong. */
  readonly at: "oracle" | "bunbox" | "server";
  readonly problem: string;
  /** Whether bunbox had asked TypeScript. */
  readonly typed: boolean;
  /** The form that causes it, if the oracle can see that. */
  readonly form: string;
  readonly account: Account;
  readonly verdict: Verdict;
}

/** The names that bunbox calls in a module. */
function namesIn({ guarded }: MadeRoute): readonly string[] {
  return guarded === undefined ? ALL_HANDLERS : [GUARD];
}

/** The forms that Bun sees otherwise than they say. */
export function wrongForms({ forms }: MadeRoute, account: Account): readonly string[] {
  const question = forms.find(({ form }) => form.bunbox !== "right")?.form;
  if (account.failure !== undefined) {
    return question?.bun === "fails" ? [] : [`does not load: ${account.failure}`];
  }
  return forms.flatMap((used) => {
    const found = account.exports[used.slot.name];
    const own = expectation(used, found);
    return own === undefined ? nearlyFound(used, account) : [`${used.form.title}: ${own}`];
  });
}

function expectation({ form, slot }: Used, found: Export | undefined): string | undefined {
  // Another form of the route writes the handler itself.
  if (form.company === "same") return undefined;
  const kind = found?.kind ?? "absent";
  if (kind !== form.bun) return `is ${kind} in Bun, and not ${form.bun}`;
  if (kind === "function" && form.markless !== true && found?.mark !== slot.mark)
    return `answers ${found?.mark}, and not ${slot.mark}`;
  return undefined;
}

function nearlyFound({ form, slot, written: { near } }: Used, { exports }: Account): readonly string[] {
  if (near === undefined) return [];
  const found = exports[near];
  if (isSetting(slot.name)) return found === undefined ? [`${form.title}: ${near} is absent`] : [];
  return found?.kind === "function" && found.mark === slot.mark
    ? []
    : [`${form.title}: ${near} is ${found?.kind} ${found?.mark}`];
}

/** What bunbox says wrongly about a route. `typed`: whether it has asked TypeScript. */
export function contradictions(
  route: MadeRoute,
  account: Account,
  { handlers, diagnostics }: Verdict,
  typed: boolean,
): readonly string[] {
  const { question } = route;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const verdict = question?.form.bunbox ?? "right";
  const name = question?.slot.name ?? "";
  if (verdict === "wrong" || (verdict === "mistyped" && typed)) {
    const meant = question?.written.near ?? name;
    if (errors.length === 0) return [`${meant} carries no error`];
    return errors.some((each) => namesHandler(each, meant))
      ? []
      : errors.map((each) => `${meant} is not named by its error: ${said(each)}`);
  }
  if (verdict === "mistyped" || verdict === "late" || (verdict === "harmless" && !typed)) return [];
  if (errors.length > 0)
    return verdict === "either" ? [] : errors.map((each) => `carries an error: ${said(each)}`);
  if (account.failure !== undefined) return ["does not load in Bun, and carries no error"];
  const names = namesIn(route);
  const found = new Set(names.filter((each) => account.exports[each]?.kind === "function"));
  const apart = names.filter((handler) => found.has(handler) !== handlers.includes(handler));
  if (apart.length > 0)
    return apart.map((handler) => `${handler} is ${found.has(handler) ? "only in Bun" : "only in bunbox"}`);
  if (verdict === "warned") return diagnostics.length > 0 ? [] : ["carries no warning"];
  return diagnostics.map((each) => `carries a warning: ${said(each)}`);
}

/** Whether a diagnostic says which export it means. One that lists all handlers does not. */
function namesHandler({ message, hint = "" }: JsonDiagnostic, name: string): boolean {
  const words = new Set(`${message} ${hint}`.split(/[^\w$]+/));
  return words.has(name) && !HANDLERS.every((handler) => words.has(handler));
}

function said({ code, message }: JsonDiagnostic): string {
  return `${code} ${message}`;
}
