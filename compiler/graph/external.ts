// Says what stays outside the output because the option `external` names it.
import { existsSync } from "node:fs";
import path from "node:path";
import type { Metafile } from "esbuild";
import type { Bundle, Project } from "../model.ts";

/** The name of the package that a specifier is of. */
export function packageName(specifier: string): string {
  return /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
}

/** Whether an entry of the option names a package: `pino`, `@scope/*`. */
function isNamed(entry: string, name: string): boolean {
  return entry.endsWith("/*") ? name.startsWith(entry.slice(0, -1)) : entry === name;
}

/** The entries without those of packages that are not installed: they are absent, and never looked for when the server runs. */
export function installedOf({ root }: Project, external: readonly string[]): readonly string[] {
  return external.filter((entry) => isInstalled(root, entry.replace(/\/\*$/, "")));
}

function isInstalled(folder: string, name: string): boolean {
  if (existsSync(path.join(folder, "node_modules", name))) return true;
  const above = path.dirname(folder);
  return above !== folder && isInstalled(above, name);
}

/** The modules that the server will look for: the imports of the output, and the packages that the option names in full. */
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
