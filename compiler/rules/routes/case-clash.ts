// BBX1010: two names in one folder differ only in case.
import type { Rule } from "../rule.ts";

export const caseClash = {
  code: "BBX1010",
  severity: "error",
  name: "case-clash",
  meaning:
    "Two folders or files differ only in case. macOS and Windows cannot hold both, and the bundler treats them as one, so both URLs would run the same code.",
  remedy: "Rename one of the two.",
} as const satisfies Rule;
