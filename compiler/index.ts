// The programmatic API: what `@ademattos/bunbox/compiler` exports.
export { compile, type CompileOptions } from "./compile.ts";
export type { BuildResult, Diagnostic, Place, Related, Severity } from "./model.ts";
