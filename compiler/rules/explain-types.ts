// Explains TypeScript's errors that have a usual cause in a route, and reports each cause once.
import type { Diagnostic, Misfit, RouteFacts } from "../model.ts";
import type { Modules } from "../syntax/exports.ts";
import { type HandlerRoles, handlerFunctions } from "../syntax/roles.ts";
import { sourceOf } from "../syntax/source.ts";
import { isSamePlace } from "../place.ts";
import { withoutMessageErrors } from "./message-errors.ts";
import { parsedTwice } from "./handlers/parsed-twice.ts";
import { isReportedPath, withHint, withPublicNames } from "./type-hints.ts";
import { withKnownData } from "./unknown-data.ts";
import { withSendingHints } from "./unsendable.ts";
import { withTypedHandlers } from "./untyped-handlers.ts";

/**
 * The errors of TypeScript with hints, and without those that are reported otherwise.
 *
 * @param broken broken rules in the sources
 * @param misfits the handlers that TypeScript does not accept
 */
export function explainTypes(
  errors: readonly Diagnostic[],
  modules: Modules,
  all: readonly RouteFacts[],
  broken: readonly Diagnostic[],
  misfits: readonly Misfit[],
): readonly Diagnostic[] {
  const routes = all.map(({ route }) => route);
  const hinted = errors
    .filter((each) => !isReportedPath(modules.sources, each, broken) && !isReportedParse(each, broken))
    .map((each) => withPublicNames(withHint(modules.sources, routes, each)));
  const files = new Set(hinted.flatMap(({ place }) => place?.file ?? []));
  return [...files].reduce<readonly Diagnostic[]>((explained, file) => {
    const own = explained.filter(({ place }) => place?.file === file);
    const others = explained.filter(({ place }) => place?.file !== file);
    return [...others, ...inFile(file, own, modules, all, broken, misfits)];
  }, hinted);
}

/** Whether an error is about what `JSON.parse` gets, which a rule has reported. */
function isReportedParse({ code, place }: Diagnostic, broken: readonly Diagnostic[]): boolean {
  return (
    code === "TS2345" &&
    broken.some((each) => each.code === parsedTwice.code && isSamePlace(each.place, place))
  );
}

function inFile(
  file: string,
  errors: readonly Diagnostic[],
  modules: Modules,
  all: readonly RouteFacts[],
  broken: readonly Diagnostic[],
  misfits: readonly Misfit[],
): readonly Diagnostic[] {
  const source = file.includes("node_modules/") ? undefined : modules.sources.get(file);
  if (source === undefined || source.failure !== null) return errors;
  // The route of the file, or one whose handlers are written in it.
  const facts =
    all.find(({ route }) => route.file === file) ??
    all.find(({ exports }) => exports.some(({ place }) => place.file === file));
  const roles: HandlerRoles = facts === undefined ? new Map() : handlerFunctions(modules, facts);
  const own: HandlerRoles = new Map([...roles].filter(([fn]) => sourceOf(fn) === source));
  const sent = withSendingHints(errors, source, own, broken);
  if (facts === undefined) return sent;
  // The parameters of a wrong type, which are reported themselves.
  const wrong = misfits.flatMap(({ route, handler, blame }) =>
    route === facts.route && blame.kind === "parameter" ? [{ handler, index: blame.index }] : [],
  );
  const isMessage = wrong.some(({ handler, index }) => handler === "onMessage" && index === 1);
  const known = isMessage ? withoutMessageErrors(sent, source, own) : sent;
  const typed = withTypedHandlers(known, source, facts, own);
  // A guard runs before there is a socket.
  if (facts.route.isGuard === true) return typed;
  const reported = wrong.filter(({ index }) => index === 0).map(({ handler }) => handler);
  return withKnownData(typed, source, modules, facts, roles, reported);
}
