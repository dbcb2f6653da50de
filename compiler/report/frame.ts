// A place and its file's text in, the lines around it with a mark under the place out.
import type { Place } from "../model.ts";

/** Lines shown before and after. */
const CONTEXT = 2;

/** Columns shown of a line; a longer one is cut around the place. */
const WIDEST = 160;

/** A line of a frame: its number, or `null` for the mark, and its text. */
export interface FrameLine {
  readonly number: number | null;
  readonly text: string;
}

/** The frame of a place; empty where the file has no such line. */
export function frameOf(text: string, { line, column, endLine, endColumn }: Place): readonly FrameLine[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|[\n\r\u2028\u2029]/);
  const marked = lines[line - 1];
  if (marked === undefined) return [];
  const cut = Math.max(0, column - 1 - Math.floor(WIDEST / 2));
  const from = marked.length > WIDEST ? cut : 0;
  const show = (each: string): string => printable(each.slice(from, from + WIDEST));
  const first = Math.max(1, line - CONTEXT);
  const last = Math.min(lines.length, line + CONTEXT);
  const end = endLine === line ? endColumn : marked.length + 1;
  const before = width(printable(marked.slice(from, column - 1)));
  const length = Math.max(1, width(printable(marked.slice(column - 1, Math.min(end - 1, from + WIDEST)))));
  const frame: FrameLine[] = [];
  for (let number = first; number <= last; number += 1) {
    frame.push({ number, text: show(lines[number - 1] ?? "").trimEnd() });
    if (number === line) frame.push({ number: null, text: " ".repeat(before) + "^".repeat(length) });
  }
  return frame;
}

/** Tabs as spaces, control characters as a dot: what a terminal would act on, it shows. */
function printable(text: string): string {
  return text.replaceAll("\t", "  ").replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "·");
}

const WIDE =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]$/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u;

/** Columns that a text takes in a terminal. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : ZERO.test(character) ? 0 : 1;
  return columns;
}
