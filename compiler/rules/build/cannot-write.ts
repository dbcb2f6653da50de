// BBX4002: an output cannot be written.
import type { Rule } from "../rule.ts";

export const cannotWrite = {
  code: "BBX4002",
  severity: "error",
  name: "cannot-write",
  meaning: "The output or the cache folder cannot be written.",
  remedy: "Check the path, its permissions and the free space, or choose another file with `--outfile`.",
} as const satisfies Rule;
