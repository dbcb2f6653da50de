// BBX3003: bunbox.config.ts cannot be loaded.
import type { Rule } from "../rule.ts";

export const configFailed = {
  code: "BBX3003",
  severity: "error",
  name: "config-failed",
  meaning:
    "`bunbox.config.ts` cannot be loaded: it does not parse, throws, never ends, or does not export an object.",
  remedy: "Fix the error that the message quotes. The file must `export default defineConfig({ … })`.",
} as const satisfies Rule;
