// BBX1005: a route is below a catch-all folder.
import type { Rule } from "../rule.ts";

export const catchAllNotLast = {
  code: "BBX1005",
  severity: "error",
  name: "catch-all-not-last",
  meaning: "A catch-all folder matches the whole rest of the URL, so nothing below it can match.",
  remedy: "Move the route into the catch-all folder itself, or use `[name]` for a single segment.",
} as const satisfies Rule;
