// BBX1003: two folders name the same URL segment differently.
import type { Rule } from "../rule.ts";

export const parameterNamesDiffer = {
  code: "BBX1003",
  severity: "error",
  name: "parameter-names-differ",
  meaning: "Two folders give the same URL segment different parameter names.",
  remedy: "Use one name for both. A request cannot tell them apart.",
} as const satisfies Rule;
