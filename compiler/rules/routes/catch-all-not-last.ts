// BBX1005: a route is below a catch-all folder, or below an optional parameter.
import type { Rule } from "../rule.ts";

export const catchAllNotLast = {
  code: "BBX1005",
  severity: "error",
  name: "catch-all-not-last",
  meaning:
    "A catch-all folder matches the whole rest of the URL, so nothing below it can match. An optional parameter must be the last folder too.",
  remedy: "Move the route into that folder itself, or use `[name]` for a single segment.",
} as const satisfies Rule;
