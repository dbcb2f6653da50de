// Reports settings of bunfig.toml that only `bun run` reads: loaders and constants.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Diagnostic, Project } from "./model.ts";
import { bunfigIgnored } from "./rules/build/bunfig-ignored.ts";
import { report } from "./rules/rule.ts";

const FILE = "bunfig.toml";

/** The tables of bunfig.toml that matter, and what each holds. */
const TABLES = {
  define: "constants",
  loader: "loaders",
} as const;

/** One diagnostic per table that would make the source run differently under `bun run`. */
export async function checkBunfig({ root }: Project): Promise<readonly Diagnostic[]> {
  const text = await readFile(path.join(root, FILE), "utf8").catch(() => null); // Most projects do not have one.
  if (text === null) return [];
  const tables = Object.entries(TABLES).filter(([name]) => text.includes(name));
  if (tables.length === 0) return [];
  const { parse } = await import("smol-toml");
  const keys = keysOf(() => parse(text));
  const lines = text.split(/\r?\n/);
  return tables.flatMap(([name, what]) => {
    if (!keys.includes(name)) return [];
    // The parser has found the key; its line is only for the reader.
    const at = Math.max(
      0,
      lines.findIndex((line) =>
        line
          .trim()
          .replace(/^\[+\s*/, "")
          .startsWith(name),
      ),
    );
    const column = (lines[at]?.indexOf(name) ?? 0) + 1;
    const place = { file: FILE, line: at + 1, column, endLine: at + 1, endColumn: column + name.length };
    const hint =
      name === "define"
        ? "Write a constant of a module, or read the variable from `process.env`."
        : 'Name the type at each import: `with { type: "text" }`.';
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
