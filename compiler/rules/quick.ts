// Says that no rule can have anything to say of a route, so that its tree need not be read: that takes longer than parsing.
//
// A rule looks for a name. A name is in the tree only if the text has it, unless an escape spells it otherwise or a computed
// key puts it together. So a route without any of them is right, and every other one is read: nothing else is decided here.
import type { Route } from "../model.ts";
import type { Source } from "../syntax/source.ts";

/** Whether the tree of a route must be read. What `upgrade` returns is always looked at. */
export function mayBreakRules(source: Source, { segments }: Route, handlers: readonly string[]): boolean {
  const { text } = source;
  if (source.isDynamic || handlers.includes("upgrade")) return true;
  if (LOOKUPS.some((name) => text.includes(name)) || hidesNames(text)) return true;
  const params = segments.filter(({ kind }) => kind !== "static").map(({ name }) => name);
  return (
    occurrences(text, "close").some((at) => !text.startsWith("close()", at)) ||
    occurrences(text, "params").some((at) => !readsOneOf(text, at, params)) ||
    ["publish", "subscribe"].some((name) =>
      occurrences(text, name).some((at) => !isImported(source, at) && !isPlainCall(text, at, name)),
    )
  );
}

/** Parts of the names by which a file asks for its place, or for a module that is not bundled. */
const LOOKUPS = ["__dirname", "__filename", "equire", "Worker", "worker"];

function occurrences(text: string, name: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) places.push(at);
  return places;
}

/** A line feed, a tab and the like spell no letter; every other escape may. */
const SPELLING_ESCAPE = /\\(?![nrt"'`\\/$.])/;

/** A bracket that may hold a key: not the one of an empty array type, and not after what no object can end with. */
const KEY_BRACKET = /(?<![=(:|&<;>?]\s{0,40})\[(?!\])/;

function hidesNames(text: string): boolean {
  return SPELLING_ESCAPE.test(text) || KEY_BRACKET.test(text);
}

/** `params.id` of a folder `[id]`: neither an unknown parameter nor another name for all of them. */
function readsOneOf(text: string, at: number, params: readonly string[]): boolean {
  const next = /^params\.([\p{ID_Continue}$]+)/u.exec(text.slice(at, at + 200))?.[1];
  return next !== undefined && params.includes(next);
}

/** An import of this name is not a socket's method. */
function isImported({ imports }: Source, at: number): boolean {
  return imports.some(({ start, end }) => start <= at && at < end);
}

/** `publish(…)`: a name that is declared elsewhere, in the text too, and not a property. */
function isPlainCall(text: string, at: number, name: string): boolean {
  return (
    text.charAt(at + name.length) === "(" &&
    /[\s;{(]/.test(text.charAt(at - 1)) &&
    !/\.\s*$/.test(text.slice(Math.max(0, at - 40), at))
  );
}
