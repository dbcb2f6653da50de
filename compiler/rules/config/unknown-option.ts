// BBX3001: an option that bunbox does not know.
import type { Rule } from "../rule.ts";

export const unknownOption = {
  code: "BBX3001",
  severity: "error",
  name: "unknown-option",
  label: "unknown",
  meaning: "`bunbox.config.ts` has an option that bunbox does not know.",
  remedy:
    "Use the name that the message suggests, or remove the option. docs/configuration.md lists all options.",
} as const satisfies Rule;
