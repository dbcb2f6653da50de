// BBX4001: esbuild cannot bundle the code.
import type { Rule } from "../rule.ts";

export const cannotBundle = {
  code: "BBX4001",
  severity: "error",
  name: "cannot-bundle",
  label: "cannot be bundled",
  meaning:
    "The code cannot be bundled: a module is not found, a file does not parse, or an export is missing.",
  remedy: "Fix what the message names: the import, its path, or the syntax.",
} as const satisfies Rule;
