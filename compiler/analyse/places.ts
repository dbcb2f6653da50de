// Where in a file something is that another tool named only roughly.
import { Node, type ObjectLiteralExpression, type SourceFile } from "ts-morph";
import { fileStart } from "../diagnostics/diagnostic.ts";
import type { Place } from "../model.ts";
import { placeOf, placeOfRange, type Trees } from "./source.ts";

/** tsc prints where an error begins; it ends with the token there. */
export function toToken(trees: Trees, place: Place): Place {
  const tree = trees.get(place.file);
  if (tree === undefined || place.endLine !== place.line || place.endColumn !== place.column) return place;
  const start = offsetOf(tree, place);
  const token = start === undefined ? undefined : tree.getDescendantAtPos(start);
  if (start === undefined || token === undefined || token.getStart() > start) return place;
  return placeOfRange(place.file, tree, start, endOnLine(tree, start, token.getEnd()));
}

function offsetOf(tree: SourceFile, { line, column }: Place): number | undefined {
  const starts = tree.compilerNode.getLineStarts();
  const start = starts[line - 1];
  return start === undefined ? undefined : Math.min(start + column - 1, tree.getEnd());
}

/** A token of several lines, a template say, is marked on its first. */
function endOnLine(tree: SourceFile, start: number, end: number): number {
  const text = tree.getFullText().slice(start, end);
  const newline = text.search(/[\r\n]/);
  return newline < 0 ? end : start + newline;
}

/** The place of the first mention of a module: `"./x.ts"` in an import, an `export … from` or an `import()`. */
export function specifierPlace(trees: Trees, file: string, specifier: string): Place {
  const literals = trees.get(file)?.getImportStringLiterals() ?? [];
  const found = literals.find((literal) => literal.getLiteralValue() === specifier);
  return found === undefined ? fileStart(file) : placeOf(file, found);
}

/** The place of an option in the configuration's object literal, by the keys that lead to it. */
export function optionPlace(trees: Trees, file: string, path: readonly string[]): Place {
  const tree = trees.get(file);
  const exported = tree?.getExportAssignment((each) => !each.isExportEquals())?.getExpression();
  let literal = exported === undefined ? undefined : objectIn(exported);
  let place = fileStart(file);
  for (const key of path) {
    const property = literal?.getProperties().find((each) => nameOf(each) === key);
    if (property === undefined) return place;
    const name = Node.hasName(property) || Node.isPropertyNamed(property) ? property.getNameNode() : property;
    place = placeOf(file, name);
    const value = Node.isPropertyAssignment(property) ? property.getInitializer() : undefined;
    literal = value === undefined ? undefined : objectIn(value);
  }
  return place;
}

/** The object literal of `{…}`, `defineConfig({…})`, `{…} satisfies Config`, or of a constant that holds one. */
function objectIn(node: Node): ObjectLiteralExpression | undefined {
  if (Node.isObjectLiteralExpression(node)) return node;
  if (Node.isCallExpression(node)) {
    const [argument] = node.getArguments();
    return argument === undefined ? undefined : objectIn(argument);
  }
  if (Node.isAsExpression(node) || Node.isSatisfiesExpression(node) || Node.isParenthesizedExpression(node)) {
    return objectIn(node.getExpression());
  }
  if (!Node.isIdentifier(node)) return undefined;
  const initializer = node.getSourceFile().getVariableDeclaration(node.getText())?.getInitializer();
  return initializer === undefined ? undefined : objectIn(initializer);
}

function nameOf(property: Node): string | undefined {
  if (
    Node.isPropertyAssignment(property) ||
    Node.isShorthandPropertyAssignment(property) ||
    Node.isMethodDeclaration(property)
  ) {
    return property.getName().replace(/^(["'])(.*)\1$/s, "$2");
  }
  return undefined;
}
