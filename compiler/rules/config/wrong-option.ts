// BBX3002: an option with a wrong value.
import type { Rule } from "../rule.ts";

export const wrongOption = {
  code: "BBX3002",
  severity: "error",
  name: "wrong-option",
  label: "wrong value",
  meaning: "An option of `bunbox.config.ts` has a value of the wrong type or out of range.",
  remedy: "Give it a value that the message allows.",
} as const satisfies Rule;
