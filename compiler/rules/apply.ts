// Applies the rules to files, handlers, exports and the project.
import type { Diagnostic, Misfit, RouteFacts, Typed } from "../model.ts";
import { codeOf } from "../syntax/words.ts";
import { handlerLookalike } from "./exports/handler-lookalike.ts";
import { noGuard } from "./exports/no-guard.ts";
import { noHandler } from "./exports/no-handler.ts";
import { noValue } from "./exports/no-value.ts";
import { notAFunction } from "./exports/not-a-function.ts";
import { unknownStar } from "./exports/unknown-star.ts";
import { RULES } from "./index.ts";
import { isCalledIn, isFunctionName, readExportsOf } from "../syntax/export-facts.ts";
import { reportedAlready } from "./once.ts";
import {
  type ExportsSubject,
  type FileSubject,
  type HandlersSubject,
  type ProjectSubject,
  reportAll,
  type RouteSubject,
  type Rule,
  type TextSubject,
} from "./rule.ts";

// A rule looks at few things, and there are thousands of exports and files: so each list has only the rules that look.
const OF_FILES: readonly Rule[] = RULES.filter(({ inFile }) => inFile !== undefined);
const OF_HANDLERS: readonly Rule[] = RULES.filter(({ inHandlers }) => inHandlers !== undefined);
const OF_ROUTES: readonly Rule[] = RULES.filter(({ inRoute }) => inRoute !== undefined);
/** The rules about a module that exports nothing which bunbox calls. */
const LAST = [noHandler, noGuard] as const;
const OF_SYNTAX: readonly Rule[] = RULES.filter(
  ({ inFile, inHandlers, inRoute }) => (inFile ?? inHandlers ?? inRoute) !== undefined,
);
const OF_NAMES = RULES.filter((rule) => rule.inExports !== undefined && !isLast(rule));

/** Applies rules to a file that the routes reach. */
export function applyToFile(subject: FileSubject, rules: readonly Rule[] = OF_FILES): readonly Diagnostic[] {
  return rules.flatMap((rule) => reportAll(rule, rule.inFile?.(subject) ?? []));
}

/** Applies rules to the handlers of a route. */
export function applyToHandlers(
  subject: HandlersSubject,
  rules: readonly Rule[] = OF_HANDLERS,
): readonly Diagnostic[] {
  if (subject.handlers.size === 0) return [];
  return rules.flatMap((rule) => reportAll(rule, rule.inHandlers?.(subject) ?? []));
}

/** Applies rules to the own file of a route. */
export function applyToRoute(
  subject: RouteSubject,
  rules: readonly Rule[] = OF_ROUTES,
): readonly Diagnostic[] {
  return rules.flatMap((rule) => reportAll(rule, rule.inRoute?.(subject) ?? []));
}

/** Applies the rules to the project as a whole. */
export function applyToProject(subject: ProjectSubject): readonly Diagnostic[] {
  return RULES.flatMap((rule) => reportAll(rule, rule.inProject?.(subject) ?? []));
}

/**
 * Applies the rules to the exports of a route, and to their signatures.
 *
 * @param isLacking whether an import is not found, which is an error: a star of such a module seems to bring any name
 */
export function applyToExports(facts: RouteFacts, typed: Typed, isLacking = false): readonly Diagnostic[] {
  const { file } = facts.route;
  const present = facts.names.filter((name) => isCalledIn(facts.route, name));
  const byName = applyToNames({ ...facts, present, uncallable: typed.uncallable.get(file) ?? new Set() });
  const own = typed.misfits.filter(({ route }) => route.file === file);
  // What is not a schema says nothing about messages.
  const unknown = own.some(({ handler }) => handler === "incoming");
  const byType = own
    .filter(({ handler }) => handler !== "onMessage" || !unknown)
    .flatMap((misfit) => applyToMisfit(misfit, facts));
  // TypeScript explains why a value is not a function.
  const named = byName.filter(
    ({ code, place }) => code !== notAFunction.code || !reportedAlready({ place }, byType),
  );
  const isErased = named.some(({ code }) => code === noValue.code || code === unknownStar.code);
  return [
    ...named,
    ...(isErased ? [] : applyToPresence(facts, typed, isLacking)),
    // A generator fails its signature as well.
    ...byType.filter((each) => !reportedAlready(each, named)),
  ];
}

function isLast(rule: Rule): boolean {
  return LAST.some((each) => each === rule);
}

/** Applies the rules to the names of exports. A missing handler is reported only if no other error explains it. */
function applyToNames(subject: ExportsSubject): readonly Diagnostic[] {
  const found = OF_NAMES.flatMap((rule) => reportAll(rule, rule.inExports?.(subject) ?? []));
  const isExplained = found.some(({ severity }) => severity === "error");
  if (isExplained || subject.present.length > 0) return found;
  // BBX2001 also explains names of other APIs.
  const isGuard = subject.route.isGuard === true;
  const others = isGuard ? found : found.filter(({ code }) => code !== handlerLookalike.code);
  return [...others, ...LAST.flatMap((rule) => reportAll(rule, rule.inExports(subject)))];
}

function applyToMisfit(misfit: Misfit, facts: RouteFacts): readonly Diagnostic[] {
  const { handler } = misfit;
  // A route may also be the module of the option `fallback`, whose misfit BBX2020 reports.
  if (handler === "fallback") return [];
  return RULES.flatMap((rule) => {
    const finding = isFunctionName(handler)
      ? rule.inMisfit?.({ ...misfit, handler }, facts)
      : rule.inSettingMisfit?.({ ...misfit, handler }, facts);
    return reportAll(rule, [finding ?? []].flat());
  });
}

/** The exports that only one of TypeScript and the bundler knows. */
function applyToPresence(
  { route, names, exports }: RouteFacts,
  typed: Typed,
  isLacking: boolean,
): readonly Diagnostic[] {
  const known = typed.known.get(route.file);
  if (known === undefined) return [];
  return readExportsOf(route)
    .filter((name) => known.has(name) !== names.includes(name))
    .flatMap((handler) => {
      const fact = exports.find(({ name }) => name === handler);
      if (fact === undefined && isLacking) return [];
      const seenBy = known.has(handler) ? "TypeScript" : "the bundler";
      return RULES.flatMap((rule) =>
        reportAll(rule, [rule.inDisagreement?.({ route, handler, fact, seenBy }) ?? []].flat()),
      );
    });
}

/**
 * The rules that may find something in the tree of a route; if there are none, it need not be read. A name is in the tree only
 * if it is in the text, or spelled with an escape, or put together in a computed key.
 *
 * @returns `undefined` if the text may hide names, so that any rule may apply
 */
export function rulesToApply(route: Omit<TextSubject, "code">): readonly Rule[] | undefined {
  const subject = { ...route, code: codeOf(route.source) };
  return hidesNames(subject.code)
    ? undefined
    : OF_SYNTAX.filter(({ mayApply }) => mayApply?.(subject) ?? true);
}

/** An escape that may be a letter. A line feed, a tab and the like cannot. */
const SPELLING_ESCAPE = /\\(?![nrt"'`\\/$.])/;

/**
 * A bracket that may hold a key: not that of an empty array type, of a spread or of an index that is a number, and not after a
 * character that cannot end an object.
 */
const KEY_BRACKET = /\[(?<![=(:|&<;>?]\s{0,40}\[)(?!\]|\s{0,40}\.\.\.|\d+\])/;

function hidesNames(code: string): boolean {
  return SPELLING_ESCAPE.test(code) || KEY_BRACKET.test(code);
}
