// The text of a route in, the handlers that it exports out, where the text leaves no doubt.
//
// Asking esbuild what a thousand routes export takes as long as bundling them. In nearly all of them every `export` stands
// at the beginning of a line, before a function or constant with a handler's name. A word in a comment can look like
// that too, but then the bundle, which imports the name, fails, and esbuild is asked after all.
import { HANDLERS } from "../model.ts";

const WORD = /\bexport\b/g;
const VALUE = /^export\s+(?:(?:async\s+)?function|const|let)\s+(\w+)/gm;
const TYPE = /^export\s+(?:type|interface)\s+\w/gm;

/** The names, sorted; `null` where only esbuild can tell. */
export function plainExports(text: string): readonly string[] | null {
  const names = [...text.matchAll(VALUE)].map(([, name = ""]) => name);
  const told = names.length + count(text, TYPE);
  if (names.length === 0 || told !== count(text, WORD)) return null;
  if (!names.every((name) => HANDLERS.some((handler) => handler === name))) return null;
  return [...new Set(names)].toSorted();
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
