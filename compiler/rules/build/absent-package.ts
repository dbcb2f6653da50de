// BBX4022: a package can load packages that are not installed.
import { importersOf, ownImportOf } from "../importers.ts";
import type { Rule } from "../rule.ts";

export const absentPackage = {
  code: "BBX4022",
  severity: "warning",
  name: "absent-package",
  label: "can load what is not installed",
  meaning:
    "A package can load other packages that are not installed: optional peers, or drivers that it loads when you choose them. They are not in the output. Loading them throws `Cannot find module`, even if they are installed later.",
  remedy: "Install the packages that you use, and build again.",
  inProject({ graph: { lacking, imports }, placeOfImport }) {
    if (lacking.length === 0) return [];
    const importers = importersOf(imports);
    return lacking.map(({ name, absent, file }) => {
      const { importer, specifier } = ownImportOf(importers, file);
      const names = absent.map((each) => `\`${each}\``).join(", ");
      return {
        place: placeOfImport(importer, specifier),
        message: `\`${name}\` can load ${names}, which ${absent.length === 1 ? "is" : "are"} not installed`,
        hint: "Install what you use of it. The rest throws `Cannot find module` when it is reached.",
      };
    });
  },
} as const satisfies Rule;
