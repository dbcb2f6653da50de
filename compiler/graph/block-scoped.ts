// Gives what a module declares at its top with `const`, `let`, `class` or `export default` its own scope back.
//
// esbuild declares all of it with `var`, so a read before the declaration has run would be `undefined`: a check against such a
// value may let everybody in. With `let`, it throws a ReferenceError, as in the source. Both words have three letters, so
// nothing else moves. esbuild's map says which line is which declaration.
import { decode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import type { Edit, SourceMap } from "./source-map.ts";

/** What a declaration in the source begins with. esbuild's map leads to the keyword behind `export`. */
const BLOCK_SCOPED = /(?:const|let|class|abstract\s+class|export\s+default)\b/y;

/** Where a line break is for esbuild, in a source. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

/**
 * The edits that make `let` of `var` at the beginning of a line. What is in a block or in the wrapper of a module is left alone:
 * esbuild has moved it on purpose.
 *
 * @param code esbuild's output, not minified
 * @param map its map
 * @param isRead whether esbuild has read a source: a package may bring a map to sources which it was compiled from
 */
export function blockScopedEdits(
  code: string,
  map: SourceMap,
  isRead: (source: string) => boolean,
): readonly Edit[] {
  if (!code.includes("\nvar ")) return [];
  const lines = code.split("\n");
  const mappings = decode(map.mappings);
  const sourceLines = map.sources.map((source): readonly string[] | undefined =>
    isRead(source) ? undefined : [],
  );
  const edits: Edit[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    // esbuild maps the beginning of each line: in a template, to the quote or the brace before it.
    const segment = line.startsWith("var ") ? mappings[index]?.[0] : undefined;
    if (segment !== undefined && comesFromBlockScoped(segment))
      edits.push({ start, end: start + "var".length, text: "let" });
    start += line.length + 1;
  }
  return edits;

  function comesFromBlockScoped(segment: SourceMapSegment): boolean {
    if (segment.length === 1) return false;
    const [, source, line, column] = segment;
    const text = (sourceLines[source] ??= (map.sourcesContent[source] ?? "").split(LINE_BREAK))[line];
    BLOCK_SCOPED.lastIndex = column;
    return text !== undefined && BLOCK_SCOPED.test(text);
  }
}
