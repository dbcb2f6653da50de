// Shows the lines around a place of a file, with a mark under the place.
import type { Place } from "../model.ts";
import { printable } from "./printable.ts";

/** Lines shown before and after. */
const CONTEXT = 2;

/** A line of a frame: its number and its text. The number of the mark's line is `null`. */
export interface FrameLine {
  readonly number: number | null;
  readonly text: string;
}

/**
 * Returns the frame of a place; it is empty if the file does not have that line.
 *
 * @param widest the columns that are shown of a line; a longer line is cut around the place
 */
export function frameOf(
  text: string,
  { line, column, endLine, endColumn }: Place,
  widest: number,
): readonly FrameLine[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|[\n\r\u2028\u2029]/);
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const from = marked.length > widest ? Math.max(0, column - 1 - Math.floor(widest / 2)) : 0;
  const end = endLine === line ? endColumn : marked.length + 1;
  const before = width(untab(marked.slice(from, column - 1)));
  const length = Math.max(1, width(untab(marked.slice(column - 1, Math.min(end - 1, from + widest)))));
  const frame: FrameLine[] = [];
  const last = Math.min(lines.length, line + CONTEXT);
  for (let number = Math.max(1, line - CONTEXT); number <= last; number += 1) {
    // The lines around a cut line are shown from their beginning, so that you recognize them.
    const start = number === line ? from : 0;
    frame.push({ number, text: untab((lines[number - 1] ?? "").slice(start, start + widest)).trimEnd() });
    if (number === line) frame.push({ number: null, text: " ".repeat(before) + "^".repeat(length) });
  }
  return frame;
}

/** Replaces tabs by spaces, so that the mark is under the right column. */
function untab(text: string): string {
  return printable(text.replaceAll("\t", "  "));
}

const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]$/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** The number of columns that a text takes in a terminal. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : ZERO.test(character) ? 0 : 1;
  return columns;
}
