// Makes esbuild's output the same bytes on any machine, and all ASCII, by its syntax tree.
//
// Bun reads a file that begins with `// @bun` as latin-1, and esbuild's ASCII mode leaves comments, regular expressions
// and tagged templates as they are. The path of a file outside the project, or in node_modules, depends on the machine;
// esbuild writes it into comments, into the keys of module wrappers and into the source map. Only these parts are edited,
// and never the user's text.
import type { Metafile } from "esbuild";
import type { Range, Source } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { shippedFiles } from "./shipped.ts";
import type { Edit } from "./source-map.ts";

const FOREIGN = /[\u0080-\uffff]/;

/** Characters of a file's name that are quotes, that esbuild escapes, or that would end a comment. */
const ODD = /[^ -~]|["'`\\]/;

/** The edits that give files their portable names, and escape what is not ASCII, in the order of the text. */
export function portableEdits(
  source: Source,
  names: ReadonlyMap<string, string>,
  { metafile, minified }: { readonly metafile: Metafile; readonly minified: boolean },
): readonly Edit[] {
  const code = source.text;
  // A module wrapper of an ES module has a key, and esbuild does not list the wrapped modules. A name that esbuild quotes or
  // escapes cannot be counted, because the user's text may look like it.
  const counts =
    !FOREIGN.test(code) && !code.includes("__esm(") && ![...names.keys()].some((name) => ODD.test(name));
  return (counts ? editsByCount(code, names, metafile, minified) : null) ?? editsByTree(source, names);
}

/** Whether a tagged template has characters that are not ASCII: it shows its own source, which an escape would change. */
export function needsTemplatesApart(source: Source): boolean {
  if (!FOREIGN.test(source.text)) return false;
  return indexOf(source.program)
    .of("TaggedTemplateExpression")
    .some(({ quasi }) => quasi.quasis.some(({ value }) => FOREIGN.test(value.raw)));
}

/**
 * Finds the edits without a tree, if esbuild itself wrote every text that looks like one of its names: the counts are then
 * equal. Parsing a large output takes longer than bundling it.
 *
 * @returns `null` if there are more, as in a template that quotes such a line: then the tree decides
 */
function editsByCount(
  code: string,
  names: ReadonlyMap<string, string>,
  metafile: Metafile,
  minified: boolean,
): readonly Edit[] | null {
  const written = shippedFiles(metafile);
  const edits: Edit[] = [];
  for (const [file, name] of names) {
    const comments = rangesOf(code, `\n// ${file}\n`);
    const keys = rangesOf(code, `${JSON.stringify(file)}(`);
    if (comments.length !== (written.has(file) && !minified ? 1 : 0)) return null;
    if (keys.length !== (written.has(file) && metafile.inputs[file]?.format === "cjs" ? 1 : 0)) return null;
    edits.push(...comments.map(({ start, end }) => ({ start: start + 4, end: end - 1, text: ascii(name) })));
    edits.push(...keys.map(({ start, end }) => ({ start, end: end - 1, text: ascii(JSON.stringify(name)) })));
  }
  return edits.toSorted((a, b) => a.start - b.start);
}

function rangesOf(code: string, text: string): readonly Range[] {
  const ranges: Range[] = [];
  for (let at = code.indexOf(text); at >= 0; at = code.indexOf(text, at + 1))
    ranges.push({ start: at, end: at + text.length });
  return ranges;
}

function editsByTree(source: Source, names: ReadonlyMap<string, string>): readonly Edit[] {
  const comments = source.comments.flatMap((comment): readonly Edit[] => {
    const name = comment.type === "Line" ? names.get(comment.value.slice(1)) : undefined;
    if (name !== undefined) return [{ start: comment.start + 3, end: comment.end, text: ascii(name) }];
    return escapes(source.text, comment);
  });
  const index = indexOf(source.program);
  const keys = index.of("CallExpression").flatMap(({ callee, arguments: [wrapped] }): readonly Edit[] => {
    if (callee.type !== "Identifier" || !/^__(?:commonJS|esm)/.test(callee.name)) return [];
    const [first] = wrapped?.type === "ObjectExpression" ? wrapped.properties : [];
    if (first?.type !== "Property" || first.key.type !== "Literal" || typeof first.key.value !== "string")
      return [];
    const name = names.get(first.key.value);
    return name === undefined
      ? []
      : [{ start: first.key.start, end: first.key.end, text: ascii(JSON.stringify(name)) }];
  });
  const renamed = new Set(keys.map(({ start }) => start));
  const literals = index
    .of("Literal")
    .flatMap((literal) => (renamed.has(literal.start) ? [] : escapes(source.text, literal)));
  return [...comments, ...keys, ...literals].toSorted((a, b) => a.start - b.start);
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
