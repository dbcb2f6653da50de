// BBX4009: an import reaches another file than it names, because two paths differ only in case.
import { fileStart } from "../../place.ts";
import type { Rule } from "../rule.ts";

export const caseAlone = {
  code: "BBX4009",
  severity: "error",
  name: "case-alone",
  label: "differs only in case",
  meaning:
    "Two paths differ only in case. The bundler treats them as one file, as macOS and Windows do, so both importers would run the same one.",
  remedy: "Rename one of the two.",
  inProject({ routes, settings, graph, placeOfImport }) {
    const files = new Set(routes.map(({ file }) => `./${file}`));
    // Each of the two is imported somewhere; one finding per pair is enough.
    const pairs = new Map(graph.mistaken.map((each) => [each.given.toLowerCase(), each]));
    return [...pairs.values()].flatMap(({ importer, specifier, given }) => {
      const isRoute = files.has(specifier);
      // In the routes folder, BBX1010 reports the names themselves.
      if (isRoute && given.startsWith(`${settings.routes}/`)) return [];
      return {
        place: isRoute ? fileStart(specifier.slice(2)) : placeOfImport(importer, specifier),
        message: `${specifier} and ${given} differ only in case; the bundler treats them as one file`,
      };
    });
  },
} as const satisfies Rule;
