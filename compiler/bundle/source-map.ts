// A source map and edits of the generated text in, the map of the edited text out.

/** Text that replaces `removed` UTF-16 units at a place; lines and columns from 0. An edit stays within its line. */
export interface Edit {
  readonly line: number;
  readonly column: number;
  readonly removed: number;
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
  const byLine = groupByLine(edits);
  if (byLine.size === 0) return text;
  const lines = text.split("\n");
  for (const [number, some] of byLine) {
    const line = lines[number] ?? "";
    let edited = "";
    let from = 0;
    for (const { column, removed, text: inserted } of some) {
      edited += line.slice(from, column) + inserted;
      from = column + removed;
    }
    lines[number] = edited + line.slice(from);
  }
  return lines.join("\n");
}

/** Moves the mappings behind each edit by what it has added to its line. */
export function editMappings(mappings: string, edits: readonly Edit[]): string {
  const byLine = groupByLine(edits);
  if (byLine.size === 0) return mappings;
  return mappings
    .split(";")
    .map((line, number) => shiftLine(line, byLine.get(number) ?? []))
    .join(";");
}

/** The first field of each segment is its column, relative to the segment before (ECMA-426, section 9.2). */
function shiftLine(line: string, edits: readonly Edit[]): string {
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
        .reduce((sum, edit) => sum + edit.text.length - edit.removed, 0);
      const moved = encode(column + shift - written);
      written = column + shift;
      return moved + segment.slice(length);
    })
    .join(",");
}

function groupByLine(edits: readonly Edit[]): ReadonlyMap<number, readonly Edit[]> {
  const byLine = new Map<number, Edit[]>();
  for (const edit of edits) {
    const some = byLine.get(edit.line);
    if (some === undefined) byLine.set(edit.line, [edit]);
    else some.push(edit);
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
