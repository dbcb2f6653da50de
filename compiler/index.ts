// Exports the programmatic API, `@ademattos/bunbox/compiler`.
export { compile, type CompileOptions } from "./compile.ts";
export type { BuildResult, Diagnostic, Place, Related, Severity } from "./model.ts";
export { formatGithub } from "./report/github.ts";
export { formatJson } from "./report/json.ts";
export { formatPretty, type PrettyOptions } from "./report/pretty.ts";
export { formatSarif, type SarifOptions } from "./report/sarif.ts";
