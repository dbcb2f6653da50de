// Reports settings of bunfig.toml that only `bun run` reads: constants, loaders and preloaded modules.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Diagnostic, Project } from "./model.ts";
import { fileStart } from "./place.ts";
import { bunfigIgnored } from "./rules/build/bunfig-ignored.ts";
import { report } from "./rules/rule.ts";

const FILE = "bunfig.toml";

/** The keys of bunfig.toml that matter: what each holds, and what to do instead. */
const KEYS: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  define: ["constants", "Write a constant of a module, or read the variable from `process.env`."],
  loader: ["loaders", 'Name the type at each import: `with { type: "text" }`.'],
  preload: [
    "preloaded modules",
    "Import the module where it is needed: in a route, or in a file that it imports.",
  ],
};

/** One diagnostic per key that would make the source run differently under `bun run`. */
export async function checkBunfig({ root }: Project): Promise<readonly Diagnostic[]> {
  const text = await readFile(path.join(root, FILE), "utf8").catch(() => null); // Most projects do not have one.
  if (text === null) return [];
  const { parse } = await import("smol-toml");
  const keys = keysOf(() => parse(text));
  const lines = text.split(/\r?\n/);
  return Object.entries(KEYS).flatMap(([name, [what, hint]]) => {
    if (!keys.includes(name)) return [];
    // The parser has found the key; its line is only for the reader.
    const found = lines.findIndex((line) => line.replace(/^[\s["']*/, "").startsWith(name));
    const column = (lines[found]?.indexOf(name) ?? 0) + 1;
    const place =
      found < 0
        ? fileStart(FILE)
        : { file: FILE, line: found + 1, column, endLine: found + 1, endColumn: column + name.length };
    return [report(bunfigIgnored, place, `The build does not read the ${what} of ${FILE}`, { hint })];
  });
}

/** Bun itself reports a file that it cannot read. */
function keysOf(parse: () => object): readonly string[] {
  try {
    return Object.keys(parse());
  } catch {
    return [];
  }
}
