// Finds the modules that are not bundled because the option `external` names them.
import { existsSync } from "node:fs";
import path from "node:path";
import type { Metafile } from "esbuild";
import type { Bundle, Project } from "../model.ts";
import { packageName } from "../packages.ts";

/** Whether an entry of the option names a package: `pino`, `@scope/*`. */
function isNamed(entry: string, name: string): boolean {
  return entry.endsWith("/*") ? name.startsWith(entry.slice(0, -1)) : entry === name;
}

/** The entries whose packages are installed. The others are absent, and the server does not look for them. */
export function installedOf({ root }: Project, external: readonly string[]): readonly string[] {
  return external.filter((entry) => isInstalled(root, entry.replace(/\/\*$/, "")));
}

function isInstalled(folder: string, name: string): boolean {
  if (existsSync(path.join(folder, "node_modules", name))) return true;
  const above = path.dirname(folder);
  return above !== folder && isInstalled(above, name);
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
