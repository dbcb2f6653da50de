// Reports mistakes in the configuration once, where TypeScript finds a wrong option too.
import type { Diagnostic } from "../model.ts";

/** What TypeScript says of a value that does not fit: its type, a key that nobody knows, an argument. */
const MISFITS: ReadonlySet<string> = new Set(["TS2322", "TS2345", "TS2353", "TS2561", "TS2769"]);

/** Leaves out what TypeScript says of values in a file whose wrong options are reported in bunbox's own words. */
export function withoutWrongOptions(
  diagnostics: readonly Diagnostic[],
  wrongOptions: readonly Diagnostic[],
): readonly Diagnostic[] {
  const files = new Set(wrongOptions.map(({ place }) => place?.file));
  return diagnostics.filter(({ code, place }) => !MISFITS.has(code) || !files.has(place?.file));
}
