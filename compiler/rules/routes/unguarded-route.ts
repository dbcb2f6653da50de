// BBX1013: a route that the option `guarded` names lets everybody in.
import { fileStart } from "../../place.ts";
import { matchesPattern } from "../route-pattern.ts";
import type { Rule } from "../rule.ts";

export const unguardedRoute = {
  code: "BBX1013",
  severity: "error",
  name: "unguarded-route",
  meaning:
    "A route matches a pattern of the option `guarded`, but has neither a guard nor an `upgrade`, so it lets everybody in.",
  remedy: "Write a `_guard.ts` in its folder or in one above, or export `upgrade` from it.",
  inProject({ routes, settings: { guarded }, graph, placeOfOption }) {
    const option = placeOfOption("guarded");
    return routes.flatMap(({ path, file, guards }) => {
      const pattern = guarded.find((each) => matchesPattern(each, path));
      const names = graph.exports.get(file);
      // What a file with errors exports is not known.
      if (pattern === undefined || guards.length > 0 || names === undefined || names.includes("upgrade"))
        return [];
      return {
        place: fileStart(file),
        message: `${path} lets everybody in, but \`guarded\` has the pattern ${JSON.stringify(pattern)}`,
        related: option === null ? [] : [{ message: "the option", place: option }],
      };
    });
  },
} as const satisfies Rule;
