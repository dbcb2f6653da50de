// Finds every file that the packages outside the bundle need.
import { readdir, readFile, realpath } from "node:fs/promises";
import path from "node:path";
import type { Bundle, Project } from "../model.ts";
import { packageName } from "../packages.ts";
import { folderOf } from "./external.ts";

/**
 * The files that packages load or read, as far as the tracer follows their code.
 *
 * @returns absolute paths, including links, in order
 */
export async function tracePackages(
  { root }: Project,
  external: Bundle["external"],
): Promise<readonly string[]> {
  if (external.length === 0) return [];
  const { nodeFileTrace } = await import("./trace.ts");
  // Two files that are not on disk: one imports the packages, the other requires them.
  const imports = path.join(root, "bunbox-external.mjs");
  const requires = path.join(root, "bunbox-external.cjs");
  const texts = new Map([
    [imports, external.map(({ specifier }) => `import ${JSON.stringify(specifier)};\n`).join("")],
    [
      requires,
      external
        .filter(({ required }) => required)
        .map(({ specifier }) => `require(${JSON.stringify(specifier)});\n`)
        .join(""),
    ],
  ]);
  const { fileList } = await nodeFileTrace([imports, requires], {
    base: path.parse(root).root,
    processCwd: root,
    // Bun's conditions; `import` or `require` is added for the kind of import.
    conditions: ["bun", "node"],
    readFile: async (file) => texts.get(file) ?? readFile(file).catch(() => null), // It is a folder, or gone.
  });
  return [...fileList]
    .map((file) => path.join(path.parse(root).root, file))
    .filter((file) => !texts.has(file))
    .toSorted();
}

/**
 * Adds to the traced files all others of their packages, because the tracer cannot follow all code, such as
 * `readFile(join(here(), "words.txt"))`.
 */
export async function withWholePackages(
  { root }: Project,
  external: Bundle["external"],
  traced: readonly string[],
): Promise<readonly string[]> {
  const named = external.map(({ specifier }) => folderOf(root, packageName(specifier)));
  const folders = new Set([...named, ...(await Promise.all(traced.map(packageFolder)))]);
  const whole = await Promise.all([...folders].filter((folder) => folder !== null).map(filesOf));
  return [...new Set([...traced, ...whole.flat()])].toSorted();
}

/** The folder of the package that a file belongs to; `null` for a file that is not in a node_modules, and for a link. */
async function packageFolder(file: string): Promise<string | null> {
  const folder = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/s.exec(file)?.[0];
  return folder === undefined ? null : realpath(folder);
}

/** Every file of a package, except the packages within it. */
async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((each) => each.isFile())
    .map((each) => path.join(each.parentPath, each.name))
    .filter((file) => !file.slice(folder.length).includes(`${path.sep}node_modules${path.sep}`));
}
