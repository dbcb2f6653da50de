// BBX1011: two guards are in one folder.
import type { Rule } from "../rule.ts";

export const twoGuards = {
  code: "BBX1011",
  severity: "error",
  name: "two-guards",
  meaning: "A folder has two guards with different endings, such as `_guard.ts` and `_guard.js`.",
  remedy: "Keep one of them. One function can call the other.",
} as const satisfies Rule;
