// BBX1006: a folder's name is not a parameter or a group.
import type { Rule } from "../rule.ts";

export const illFormedSegment = {
  code: "BBX1006",
  severity: "error",
  name: "ill-formed-segment",
  meaning: "A folder's name has brackets or parentheses that do not form a parameter or a group.",
  remedy:
    "Write `[name]`, `[[name]]`, `[...name]`, `[[...name]]` or `(group)`. A name consists of letters, digits, `_` and `-`.",
} as const satisfies Rule;
