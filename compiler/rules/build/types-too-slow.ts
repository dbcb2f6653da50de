// BBX4040: TypeScript did not finish in time.
import type { Rule } from "../rule.ts";

export const typesTooSlow = {
  code: "BBX4040",
  severity: "error",
  name: "types-too-slow",
  meaning:
    "The project's TypeScript did not finish in time, and was stopped. Some sources take it hours: recursive types, or data that nests thousands of levels deep.",
  remedy:
    "Look for what is new in the files that the routes reach. `--timeout SECONDS` allows more time; `--no-typecheck` builds without a type check.",
} as const satisfies Rule;
