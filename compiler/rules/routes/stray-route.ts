// BBX1015: a file that is meant as a route has another name.
import type { Rule } from "../rule.ts";
import { strayRoutes } from "../stray-routes.ts";

export const strayRoute = {
  code: "BBX1015",
  severity: "warning",
  name: "stray-route",
  label: "never called",
  meaning:
    "A file below the folder of the routes exports handlers, or is named almost like a route, but no route is in its folder, and no route imports it. Only files named `route.ts` (`.tsx`, `.mts`, `.js`, `.jsx`, `.mjs`) are routes.",
  remedy: "Rename it to `route.ts`, or move it to a private folder such as `_lib`.",
  inProject({ routes, settings, unrouted, graph, sources }) {
    // Without a route, BBX1001 names them. What a route imports is not known if a file does not parse.
    if (routes.length === 0 || graph.broken.size > 0) return [];
    const reached = new Set(graph.reached);
    const files = unrouted.filter((file) => !reached.has(file));
    return strayRoutes(sources, files, settings.routes).map(({ place, message, hint }) => ({
      place,
      message,
      hint,
    }));
  },
} as const satisfies Rule;
