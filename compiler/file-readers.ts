// Finds packages in the bundle that look for files beside their own, which are not in the output.
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Bundle, Graph, Project } from "./model.ts";
import { looksBeside } from "./rules/looks-beside.ts";
import { parse } from "./syntax/source.ts";

/** If a package does so, the output has one of these. */
const IN_OUTPUT = [
  "import.meta.dir",
  "import.meta.path",
  "import.meta.url",
  "import.meta.filename",
  "import.meta.resolve",
  "createRequire",
  "require.resolve",
  "Worker(",
  "import(",
  "new Proxy(import.meta.require",
];

const IN_SOURCE = /__dirname|__filename|import\.meta|equire|Worker|import\s*\(/;

/** The packages, each with the first file that looks for others. Files are read only if the output can have such code. */
export async function fileReaders(
  { root }: Project,
  { shipped }: Graph,
  bundle: Bundle | null,
): Promise<ReadonlyMap<string, string>> {
  const readers = new Map<string, string>();
  if (bundle === null || !IN_OUTPUT.some((name) => bundle.code.includes(name))) return readers;
  for (const [name, files] of shipped) {
    for (const file of files) {
      if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
      const text = await readFile(path.join(root, file), "utf8").catch(() => ""); // It is gone since it was bundled.
      if (!IN_SOURCE.test(text)) continue;
      const source = parse(file, text);
      if (source.failure !== null || !looksBeside(source)) continue;
      readers.set(name, file);
      break;
    }
  }
  return readers;
}
