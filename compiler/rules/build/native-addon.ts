// BBX4007: a native add-on is imported, which cannot be bundled.
import { fileStart } from "../../place.ts";
import { packageOf } from "../../packages.ts";
import { importersOf, ownImportOf } from "../importers.ts";
import type { Rule } from "../rule.ts";

export const nativeAddon = {
  code: "BBX4007",
  severity: "warning",
  name: "native-addon",
  meaning:
    "A native add-on cannot be bundled. It stays where it is, and the server looks for it relative to its own location.",
  remedy: "Deploy the add-on with the server, at the same path relative to it.",
  inProject({ graph: { addons, imports }, placeOfImport }) {
    if (addons.length === 0) return [];
    const importers = importersOf(imports);
    return addons.map(({ addon, importer }) => {
      const name = packageOf(importer);
      const message = `${addon} is a native add-on, so it is not in the output`;
      if (name === null) return { place: fileStart(importer), message };
      const own = ownImportOf(importers, importer);
      return {
        place: placeOfImport(own.importer, own.specifier),
        message,
        hint: `Add \`external: ["${name}"]\` to bunbox.config.ts, and the build copies it beside the server. Or deploy node_modules with the server.`,
      };
    });
  },
} as const satisfies Rule;
