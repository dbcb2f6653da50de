// BBX1007: a route file is CommonJS.
import type { Rule } from "../rule.ts";

export const commonjsRoute = {
  code: "BBX1007",
  severity: "error",
  name: "commonjs-route",
  meaning: "A route file ends in `.cts` or `.cjs`, but routes are ES modules.",
  remedy: "Rename it to `route.ts` or `route.js`, and export its functions with `export`.",
} as const satisfies Rule;
