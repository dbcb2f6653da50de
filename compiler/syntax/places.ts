// Finds the exact place in a file when another tool reports it only roughly.
import type { Node } from "oxc-parser";
import { fileStart } from "../place.ts";
import type { Diagnostic, Place } from "../model.ts";
import { declaredValue } from "./constants.ts";
import { keyText } from "./scope.ts";
import type { Range, Source, Sources } from "./source.ts";
import { indexOf } from "./indexed.ts";
import { unwrap } from "./tree.ts";

/** Adds the end of the token at which an error of tsc begins, because tsc prints only the beginning. */
export function withEnd(sources: Sources, diagnostic: Diagnostic): Diagnostic {
  const { place } = diagnostic;
  if (place === null || place.endLine !== place.line || place.endColumn !== place.column) return diagnostic;
  const source = sources.get(place.file);
  if (source === undefined) return diagnostic;
  const start = source.offsetOf(place);
  const end = Math.min(tokenEnd(source, start), lineEnd(source.text, start));
  return end <= start ? diagnostic : { ...diagnostic, place: source.placeOf({ start, end }) };
}

const LEAVES = ["Identifier", "Literal", "PrivateIdentifier", "JSXIdentifier", "JSXText"] as const;

/** The parser knows the end of a name or a literal. Any other token is measured in the text, for its underline. */
function tokenEnd(source: Source, start: number): number {
  const leaves = LEAVES.flatMap((type) =>
    indexOf(source.program)
      .of(type)
      .filter((each) => each.start === start),
  );
  const [leaf] = leaves;
  // An identifier's range includes its type annotation.
  if (leaf !== undefined) return leaf.type === "Identifier" ? start + leaf.name.length : leaf.end;
  const word = /[\p{ID_Continue}$]+|\S/uy;
  word.lastIndex = start;
  return start + (word.exec(source.text)?.[0].length ?? 0);
}

/** The end of the line: a token of several lines, such as a template, is marked on its first line. */
function lineEnd(text: string, start: number): number {
  const end = text.slice(start).search(/[\r\n]/);
  return end < 0 ? text.length : start + end;
}

/** The place of the first mention of a module: `"./x.ts"` in an import, an `export … from` or an `import()`. */
export function specifierPlace(sources: Sources, file: string, specifier: string): Place {
  const source = sources.get(file);
  if (source === undefined) return fileStart(file);
  const index = indexOf(source.program);
  const mentions = [
    ...index.of("ImportDeclaration"),
    ...index.of("ExportNamedDeclaration"),
    ...index.of("ExportAllDeclaration"),
    ...index.of("ImportExpression"),
    ...index.of("TSImportType"),
  ].flatMap(({ source: literal }) =>
    literal?.type === "Literal" && literal.value === specifier ? [literal] : [],
  );
  const calls = index
    .of("CallExpression")
    .flatMap((call) => call.arguments.filter((each) => each.type === "Literal" && each.value === specifier));
  const [first] = [...mentions, ...calls].toSorted((a, b) => a.start - b.start);
  return first === undefined ? fileStart(file) : source.placeOf(first);
}

/**
 * The place of an option in the configuration's object literal, by the keys that lead to it.
 *
 * @param part what to mark; a value of several lines is marked at its key
 */
export function optionPlace(
  sources: Sources,
  file: string,
  path: readonly string[],
  part: "key" | "value" = "key",
): Place {
  const source = sources.get(file);
  if (source === undefined) return fileStart(file);
  let literal = exportedObject(source);
  let range: Range | undefined;
  for (const [at, key] of path.entries()) {
    const found = literal?.properties.find(
      (each) => each.type === "Property" && keyText(each.key, each.computed) === key,
    );
    if (found?.type !== "Property") break;
    const isMarked = part === "value" && at === path.length - 1 && isOnOneLine(source, found.value);
    range = isMarked ? found.value : found.key;
    literal = objectIn(found.value);
  }
  return range === undefined ? fileStart(file) : source.placeOf(range);
}

function isOnOneLine({ text }: Source, { start, end }: Range): boolean {
  return !text.slice(start, end).includes("\n");
}

/** The keys of the object that a file exports by default, as `optionPlace` finds them. */
export function defaultKeys(sources: Sources, file: string): readonly string[] {
  const source = sources.get(file);
  const literal = source === undefined ? undefined : exportedObject(source);
  return (literal?.properties ?? []).flatMap((each) =>
    each.type === "Property" ? (keyText(each.key, each.computed) ?? []) : [],
  );
}

function exportedObject({ program }: Source): ReturnType<typeof objectIn> {
  const exported = indexOf(program).of("ExportDefaultDeclaration").at(-1)?.declaration;
  return exported === undefined ? undefined : objectIn(exported);
}

/** The object literal of `{…}`, `defineConfig({…})`, `{…} satisfies Config`, or of a constant that holds one. */
function objectIn(expression: Node): Extract<Node, { type: "ObjectExpression" }> | undefined {
  const node = unwrap(expression);
  if (node.type === "ObjectExpression") return node;
  if (node.type === "CallExpression") {
    const [argument] = node.arguments;
    return argument === undefined ? undefined : objectIn(argument);
  }
  if (node.type !== "Identifier") return undefined;
  const value = declaredValue(node, node.name);
  return value === undefined ? undefined : objectIn(value);
}
