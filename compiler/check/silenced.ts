// Warnings and the text around them in, those that no comment silences out.
import type { Diagnostic } from "../model.ts";

/**
 * Drops a warning that has `// bunbox-ignore BBXnnnn: reason` on the line above it; one about a whole file is silenced
 * from the file's first line.
 *
 * @param lineOf the text of a line of a file, from 1; `undefined` where there is none
 */
export function withoutSilenced(
  diagnostics: readonly Diagnostic[],
  lineOf: (file: string, line: number) => string | undefined,
): readonly Diagnostic[] {
  return diagnostics.filter(({ severity, code, place }) => {
    if (severity !== "warning" || place === null) return true;
    const comment = lineOf(place.file, Math.max(1, place.line - 1)) ?? "";
    return /\/\/\s*bunbox-ignore\s+(BBX\d{4})\s*:\s*\S/.exec(comment)?.[1] !== code;
  });
}
