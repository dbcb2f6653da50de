// Gives what the project's own modules declare at their top with `const`, `let`, `class` or `export default` its scope back.
//
// esbuild declares all of it with `var`, so a read before the declaration has run would be `undefined`: a check against such a
// value may let everybody in. With `let`, it throws a ReferenceError, as in the source. Both words have three letters, so
// nothing else moves. esbuild's map says which declaration a line comes from.
import { decode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import { parse, type Source, type Sources } from "../syntax/source.ts";
import type { Edit, SourceMap } from "./source-map.ts";

/** A place in the sources: the number of the source, the line and the column, from 0. */
type Origin = readonly [source: number, line: number, column: number];

/** The project's own modules. */
export interface OwnModules {
  /** Relative to the project, as esbuild's map names them. */
  readonly files: ReadonlySet<string>;
  /** The files that have been read already. */
  readonly sources: Sources;
}

/**
 * The edits that make `let` of `var` at the beginning of a line. What is in a block or in the wrapper of a module is left alone:
 * esbuild has moved it on purpose.
 *
 * @param code esbuild's output, not minified
 * @param map its map
 */
export function blockScopedEdits(
  code: string,
  map: SourceMap,
  { files, sources }: OwnModules,
): readonly Edit[] {
  if (!code.includes("\nvar ")) return [];
  const mappings = map.mappings.split(";");
  const opened = new Map<number, Source>();
  const edits: Edit[] = [];
  let start = 0;
  // Where the line before ends in the sources: a line's mappings count from there. All of them at once would fill the memory.
  let from: Origin = [0, 0, 0];
  for (const [index, line] of code.split("\n").entries()) {
    const [segments = []] = decode(mappings[index] ?? "");
    // esbuild maps the beginning of each line: in a template, to the quote or the brace before it.
    const first = line.startsWith("var ") ? originOf(segments[0], from) : null;
    if (first !== null && isBlockScoped(first)) edits.push({ start, end: start + "var".length, text: "let" });
    from = originOf(segments.at(-1), from) ?? from;
    start += line.length + 1;
  }
  return edits;

  function isBlockScoped([at, line, column]: Origin): boolean {
    if (!files.has(map.sources[at] ?? "")) return false;
    const source = opened.get(at) ?? open(at);
    const offset = source.offsetOf({ line: line + 1, column: column + 1 });
    return source.blockScoped.some((each) => each.start <= offset && offset < each.end);
  }

  function open(at: number): Source {
    const file = map.sources[at] ?? "";
    const text = map.sourcesContent[at] ?? "";
    const known = sources.get(file);
    // A file may have changed since esbuild has read it, and then is parsed as it was.
    const source = known?.text === text ? known : parse(file, text);
    opened.set(at, source);
    return source;
  }
}

/** The place that a segment leads to. */
function originOf(segment: SourceMapSegment | undefined, from: Origin): Origin | null {
  if (segment === undefined || segment.length === 1) return null;
  const [, source, line, column] = segment;
  return [from[0] + source, from[1] + line, from[2] + column];
}
