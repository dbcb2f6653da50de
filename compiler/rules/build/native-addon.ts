// BBX4007: a native add-on is imported, which cannot be bundled.
import { fileStart } from "../../place.ts";
import type { Rule } from "../rule.ts";

export const nativeAddon = {
  code: "BBX4007",
  severity: "warning",
  name: "native-addon",
  meaning:
    "A native add-on cannot be bundled. It stays where it is, and the server looks for it relative to its own location.",
  remedy: "Deploy the add-on with the server, at the same path relative to it.",
  inProject: ({ graph }) =>
    graph.addons.map(({ addon, importer }) => ({
      place: fileStart(importer),
      message: `${addon} is a native add-on, so it is not in the output`,
    })),
} as const satisfies Rule;
