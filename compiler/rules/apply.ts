// Applies the rules to what each of them looks at.
import type { Diagnostic, Misfit, RouteFacts, Typed } from "../model.ts";
import { HANDLERS } from "../../runtime/facts.ts";
import { noHandler } from "./exports/no-handler.ts";
import { noValue } from "./exports/no-value.ts";
import { notAFunction } from "./exports/not-a-function.ts";
import { unknownStar } from "./exports/unknown-star.ts";
import { RULES } from "./index.ts";
import { isHandler } from "./near-handler.ts";
import { reportedAlready } from "./once.ts";
import {
  type ExportsSubject,
  type FileSubject,
  type HandlersSubject,
  type ProjectSubject,
  reportAll,
  type TextSubject,
} from "./rule.ts";

/** What is wrong in a file that the routes reach. */
export function applyToFile(subject: FileSubject): readonly Diagnostic[] {
  return RULES.flatMap((rule) => reportAll(rule, rule.inFile?.(subject) ?? []));
}

/** What is wrong in the handlers of a route. */
export function applyToHandlers(subject: HandlersSubject): readonly Diagnostic[] {
  if (subject.handlers.size === 0) return [];
  return RULES.flatMap((rule) => reportAll(rule, rule.inHandlers?.(subject) ?? []));
}

/** What is wrong with the project as a whole. */
export function applyToProject(subject: ProjectSubject): readonly Diagnostic[] {
  return RULES.flatMap((rule) => reportAll(rule, rule.inProject?.(subject) ?? []));
}

/** What is wrong with the exports of a route, and with their signatures. */
export function applyToExports(facts: RouteFacts, typed: Typed): readonly Diagnostic[] {
  const { file } = facts.route;
  const present = facts.names.filter(isHandler);
  const byName = applyToNames({ ...facts, present, uncallable: typed.uncallable.get(file) ?? new Set() });
  const byType = typed.misfits
    .filter(({ route }) => route.file === file)
    .flatMap((misfit) => applyToMisfit(misfit, facts));
  // TypeScript explains why a value is not a function.
  const named = byName.filter(
    ({ code, place }) => code !== notAFunction.code || !reportedAlready({ place }, byType),
  );
  const isErased = named.some(({ code }) => code === noValue.code || code === unknownStar.code);
  return [
    ...named,
    ...(isErased ? [] : applyToPresence(facts, typed)),
    // A generator fails its signature as well.
    ...byType.filter((each) => !reportedAlready(each, named)),
  ];
}

/** That a route has no handler is reported only if no error says why. */
function applyToNames(subject: ExportsSubject): readonly Diagnostic[] {
  const found = RULES.filter((rule) => rule !== noHandler).flatMap((rule) =>
    reportAll(rule, rule.inExports?.(subject) ?? []),
  );
  const isExplained = found.some(({ severity }) => severity === "error");
  return isExplained ? found : [...found, ...reportAll(noHandler, noHandler.inExports(subject))];
}

function applyToMisfit(misfit: Misfit, facts: RouteFacts): readonly Diagnostic[] {
  return RULES.flatMap((rule) => reportAll(rule, [rule.inMisfit?.(misfit, facts) ?? []].flat()));
}

/** The handlers that only one of TypeScript and the bundler knows. */
function applyToPresence({ route, names, exports }: RouteFacts, typed: Typed): readonly Diagnostic[] {
  const known = typed.known.get(route.file);
  if (known === undefined) return [];
  return HANDLERS.filter((handler) => known.has(handler) !== names.includes(handler)).flatMap((handler) => {
    const fact = exports.find(({ name }) => name === handler);
    const seenBy = known.has(handler) ? "TypeScript" : "the bundler";
    return RULES.flatMap((rule) =>
      reportAll(rule, [rule.inDisagreement?.({ route, handler, fact, seenBy }) ?? []].flat()),
    );
  });
}

/**
 * Whether any rule may find something in the tree of a route, so that it must be read. A name is in the tree only if the
 * text has it, unless an escape spells it otherwise or a computed key puts it together.
 */
export function mayBreakRules(subject: TextSubject): boolean {
  return (
    hidesNames(subject.source.text) ||
    RULES.some(
      ({ inFile, inHandlers, mayApply }) =>
        (inFile !== undefined || inHandlers !== undefined) && (mayApply?.(subject) ?? true),
    )
  );
}

/** A line feed, a tab and the like spell no letter; every other escape may. */
const SPELLING_ESCAPE = /\\(?![nrt"'`\\/$.])/;

/** A bracket that may hold a key: not the one of an empty array type, and not after what no object can end with. */
const KEY_BRACKET = /(?<![=(:|&<;>?]\s{0,40})\[(?!\])/;

function hidesNames(text: string): boolean {
  return SPELLING_ESCAPE.test(text) || KEY_BRACKET.test(text);
}
