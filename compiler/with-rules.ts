// Exports what knows all the rules. It is loaded once tsc runs, because loading it takes 40 ms.
export { formatReport } from "./format-report.ts";
export { link } from "./link-routes.ts";
export { diagnose } from "./rules/diagnose.ts";
export { RULES } from "./rules/index.ts";
