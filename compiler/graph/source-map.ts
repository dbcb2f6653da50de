// Applies edits to generated text, and moves the source map with them.

/** Text that replaces a range of the generated text, within one line. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The part of a version 3 source map that esbuild writes. */
export interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly mappings: string;
  readonly names: readonly string[];
}

/** Reads what esbuild has written. */
export function parseSourceMap(text: string): SourceMap {
  return JSON.parse(text); // esbuild's own output, of this shape
}

/** Applies edits, sorted by place, to the generated text. */
export function editText(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, text: inserted } of edits) {
    parts.push(text.slice(from, start), inserted);
    from = end;
  }
  return [...parts, text.slice(from)].join("");
}

/** An edit as the mappings see it: columns from 0, of one line. */
interface LineEdit {
  readonly column: number;
  readonly removed: number;
  readonly added: number;
}

/**
 * Moves the mappings behind each edit by what it has added to its line.
 *
 * @param text the generated text before the edits
 */
export function editMappings(mappings: string, text: string, edits: readonly Edit[]): string {
  const byLine = groupByLine(text, edits);
  if (byLine.size === 0) return mappings;
  return mappings
    .split(";")
    .map((line, number) => shiftLine(line, byLine.get(number) ?? []))
    .join(";");
}

/** The first field of each segment is its column, relative to the segment before (ECMA-426, section 9.2). */
function shiftLine(line: string, edits: readonly LineEdit[]): string {
  if (line === "" || edits.length === 0) return line;
  let column = 0;
  let written = 0;
  return line
    .split(",")
    .map((segment) => {
      const { value, length } = decode(segment);
      column += value;
      const shift = edits
        .filter((edit) => edit.column + edit.removed <= column)
        .reduce((sum, edit) => sum + edit.added - edit.removed, 0);
      const moved = encode(column + shift - written);
      written = column + shift;
      return moved + segment.slice(length);
    })
    .join(",");
}

/** esbuild counts the lines of its output by line feeds alone. */
function groupByLine(text: string, edits: readonly Edit[]): ReadonlyMap<number, readonly LineEdit[]> {
  const byLine = new Map<number, LineEdit[]>();
  let line = 0;
  let lineStart = 0;
  for (const { start, end, text: inserted } of edits) {
    for (
      let next = text.indexOf("\n", lineStart);
      next >= 0 && next < start;
      next = text.indexOf("\n", lineStart)
    ) {
      line += 1;
      lineStart = next + 1;
    }
    const edit = { column: start - lineStart, removed: end - start, added: inserted.length };
    byLine.set(line, [...(byLine.get(line) ?? []), edit]);
  }
  return byLine;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Reads one base64 VLQ: five bits a digit, the lowest first, its sign in the lowest bit. */
function decode(segment: string): { readonly value: number; readonly length: number } {
  let bits = 0;
  let length = 0;
  for (let shift = 0; ; shift += 5) {
    const digit = DIGITS.indexOf(segment.charAt(length));
    length += 1;
    bits += (digit % 32) * 2 ** shift;
    if (digit < 32) break;
  }
  const size = Math.floor(bits / 2);
  return { value: bits % 2 === 1 ? -size : size, length };
}

function encode(value: number): string {
  let bits = Math.abs(value) * 2 + (value < 0 ? 1 : 0);
  let text = "";
  do {
    const more = bits >= 32 ? 32 : 0;
    text += DIGITS.charAt((bits % 32) + more);
    bits = Math.floor(bits / 32);
  } while (bits > 0);
  return text;
}
