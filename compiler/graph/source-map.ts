// Applies edits to generated text, and moves the source map with them.
import { decode, encode, type SourceMapLine } from "@jridgewell/sourcemap-codec";

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

/** Parses a source map of esbuild. */
export function parseSourceMap(text: string): SourceMap {
  return JSON.parse(text); // esbuild's own output has this shape.
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

/** An edit as the mappings see it. */
interface LineEdit {
  /** The column of its line at which the replaced text ends, from 0. */
  readonly end: number;
  /** How much longer the line gets. */
  readonly added: number;
}

/**
 * Moves the mappings after each edit by the length that it adds to its line.
 *
 * @param text the generated text before the edits
 */
export function editMappings(mappings: string, text: string, edits: readonly Edit[]): string {
  const lines = mappings.split(";");
  const edited = [...groupByLine(text, edits)].filter(([line]) => line < lines.length);
  // Columns count from the beginning of each line, all other fields from the segment before (ECMA-426, section 9.2). So
  // these lines are decoded as if they followed each other, and no other line is read.
  const decoded = decode(edited.map(([line]) => lines[line]).join(";"));
  for (const [index, [, onLine]] of edited.entries()) shift(decoded[index] ?? [], onLine);
  const moved = encode(decoded).split(";");
  for (const [index, [line]] of edited.entries()) lines[line] = moved[index] ?? "";
  return lines.join(";");
}

/** Both are in the order of their columns. */
function shift(segments: SourceMapLine, edits: readonly LineEdit[]): void {
  const pending = edits.values();
  let next = pending.next();
  let added = 0;
  for (const segment of segments) {
    for (; next.done !== true && next.value.end <= segment[0]; next = pending.next())
      added += next.value.added;
    segment[0] += added;
  }
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
    const onLine = byLine.get(line) ?? [];
    byLine.set(line, onLine);
    onLine.push({ end: end - lineStart, added: inserted.length - (end - start) });
  }
  return byLine;
}
