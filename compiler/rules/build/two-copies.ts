// BBX4029: a package is in the output, and a package outside it loads it once more.
import { importersOf, ownImportOf } from "../importers.ts";
import type { Rule } from "../rule.ts";

export const twoCopies = {
  code: "BBX4029",
  severity: "warning",
  name: "two-copies",
  label: "runs twice",
  meaning:
    "A package that the option `external` names loads a package that is in the output too. It runs twice, and each copy has a state of its own: what one registers, the other does not know, and `instanceof` fails between them.",
  remedy: "Add the package to the option `external`, so that both find the same copy.",
  inProject({ graph: { shipped, imports }, outside, settings, placeOfImport }) {
    if (outside.size === 0) return [];
    const importers = importersOf(imports);
    return [...shipped].flatMap(([name, files]) => {
      const twice = files.find((file) => /\.[cm]?js$/.test(file) && outside.has(file));
      if (twice === undefined) return [];
      const { importer, specifier } = ownImportOf(importers, twice);
      const hint = settings.external.includes(name)
        ? "It is installed more than once. Use one version of it: `npm dedupe`."
        : `Add \`external: ["${name}"]\` to bunbox.config.ts, so that it runs once.`;
      return [
        {
          place: placeOfImport(importer, specifier),
          message: `\`${name}\` runs twice: in the output, and for a package that \`external\` names`,
          hint,
        },
      ];
    });
  },
} as const satisfies Rule;
