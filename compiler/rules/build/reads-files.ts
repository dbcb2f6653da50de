// BBX4023: a package loads files from its own folder.
import { packageName } from "../../packages.ts";
import { importersOf, ownImportOf } from "../importers.ts";
import type { Finding, Rule } from "../rule.ts";

export const readsFiles = {
  code: "BBX4023",
  severity: "warning",
  name: "reads-files",
  label: "loads files from its own folder",
  meaning:
    "A package looks for files or modules beside its own, by `__dirname`, `import.meta.url`, `require.resolve`, `createRequire`, `module.filename`, a computed `require` or `import()`, or `new Worker`. Once it is bundled, it looks beside `dist/server.js`, where they are not.",
  remedy:
    "Add the package to the option `external`. The build then copies it to `dist/node_modules`, with every file that it reads. Deploy the whole folder.",
  // One finding per package that the project itself imports; it covers the packages that this one brings.
  inProject({ graph: { imports }, readers, placeOfImport }) {
    if (readers.size === 0) return [];
    const importers = importersOf(imports);
    const byImport = new Map<string, Finding>();
    for (const [name, file] of readers) {
      const { importer, specifier } = ownImportOf(importers, file);
      const imported = specifier === "" ? name : packageName(specifier);
      // The package itself comes first, if it looks for files too.
      if (byImport.has(imported) && imported !== name) continue;
      const brought = imported === name ? "" : `, which \`${imported}\` brings,`;
      byImport.set(imported, {
        place: placeOfImport(importer, specifier),
        message: `\`${name}\`${brought} loads files from its own folder, which are not in the output`,
        hint: `Add \`external: ["${imported}"]\` to bunbox.config.ts. The build then copies it beside the server.`,
      });
    }
    return [...byImport.values()];
  },
} as const satisfies Rule;
