// Exports the programmatic API, `@ademattos/bunbox/compiler`.
export { compile, type CompileOptions } from "./compile.ts";
export { formatReport, type ReportFormat, type ReportOptions } from "./format-report.ts";
export type { BuildResult, Diagnostic, Place, Related, Severity } from "./model.ts";
