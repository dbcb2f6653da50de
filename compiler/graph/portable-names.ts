// Names bundled files so that an output is the same bytes on any machine.
import path from "node:path";
import { readManifest } from "../packages.ts";
import { relativeTo } from "../place.ts";

/**
 * The name of every bundled file whose path depends on the machine: `PACKAGE/path`, by the nearest package.json that
 * has a name.
 *
 * @param files as esbuild names them, relative to `root`
 * @returns only the files whose name changes
 */
export function portableNames(root: string, files: readonly string[]): ReadonlyMap<string, string> {
  const packages = new Map<string, string | null>();
  const names = new Map<string, string>();
  for (const file of files) {
    if (!file.startsWith("../") && !file.includes("node_modules/")) continue;
    const absolute = path.resolve(root, file);
    const folder = namedFolder(path.dirname(absolute), packages);
    if (folder === null) {
      // No package.json up to the root has a name: use the path below node_modules.
      const [, inPackages] = /.*node_modules\/(.*)/.exec(file) ?? [];
      if (inPackages !== undefined) names.set(file, inPackages);
      continue;
    }
    names.set(file, `${packages.get(folder)}/${relativeTo({ root: folder }, absolute)}`);
  }
  return names;
}

function namedFolder(from: string, packages: Map<string, string | null>): string | null {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (!packages.has(folder)) packages.set(folder, packageName(folder));
    if (packages.get(folder) !== null) return folder;
    // The folder above node_modules belongs to the project that uses the package.
    if (path.basename(folder) === "node_modules" || folder === path.dirname(folder)) return null;
  }
}

function packageName(folder: string): string | null {
  const { name }: { readonly name?: unknown } = readManifest(folder);
  // The name is written into comments, which a line break would end.
  return typeof name === "string" && /^\P{Cc}+$/u.test(name) ? name : null;
}
