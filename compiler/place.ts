// Names whole files as places.
import type { Place, Related } from "./model.ts";

/** The place of a whole file: its beginning. */
export function fileStart(file: string): Place {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** The same file, named as a related place. */
export function relatedFile(file: string, message: string): Related {
  return { message, place: fileStart(file) };
}

/** Whether two places begin at the same character. */
export function isSamePlace(a: Place | null, b: Place | null): boolean {
  return a !== null && b !== null && a.file === b.file && a.line === b.line && a.column === b.column;
}
