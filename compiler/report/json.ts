// Formats a result as one JSON document.
import type { BuildResult, Diagnostic } from "../model.ts";

/** The version of the document's shape. A new field does not change it. */
const VERSION = 1;

/** Formats the document of `--format json`. `file` is `null`, without a position, if the whole project is at fault. */
export function formatJson({ routes, diagnostics, output, durationMs }: BuildResult): string {
  const document = {
    version: VERSION,
    routes,
    diagnostics: diagnostics.map(flatten),
    ...(output === null ? {} : { output }),
    durationMs,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function flatten({ code, severity, message, reason, hint, place, related }: Diagnostic): object {
  return {
    code,
    severity,
    message: reason === undefined ? message : `${message}\n${reason}`,
    ...(hint === undefined ? {} : { hint }),
    ...(place ?? { file: null }),
    ...(related.length === 0
      ? {}
      : { related: related.map((each) => ({ message: each.message, ...each.place })) }),
  };
}
