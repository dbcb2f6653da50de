// BBX4004: strictNullChecks is off.
import type { Rule } from "../rule.ts";

export const notStrict = {
  code: "BBX4004",
  severity: "warning",
  name: "not-strict",
  meaning: "`strictNullChecks` is off, so TypeScript accepts an `upgrade` that forgets to return an answer.",
  remedy: 'Set `"strict": true` in tsconfig.json.',
} as const satisfies Rule;
