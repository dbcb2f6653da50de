// Finds handlers that an exported object or class holds, instead of being exported themselves.
import type { ExportFact, HeldFunctions } from "../model.ts";
import { functionsOf, isCalledIn } from "../syntax/export-facts.ts";
import { handlerOfAlias } from "./foreign-handlers.ts";
import type { ExportsSubject } from "./rule.ts";

/** An export that holds handlers which the route does not export. */
export interface HeldHandlers {
  readonly fact: ExportFact;
  readonly kind: HeldFunctions["kind"];
  /** Their names in it, such as `open`. */
  readonly names: readonly string[];
  /** The handlers that they stand for. */
  readonly meant: readonly string[];
}

/** The handlers that an export holds and the route does not export; `undefined` if there are none. */
export function heldHandlers(
  fact: ExportFact,
  { route, present }: Pick<ExportsSubject, "route" | "present">,
): HeldHandlers | undefined {
  if (fact.holds === undefined) return undefined;
  const { kind, names } = fact.holds;
  const pairs = names.flatMap((name) => {
    const meant = isCalledIn(route, name) ? name : route.isGuard === true ? undefined : handlerOfAlias(name);
    return meant === undefined || present.includes(meant) ? [] : [{ name, meant }];
  });
  // `open` and `close` are ordinary words, unless they are beside `message`.
  const counts = pairs.some(({ meant }) => meant === "onMessage")
    ? pairs
    : pairs.filter(({ name }) => isCalledIn(route, name));
  if (counts.length === 0) return undefined;
  return {
    fact,
    kind,
    names: counts.map(({ name }) => name),
    meant: functionsOf(route).filter((handler) => counts.some(({ meant }) => meant === handler)),
  };
}

/** The names that exported objects hold: they are reported there, not where the functions are declared. */
export function namesInObjects({ exports }: Pick<ExportsSubject, "exports">): ReadonlySet<string> {
  return new Set(exports.flatMap(({ holds }) => (holds?.kind === "object" ? holds.names : [])));
}

/** How to export the handlers. */
export function hintFor(
  { kind, names, meant }: HeldHandlers,
  { route, unexported }: Pick<ExportsSubject, "route" | "unexported">,
): string {
  const declared = names.every((name) =>
    unexported.some((each) => each.name === name && each.imported !== true),
  );
  if (declared)
    return `Write \`export\` before ${listed(names)} where ${names.length === 1 ? "it is" : "they are"} declared.`;
  const functions = meant.map((name) => `\`export function ${name}(…)\``).join(", ");
  const state =
    kind === "object" || route.isGuard === true
      ? ""
      : " Keep what belongs to one connection in `ws.data`, which is the `data` that `upgrade` returns.";
  return `Write ${functions}.${state}`;
}

/** Names as a sentence lists them. */
export function listed(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 3
    ? quoted.join(" and ")
    : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1) ?? ""}`;
}

/** `is` or `are`. */
export function be({ length }: readonly string[]): string {
  return length === 1 ? "is" : "are";
}
