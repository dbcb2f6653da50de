// Exports what knows all the rules. It is loaded while tsc and esbuild work, because loading it takes 40 ms.
export { formatReport } from "./format-report.ts";
export { diagnose } from "./rules/diagnose.ts";
export { RULES } from "./rules/index.ts";
export { outline, readSources } from "./rules/sources.ts";
