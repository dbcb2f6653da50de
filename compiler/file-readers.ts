// Finds packages in the bundle that look for files beside their own, which are not in the output.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { BANNER } from "./graph/mark.ts";
import type { Bundle, Graph, Project } from "./model.ts";
import { looksBeside } from "./rules/looks-beside.ts";
import { parse } from "./syntax/source.ts";
import { mayMention } from "./syntax/words.ts";

/** Names that a package may look for files by. esbuild writes them into the output without escapes, comments or white space. */
const IN_OUTPUT = ["import.meta", "createRequire", "Worker", "__require.", "__require[", "__require?."];

/** What esbuild calls `module` in a wrapper, in any use but `module.exports` alone. */
const MODULE = /\bmodule\d*(?:\.(?!exports\b)|\?\.|\[)|\} ?= ?module\d*\b/;

/**
 * The packages, each with the first file that looks for others. esbuild reports each computed `require` and `import()`, and
 * each `require` under another name. For all others, files are read only if the output can have such code.
 */
export async function fileReaders(
  { root }: Project,
  { shipped, lookups }: Graph,
  bundle: Bundle | null,
): Promise<ReadonlyMap<string, string>> {
  const readers = new Map<string, string>();
  const code = bundle === null ? "" : withoutMap(bundle.code).slice(BANNER.length);
  const mayLookAt = IN_OUTPUT.some((name) => code.includes(name)) || MODULE.test(code);
  if (!mayLookAt && lookups.size === 0) return readers;
  for (const [name, files] of shipped) {
    for (const file of files) {
      if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
      const text = await readFile(path.join(root, file), "utf8").catch(() => ""); // It is gone since it was bundled.
      if (!lookups.has(file) && !mayLook(text)) continue;
      const source = parse(file, text);
      if (source.failure !== null || !looksBeside(source)) continue;
      readers.set(name, file);
      break;
    }
  }
  return readers;
}

/** Leaves out the last line if it is the source map, which has everything once more, in base 64. */
function withoutMap(code: string): string {
  const last = code.lastIndexOf("\n", code.length - 2) + 1;
  return code.startsWith("//# sourceMappingURL=", last) ? code.slice(0, last) : code;
}

/** Whether a file may look for others in a way that esbuild does not report; only then it is parsed. */
function mayLook(text: string): boolean {
  return (
    mayMention(text, ["__dirname", "__filename", "createRequire", "meta", "Worker"]) ||
    (mayMention(text, ["require"]) && mayMention(text, ["main", "resolve"])) ||
    (mayMention(text, ["module"]) && mayMention(text, ["filename", "parent", "path"]))
  );
}
