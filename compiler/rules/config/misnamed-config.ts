// BBX3005: a file is named almost like the configuration.
import type { Rule } from "../rule.ts";

export const misnamedConfig = {
  code: "BBX3005",
  severity: "warning",
  name: "misnamed-config",
  meaning:
    "A file is named almost like the configuration, or is in another folder, so bunbox does not read it. The configuration is `bunbox.config.ts` (`.mts`, `.js`, `.mjs`) beside package.json.",
  remedy: "Rename it to `bunbox.config.ts`, and write `export default defineConfig({ … })` in it.",
} as const satisfies Rule;
