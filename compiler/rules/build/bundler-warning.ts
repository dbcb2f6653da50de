// BBX4020: esbuild warns about the project's own code.
import type { Rule } from "../rule.ts";

export const bundlerWarning = {
  code: "BBX4020",
  severity: "warning",
  name: "bundler-warning",
  label: "suspicious",
  meaning:
    "The bundler found code that does not do what it says, or that may run differently once it is bundled.",
  remedy: "Change the code as the message says.",
} as const satisfies Rule;
