// Finds every file that the packages outside the bundle need.
import { realpathSync } from "node:fs";
import { readdir, readFile, realpath } from "node:fs/promises";
import path from "node:path";
import type { Bundle, Project } from "../model.ts";
import { packageName, readManifest } from "../packages.ts";
import { CONDITIONS } from "./esbuild.ts";
import { folderOf, placeOf } from "./external.ts";

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
    conditions: [...CONDITIONS, "node"],
    readFile: async (file) => texts.get(file) ?? readFile(file).catch(() => null), // It is a folder, or gone.
  });
  return [...fileList]
    .map((file) => path.join(path.parse(root).root, file))
    .filter((file) => !texts.has(file))
    .toSorted();
}

/**
 * Adds to the traced files all others of their packages, and the packages that these depend on, because the tracer cannot
 * follow all code, such as `readFile(join(here(), "words.txt"))` or `require(dialect)`.
 */
export async function withWholePackages(
  { root }: Project,
  external: Bundle["external"],
  traced: readonly string[],
): Promise<readonly string[]> {
  const named = external.map(({ specifier }) => folderOf(root, packageName(specifier)));
  const reached = await Promise.all(traced.map(packageFolder));
  const found = [...new Set([...named, ...reached].filter((folder) => folder !== null))];
  const links: string[] = [];
  const folders = new Set(found);
  // The list grows while it is walked.
  for (const folder of found) {
    for (const name of dependenciesOf(folder)) {
      const place = placeOf(folder, name);
      if (place === null) continue;
      const real = realpathSync(place);
      if (real !== place) links.push(place);
      if (folders.has(real)) continue;
      folders.add(real);
      found.push(real);
    }
  }
  const whole = await Promise.all(found.map(filesOf));
  return [...new Set([...traced, ...links, ...whole.flat()])].toSorted();
}

/** The packages that a package may load: its dependencies and peers, except those that have only types. */
function dependenciesOf(folder: string): readonly string[] {
  const manifest = readManifest(folder);
  const names = ["dependencies", "optionalDependencies", "peerDependencies", "peerDependenciesMeta"].flatMap(
    (field): readonly string[] => {
      const value: unknown = Reflect.get(manifest, field);
      return typeof value === "object" && value !== null ? Object.keys(value) : [];
    },
  );
  return names.filter((name) => name !== "typescript" && !name.startsWith("@types/"));
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
