// Drops the warnings that a comment silences.
import type { Diagnostic } from "../model.ts";
import type { Sources } from "../syntax/source.ts";

/**
 * Drops a warning that has `// bunbox-ignore BBXnnnn: reason` on the line above it; one about a whole file is silenced
 * from the file's first line.
 */
export function withoutSilenced(diagnostics: readonly Diagnostic[], sources: Sources): readonly Diagnostic[] {
  return diagnostics.filter(({ severity, code, place }) => {
    if (severity !== "warning" || place === null) return true;
    const source = sources.get(place.file);
    const line = Math.max(1, place.line - 1);
    const comments = source?.comments.filter(
      (comment) => comment.type === "Line" && source.placeOf(comment).line === line,
    );
    return comments?.every(({ value }) => silencedBy(value) !== code) ?? true;
  });
}

/** The code that a comment silences, if it gives a reason. */
function silencedBy(comment: string): string | undefined {
  return /^\s*bunbox-ignore\s+(BBX\d{4})\s*:\s*\S/.exec(comment)?.[1];
}
