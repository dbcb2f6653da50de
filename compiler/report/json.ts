// A result in, one JSON document out.
import type { BuildResult, Diagnostic } from "../model.ts";

/** The version of the document's shape; a field may be added without a new one. */
const VERSION = 1;

/** The document of `--format json`: `file` is `null`, without a position, where the project itself is at fault. */
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
