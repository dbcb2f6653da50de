// BBX1002: two route files have the same URL.
import type { Rule } from "../rule.ts";

export const duplicateUrl = {
  code: "BBX1002",
  severity: "error",
  name: "duplicate-url",
  meaning: "Two files have the same URL, so one of them could never run.",
  remedy:
    "Delete or move all but one. A group such as `(admin)` is not part of the URL, and `[[name]]` and `[[...path]]` also match the URL of their own folder.",
} as const satisfies Rule;
