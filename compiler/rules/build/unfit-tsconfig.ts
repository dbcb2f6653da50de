// BBX4012: one setting of the tsconfig, or of package.json, causes several errors of TypeScript.
import type { Rule } from "../rule.ts";

export const unfitTsconfig = {
  code: "BBX4012",
  severity: "error",
  name: "unfit-tsconfig",
  label: "causes the errors",
  meaning:
    'One setting of the tsconfig, or of package.json, causes several errors of TypeScript, such as `module: "commonjs"` in a project whose server is an ES module. They are reported once, where it is set.',
  remedy:
    'Use the settings that Bun recommends: `"module": "preserve"`, `"target": "esnext"`, `"lib": ["esnext"]`.',
} as const satisfies Rule;
