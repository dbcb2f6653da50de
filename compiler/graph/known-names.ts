// Knows the name-keeping calls of the runtime's modules since the package was built, so that a build need not parse them.
//
// A text is known only if it is the same, character by character. A module is parsed if it is bundled in another form: esbuild
// renames a variable if a route declares its name.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Range } from "../syntax/source.ts";

/** The file beside the runtime that has them. */
export const KNOWN_NAMES = "names.json";

/** By the hash of a module's text: where the removed ranges begin and end, in turn. */
export type KnownNames = Readonly<Record<string, readonly number[]>>;

/** Reads what is known of a runtime. Nothing is, while the package is built. */
export function readKnownNames(runtime: string): KnownNames {
  try {
    const known: KnownNames = JSON.parse(readFileSync(path.join(runtime, KNOWN_NAMES), "utf8"));
    return known;
  } catch {
    return {};
  }
}

/**
 * The ranges to remove in a part of an output.
 *
 * @param find finds them in the text of a module that is not known
 */
export function rangesIn(
  known: KnownNames,
  code: string,
  part: Range,
  find: (text: string) => readonly Range[],
): readonly Range[] {
  return modulesIn(code, part).flatMap(({ start, end }) => {
    const text = code.slice(start, end);
    const found = known[hashOf(text)];
    const own = found === undefined ? find(text) : pairs(found);
    return own.map((range) => ({ start: start + range.start, end: start + range.end }));
  });
}

function pairs(numbers: readonly number[]): readonly Range[] {
  return Array.from({ length: numbers.length / 2 }, (_, index) => ({
    start: numbers[2 * index] ?? 0,
    end: numbers[2 * index + 1] ?? 0,
  }));
}

/** What there is to know of a part of an output. */
export function knowNames(code: string, part: Range, find: (text: string) => readonly Range[]): KnownNames {
  return Object.fromEntries(
    modulesIn(code, part).map(({ start, end }) => {
      const text = code.slice(start, end);
      return [hashOf(text), find(text).flatMap((range) => [range.start, range.end])];
    }),
  );
}

/** The texts below esbuild's comments, which name each module by a path that depends on the machine. */
function modulesIn(code: string, { start, end }: Range): readonly Range[] {
  const modules: Range[] = [];
  for (let from = start; from < end;) {
    const next = code.indexOf("\n// ", from);
    const to = next < 0 || next >= end ? end : next + 1;
    const line = code.indexOf("\n", from) + 1;
    modules.push({ start: code.startsWith("// ", from) ? Math.min(line, to) : from, end: to });
    from = to;
  }
  return modules;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
