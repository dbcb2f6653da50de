// BBX1004: a path has one parameter name twice.
import type { Rule } from "../rule.ts";

export const parameterTwice = {
  code: "BBX1004",
  severity: "error",
  name: "parameter-twice",
  meaning: "A path uses the same parameter name twice, and `ctx.params` can hold only one value for it.",
  remedy: "Rename one of the two folders.",
} as const satisfies Rule;
