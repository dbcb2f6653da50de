// Makes esbuild's output the same bytes on any machine, and all ASCII, by its syntax tree.
//
// Bun reads a file that begins with `// @bun` as latin-1, and esbuild's ASCII mode leaves comments, regular expressions
// and tagged templates as they are. The path of a file outside the project, or in node_modules, depends on the machine;
// esbuild writes it into comments, into the keys of module wrappers and into the source map. Only these parts are edited,
// and never the user's text.
import type { Metafile } from "esbuild";
import { parse, type Range, type Source } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { wrappedName } from "./module-wrappers.ts";
import { shippedFiles } from "./shipped.ts";
import type { Edit } from "./source-map.ts";

const FOREIGN = /[\u0080-\uffff]/;

/** Characters of a file's name that are quotes, that esbuild escapes, or that would end a comment. */
const ODD = /[^ -~]|["'`\\]/;

/** A part of an output that has characters which are not ASCII. */
interface ForeignPart {
  /** Where it begins in the output. */
  readonly start: number;
  readonly source: Source;
}

/**
 * The parts of an output that have characters which are not ASCII: whole modules, as far as it is certain where they begin.
 * Most often a few packages have some in a regular expression, and reading the tree of all others takes longer than bundling.
 */
export function foreignParts(
  { file, text }: Source,
  { metafile, minified }: { readonly metafile: Metafile; readonly minified: boolean },
): readonly ForeignPart[] {
  if (!FOREIGN.test(text)) return [];
  const lines = commentLines(text);
  // esbuild has written each comment with a module's name, unless there are more than one.
  const starts = [...(minified ? [] : shippedFiles(metafile))].flatMap((name) => {
    const [line, ...others] = ODD.test(name) ? [] : (lines.get(name) ?? []);
    return line === undefined || others.length > 0 ? [] : [line.start - "// ".length];
  });
  const bounds = [0, ...starts.toSorted((a, b) => a - b), text.length];
  const parts = bounds.flatMap((start, index) => {
    const part = text.slice(start, bounds[index + 1]);
    return FOREIGN.test(part) ? [{ start, source: parse(file, part) }] : [];
  });
  // What begins or ends within a template does not parse.
  return parts.every(({ source: { failure } }) => failure === null)
    ? parts
    : [{ start: 0, source: parse(file, text) }];
}

/** The lines that are written as comments, by what follows `// `. Some may be lines of a template. */
function commentLines(code: string): ReadonlyMap<string, readonly Range[]> {
  return grouped(code.matchAll(/^\/\/ (.*)$/gm), 3);
}

/** The quoted texts before a parenthesis, as the keys of module wrappers are. */
function quotedKeys(code: string): ReadonlyMap<string, readonly Range[]> {
  return grouped(code.matchAll(/"(?=([^"\\\n]*)"\()/g), 1);
}

/** The ranges of the first group of some matches, by its text. @param offset where it begins in a match */
function grouped(matches: Iterable<RegExpExecArray>, offset: number): ReadonlyMap<string, readonly Range[]> {
  const found = new Map<string, Range[]>();
  for (const { 1: text = "", index } of matches) {
    const start = index + offset;
    const range = { start, end: start + text.length };
    const same = found.get(text);
    if (same === undefined) found.set(text, [range]);
    else same.push(range);
  }
  return found;
}

/**
 * The edits that give files their portable names, and escape what is not ASCII, in the order of the text.
 *
 * @param foreign the parts that are not ASCII
 */
export function portableEdits(
  source: Source,
  foreign: readonly ForeignPart[],
  names: ReadonlyMap<string, string>,
  account: { readonly metafile: Metafile; readonly minified: boolean },
): readonly Edit[] {
  // A module wrapper of an ES module has a key, and esbuild does not list the wrapped modules. A name that esbuild quotes or
  // escapes cannot be counted, because the user's text may look like it.
  const counts =
    (names.size === 0 || !source.text.includes("__esm(")) &&
    ![...names.keys()].some((name) => ODD.test(name));
  const counted = counts ? editsByCount(source, names, account) : null;
  if (counted === null) return editsByTree(source, names);
  const escaped = foreign.flatMap(({ start, source: part }) =>
    escapesIn(part).map((edit) => ({ ...edit, start: edit.start + start, end: edit.end + start })),
  );
  return [...counted, ...escaped].toSorted((a, b) => a.start - b.start);
}

/** Whether a tagged template has characters that are not ASCII: it shows its own source, which an escape would change. */
export function needsTemplatesApart(foreign: readonly ForeignPart[]): boolean {
  return foreign.some(({ source }) =>
    indexOf(source.program)
      .of("TaggedTemplateExpression")
      .some(({ quasi }) => quasi.quasis.some(({ value }) => FOREIGN.test(value.raw))),
  );
}

/**
 * Finds the edits without a tree, if esbuild itself wrote every text that looks like one of its names: the counts are then
 * equal. Reading the tree of a large output takes longer than bundling it. esbuild names a file twice if it imports a
 * module of Bun or Node before another file, and a template may quote such a line: then the parser says what is a comment.
 *
 * @returns `null` if there are more keys: then the tree decides
 */
function editsByCount(
  source: Source,
  names: ReadonlyMap<string, string>,
  { metafile, minified }: { readonly metafile: Metafile; readonly minified: boolean },
): readonly Edit[] | null {
  const lines = commentLines(source.text);
  const quoted = quotedKeys(source.text);
  const written = shippedFiles(metafile);
  const comments: Edit[] = [];
  const keys: Edit[] = [];
  let areCertain = true;
  for (const [file, name] of names) {
    const named = lines.get(file) ?? [];
    const keyed = quoted.get(file) ?? [];
    if (keyed.length !== (written.has(file) && metafile.inputs[file]?.format === "cjs" ? 1 : 0)) return null;
    areCertain &&= named.length === (written.has(file) && !minified ? 1 : 0);
    const text = ascii(name);
    comments.push(...named.map((range) => ({ ...range, text })));
    keys.push(
      ...keyed.map(({ start, end }) => ({
        start: start - 1,
        end: end + 1,
        text: ascii(JSON.stringify(name)),
      })),
    );
  }
  return [...(areCertain ? comments : commentEdits(source, names)), ...keys].toSorted(
    (a, b) => a.start - b.start,
  );
}

/** The edits that name files in comments, which the parser lists beside the tree. */
function commentEdits({ comments }: Source, names: ReadonlyMap<string, string>): readonly Edit[] {
  return comments.flatMap(({ type, value, start, end }) => {
    const name = type === "Line" ? names.get(value.slice(1)) : undefined;
    return name === undefined ? [] : [{ start: start + 3, end, text: ascii(name) }];
  });
}

function editsByTree(source: Source, names: ReadonlyMap<string, string>): readonly Edit[] {
  const comments = commentEdits(source, names);
  const keys = indexOf(source.program)
    .of("CallExpression")
    .flatMap((call): readonly Edit[] => {
      const wrapped = wrappedName(call);
      const name = wrapped === undefined ? undefined : names.get(wrapped.file);
      return wrapped === undefined || name === undefined
        ? []
        : [{ start: wrapped.key.start, end: wrapped.key.end, text: ascii(JSON.stringify(name)) }];
    });
  const named = [...comments, ...keys];
  const isNamed = ({ start }: Edit): boolean => named.some((each) => each.start <= start && start < each.end);
  return [...named, ...escapesIn(source).filter((each) => !isNamed(each))].toSorted(
    (a, b) => a.start - b.start,
  );
}

/** The edits that escape what is not ASCII: esbuild has done so but in comments, regular expressions and tagged templates. */
function escapesIn(source: Source): readonly Edit[] {
  if (!FOREIGN.test(source.text)) return [];
  return [...source.comments, ...indexOf(source.program).of("Literal")].flatMap((range) =>
    escapes(source.text, range),
  );
}

/** In a regular expression an escape may itself be escaped, and then loses its backslash: `\é` is `é`. */
function escapes(code: string, { start, end }: Range): readonly Edit[] {
  return [...code.slice(start, end).matchAll(/[\u0080-\uffff]/g)].map(({ 0: unit, index }) => {
    const backslashes = /\\*$/.exec(code.slice(start, start + index))?.[0].length ?? 0;
    const at = start + index;
    return { start: backslashes % 2 === 1 ? at - 1 : at, end: at + 1, text: ascii(unit) };
  });
}

/** Escapes every UTF-16 unit that is not ASCII, in a form that strings and regular expressions share. */
function ascii(text: string): string {
  return text.replaceAll(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
