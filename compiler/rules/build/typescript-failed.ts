// BBX4003: TypeScript did not run.
import type { Rule } from "../rule.ts";

export const typescriptFailed = {
  code: "BBX4003",
  severity: "error",
  name: "typescript-failed",
  meaning: "The project's TypeScript could not be run, or ended without a result.",
  remedy: "Reinstall the project's dependencies. `--no-typecheck` builds without a type check.",
} as const satisfies Rule;
