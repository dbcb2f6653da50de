// Making diagnostics: a code and a place in, a Diagnostic with the catalogue's severity out.
import type { Diagnostic, Place, Related } from "../model.ts";
import { CATALOGUE, type Code } from "./catalogue.ts";

/** What a diagnostic may have beside code, place and message. */
export interface Details {
  readonly reason?: string;
  readonly hint?: string;
  readonly related?: readonly Related[];
}

/** A diagnostic of the catalogue. */
export function diagnostic(
  code: Code,
  place: Place | null,
  message: string,
  details: Details = {},
): Diagnostic {
  return {
    code,
    severity: CATALOGUE[code].severity,
    message,
    place,
    ...details,
    related: details.related ?? [],
  };
}

/** The place of a whole file: its beginning. */
export function fileStart(file: string): Place {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** The same file, named as a related place. */
export function relatedFile(file: string, message: string): Related {
  return { message, place: fileStart(file) };
}
