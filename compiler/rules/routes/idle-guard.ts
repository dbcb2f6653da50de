// BBX1014: a guard has no route in its folder or below it.
import type { Rule } from "../rule.ts";

export const idleGuard = {
  code: "BBX1014",
  severity: "warning",
  name: "idle-guard",
  meaning: "A guard has no route in its folder or below it, so it never runs.",
  remedy: "Move it to the folder of the routes that it should guard, or remove it.",
} as const satisfies Rule;
