// Names bundled files so that an output is the same bytes on any machine.
import { readFileSync } from "node:fs";
import path from "node:path";
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
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const named = typeof manifest === "object" && manifest !== null && "name" in manifest;
    // The name is written into comments, which a line break would end.
    return named && typeof manifest.name === "string" && /^\P{Cc}+$/u.test(manifest.name)
      ? manifest.name
      : null;
  } catch {
    return null; // Most folders do not have one.
  }
}
