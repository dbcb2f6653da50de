// BBX3002: an option with a wrong value.
import { matchesPattern } from "../route-pattern.ts";
import type { Rule } from "../rule.ts";

export const wrongOption = {
  code: "BBX3002",
  severity: "error",
  name: "wrong-option",
  label: "wrong value",
  meaning:
    "An option of `bunbox.config.ts` has a value of the wrong type, out of range, or that names nothing in the project.",
  remedy: "Give it a value that the message allows.",
  // A pattern with a wrong letter would guard nothing.
  inProject({ routes, settings: { guarded }, placeOfOption }) {
    return guarded
      .filter((pattern) => !routes.some((route) => matchesPattern(pattern, route.path)))
      .map((pattern) => ({
        place: placeOfOption("guarded"),
        message: `\`guarded\` has the pattern ${JSON.stringify(pattern)}, which matches no route`,
        hint: "Write paths as `bunbox routes` prints them: `*` is one segment, `**` any number.",
      }));
  },
} as const satisfies Rule;
