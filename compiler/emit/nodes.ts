// Turns the nodes of the match tree into code that tries them in order.
//
// A segment's first character is at `sN`, its end at `eN`. Every block tries static text, then the parameter, then the
// catch-alls. A block without a match falls through to the next kind, so backtracking needs no further code.
import type { MatchNode } from "../model.ts";
import { quote } from "./quote.ts";

/** The expression for a row of the table. */
export type Row = (index: number) => string;

/** Matches the segments after the first `depth` below a node. */
export function emitNode(node: MatchNode, depth: number, row: Row): readonly string[] {
  const lines: string[] = [];
  const ends = emitEnd(node, row);
  if (ends !== null) lines.push(`if (e${depth} === end) ${ends}`);
  if (goesOn(node)) lines.push(`if (e${depth} < end) {`, ...indent(emitLevel(node, depth, row)), "}");
  return lines;
}

/**
 * Answers the paths without a segment, which to a level look like an empty one: `/`, and `""` for a path that matches
 * nothing. Only the base `/` can have parameters at the root.
 *
 * @param otherwise the answer if no route with a parameter has `/`
 */
export function emitRoot(tree: MatchNode, row: Row, otherwise: string): readonly string[] {
  if (!hasParameter(tree)) return [];
  const ends = emitEnd(tree, row);
  const root = ends === null ? [] : [`if (path === "/") ${ends}`];
  return ["if (path.length < 2) {", ...indent([...root, `return ${otherwise};`]), "}"];
}

/** The route of a path that ends at this node, if there is one. */
function emitEnd({ leaf, optionalParam, optionalRest }: MatchNode, row: Row): string | null {
  const index = leaf ?? optionalParam ?? optionalRest;
  return index === null ? null : `return ${row(index)};`;
}

function endsHere({ leaf, optionalParam, optionalRest }: MatchNode): boolean {
  return leaf !== null || optionalParam !== null || optionalRest !== null;
}

function goesOn(node: MatchNode): boolean {
  return node.statics.length > 0 || hasParameter(node);
}

/** Whether a parameter or a catch-all begins at this node. */
export function hasParameter(node: MatchNode): boolean {
  const { param, optionalParam, rest, optionalRest } = node;
  return param !== null || optionalParam !== null || rest !== null || optionalRest !== null;
}

/** Tries the kinds of one level in their order. */
export function emitLevel(node: MatchNode, depth: number, row: Row): readonly string[] {
  const level = depth + 1;
  const lines = [
    `const s${level} = ${depth === 0 ? "1" : `e${depth} + 1`};`,
    `const e${level} = segmentEnd(path, s${level});`,
    ...emitCases(node.statics, level, row),
  ];
  if (node.param !== null) lines.push(...emitNode(node.param, level, row));
  if (node.optionalParam !== null) lines.push(`if (e${level} === end) return ${row(node.optionalParam)};`);
  const rest = node.rest ?? node.optionalRest;
  if (rest !== null) lines.push(`return ${row(rest)};`);
  return lines;
}

function emitCases(statics: MatchNode["statics"], level: number, row: Row): readonly string[] {
  if (statics.length === 0) return [];
  const [only] = statics;
  if (only !== undefined && statics.length === 1) {
    const [name, node] = only;
    const test = `isSegment(path, s${level}, e${level}, ${quote(name)})`;
    if (endsHere(node)) return [`if (${test}) {`, ...indent(emitNode(node, level, row)), "}"];
    return [`if (${test} && e${level} < end) {`, ...indent(emitLevel(node, level, row)), "}"];
  }
  const cases = statics.flatMap(([name, node]) => [
    `case ${quote(name)}:`,
    ...indent([...emitNode(node, level, row), "break;"]),
  ]);
  return [`switch (path.slice(s${level}, e${level})) {`, ...indent(cases), "}"];
}

/** Indents lines by two spaces. */
export function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
