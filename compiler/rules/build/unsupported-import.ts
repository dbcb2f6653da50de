// BBX4024: Bun can import a file, but one file of JavaScript cannot hold it.
import type { Rule } from "../rule.ts";

export const unsupportedImport = {
  code: "BBX4024",
  severity: "error",
  name: "unsupported-import",
  label: "cannot be in the output",
  meaning:
    "Bun can import this, but one file of JavaScript cannot hold it: WebAssembly, files that are imported for their path, pages, databases, macros.",
  remedy:
    'Import text with `with { type: "text" }`. Read what must stay a file when the server runs. Add a package that imports such files to the option `external`.',
} as const satisfies Rule;
