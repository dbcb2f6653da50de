// Finds packages in the bundle that look for files beside their own, which are not in the output.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { BANNER } from "./graph/mark.ts";
import type { Bundle, Graph, Project } from "./model.ts";
import { looksBeside } from "./rules/looks-beside.ts";
import { parse, type Source } from "./syntax/source.ts";
import { mayMention } from "./syntax/words.ts";

/**
 * The output has one of these behind its banner if a package does so. esbuild writes names without escapes, `require` as
 * `__require`, and no comments or white space within these. It may also have one without such a package.
 */
const IN_OUTPUT = [
  /import\.meta|createRequire|Worker|import\(/,
  /\b__require\b(?! ?=|\(\) ?\{|\((?:"[^"]*"|'[^']*')\))/,
  /\bmodule\d*(?:\.|\?\.|\[")(?:filename|parent|paths?)\b|\} ?= ?module\d*\b/,
];

/** The packages, each with the first file that looks for others. Files are read only if the output can have such code. */
export async function fileReaders(
  { root }: Project,
  { shipped }: Graph,
  bundle: Bundle | null,
): Promise<ReadonlyMap<string, string>> {
  const readers = new Map<string, string>();
  const code = bundle?.code.slice(BANNER.length) ?? "";
  if (!IN_OUTPUT.some((pattern) => pattern.test(code))) return readers;
  for (const [name, files] of shipped) {
    for (const file of files) {
      if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
      const text = await readFile(path.join(root, file), "utf8").catch(() => ""); // It is gone since it was bundled.
      const source = parse(file, text);
      if (!mayLook(source) || source.failure !== null || !looksBeside(source)) continue;
      readers.set(name, file);
      break;
    }
  }
  return readers;
}

/** Whether the tree of a file must be read. The parser finds each `import()` and `import.meta` without it. */
function mayLook(source: Source): boolean {
  const { isDynamic, text } = source;
  return (
    isDynamic ||
    mayMention(text, ["__dirname", "__filename", "equire", "Worker"]) ||
    (mayMention(text, ["module"]) && mayMention(text, ["filename", "parent", "path"]))
  );
}
