// Turns esbuild's messages into diagnostics.
import type { Message } from "esbuild";
import { fileStart } from "../place.ts";
import { cannotBundle } from "../rules/build/cannot-bundle.ts";
import { report } from "../rules/rule.ts";
import { unresolvedIn } from "../rules/unresolved.ts";
import type { Diagnostic, Place } from "../model.ts";
import { describeUnsupported } from "./unsupported.ts";

/** One diagnostic per message, each at its place in the user's file. */
export function toDiagnostics(messages: readonly Message[]): readonly Diagnostic[] {
  return messages.map((message) => {
    const { text, location, notes } = message;
    const place = location === null ? null : placeOf(location);
    const unsupported = describeUnsupported(message, place);
    if (unsupported !== null) return unsupported;
    const note = notes.map((each) => each.text).find((each) => each !== "");
    // esbuild suggests to mark the import as external, which does not help a self-contained server.
    const hint = hintFor(text) ?? note;
    return report(cannotBundle, place, text.replace(/\.$/, ""), hint === undefined ? {} : { hint });
  });
}

/** How to make an import be found; `undefined` for any other message. */
function hintFor(text: string): string | undefined {
  if (text.startsWith("Could not resolve import(")) return "No file matches it. Create one, or fix the path.";
  const specifier = unresolvedIn(text);
  if (specifier === undefined) return undefined;
  return /^[./]/.test(specifier) ? "Fix the path." : "Install the package, or fix its name.";
}

/** The file of a message, without the query that an import of it had: `./guard.ts?v=1`. */
export function withoutQuery(file: string): string {
  return file.replace(/[?#].*$/s, "");
}

/** Converts a place: esbuild counts columns from 0 in bytes, a diagnostic from 1 in UTF-16 units. */
export function placeOf({ file, line, column, length, lineText }: NonNullable<Message["location"]>): Place {
  if (line < 1) return fileStart(file);
  const bytes = Buffer.from(lineText);
  const start = bytes.subarray(0, column).toString().length;
  const end = bytes.subarray(0, column + length).toString().length;
  return { file, line, column: start + 1, endLine: line, endColumn: end + 1 };
}
