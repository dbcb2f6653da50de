// Keeps the packages that the option `external` names out of the bundle.
import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import type { Metafile, Plugin } from "esbuild";
import type { Bundle, Project } from "../model.ts";
import { packageName } from "../packages.ts";

/** Whether an entry of the option names a package: `pino`, `@scope/*`. */
function isNamed(entry: string, name: string): boolean {
  return entry.endsWith("/*") ? name.startsWith(entry.slice(0, -1)) : entry === name;
}

/** The entries whose packages are installed. The others are absent, and the server does not look for them. */
export function installedOf({ root }: Project, external: readonly string[]): readonly string[] {
  return external.filter((entry) => folderOf(root, entry.replace(/\/\*$/, "")) !== null);
}

/** Where a file in a folder finds a package or a scope: a folder, or a link to one. It is `null` if it is not installed. */
export function placeOf(folder: string, name: string): string | null {
  const found = path.join(folder, "node_modules", name);
  if (existsSync(found)) return found;
  const above = path.dirname(folder);
  return above === folder ? null : placeOf(above, name);
}

/** The folder of a package or a scope, behind any link. */
export function folderOf(folder: string, name: string): string | null {
  const place = placeOf(folder, name);
  return place === null ? null : realpathSync(place);
}

/**
 * Leaves the packages out that the entries name. Where a package has a copy of its own of one, of another version, that copy
 * is bundled: the server would find the project's copy.
 */
export function externalPlugin({ root }: Project, entries: readonly string[]): Plugin {
  const names = entries.map((entry) => entry.replaceAll(".", "\\.").replace(/\*$/, "[^/]+"));
  return {
    name: "bunbox-external",
    setup(build) {
      if (names.length === 0) return;
      const filter = new RegExp(`^(?:${names.join("|")})(?:/|$)`);
      build.onResolve({ filter }, ({ path: specifier, resolveDir }) => {
        const name = packageName(specifier);
        const own = resolveDir === "" ? null : folderOf(resolveDir, name);
        return own === null || own === folderOf(root, name) ? { path: specifier, external: true } : null;
      });
    },
  };
}

/** The modules that the server looks for: the imports of the output, and the packages that the option names in full. */
export function externalIn({ outputs }: Metafile, entries: readonly string[]): Bundle["external"] {
  const found = new Map(
    entries.filter((entry) => !entry.endsWith("/*")).map((entry): [string, boolean] => [entry, false]),
  );
  for (const { imports } of Object.values(outputs)) {
    for (const { path: specifier, kind, external } of imports) {
      if (external !== true || !entries.some((entry) => isNamed(entry, packageName(specifier)))) continue;
      found.set(specifier, found.get(specifier) === true || kind === "require-call");
    }
  }
  return [...found].map(([specifier, required]) => ({ specifier, required }));
}
