// Turns the nodes of the match tree into code that tries them in order.
//
// A segment's first character is at `sN`, its end at `eN`. Every block tries static text, then the parameter, then the
// catch-alls. A block without a match falls through to the next kind, so backtracking needs no further code.
import type { RouteInfo } from "../../runtime/route.ts";
import type { MatchNode } from "../model.ts";
import { propertyKey, quote } from "./quote.ts";

/** The data, beside its node, that the text of a block depends on. */
export interface Scope {
  readonly routes: readonly RouteInfo[];
  /** The expression for a row of the table. */
  readonly row: (index: number) => string;
}

/** Matches the segments after the first `depth` below a node. `captured` has the levels of the parameters so far. */
export function emitNode(
  node: MatchNode,
  depth: number,
  scope: Scope,
  captured: readonly number[],
): readonly string[] {
  const lines: string[] = [];
  const ends = emitEnd(node, scope, captured);
  if (ends !== null) lines.push(`if (e${depth} === end) ${ends}`);
  if (goesOn(node))
    lines.push(`if (e${depth} < end) {`, ...indent(emitLevel(node, depth, scope, captured)), "}");
  return lines;
}

/**
 * Answers the paths without a segment, which to a level look like an empty one: `/`, and `""` for a path that matches
 * nothing. Only the base `/` can have parameters at the root.
 *
 * @param otherwise the answer if no route with a parameter has `/`
 */
export function emitRoot(tree: MatchNode, scope: Scope, otherwise: string): readonly string[] {
  if (!hasParameter(tree)) return [];
  const ends = emitEnd(tree, scope, []);
  const root = ends === null ? [] : [`if (path === "/") ${ends}`];
  return ["if (path.length < 2) {", ...indent([...root, `return ${otherwise};`]), "}"];
}

/** The route of a path that ends at this node, if there is one. */
function emitEnd(node: MatchNode, scope: Scope, captured: readonly number[]): string | null {
  if (node.leaf !== null) return emitReturn(node.leaf, scope, captured, null);
  if (node.optionalParam !== null) return emitReturn(node.optionalParam, scope, captured, "undefined");
  return node.optionalRest === null ? null : emitReturn(node.optionalRest, scope, captured, "[]");
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
export function emitLevel(
  node: MatchNode,
  depth: number,
  scope: Scope,
  captured: readonly number[],
): readonly string[] {
  const level = depth + 1;
  const lines = [
    `const s${level} = ${depth === 0 ? "1" : `e${depth} + 1`};`,
    `const e${level} = segmentEnd(path, s${level});`,
    ...emitCases(node.statics, level, scope, captured),
  ];
  if (node.param !== null) lines.push(...emitNode(node.param, level, scope, [...captured, level]));
  if (node.optionalParam !== null) {
    const one = `segmentText(path, s${level}, e${level})`;
    lines.push(`if (e${level} === end) ${emitReturn(node.optionalParam, scope, captured, one)}`);
  }
  const rest = `path.slice(s${level}).split("/").map(decodeURIComponent)`;
  if (node.rest !== null) lines.push(emitReturn(node.rest, scope, captured, rest));
  else if (node.optionalRest !== null) lines.push(emitReturn(node.optionalRest, scope, captured, rest));
  return lines;
}

function emitCases(
  statics: MatchNode["statics"],
  level: number,
  scope: Scope,
  captured: readonly number[],
): readonly string[] {
  if (statics.length === 0) return [];
  const [only] = statics;
  if (only !== undefined && statics.length === 1) {
    const [name, node] = only;
    const test = `isSegment(path, s${level}, e${level}, ${quote(name)})`;
    if (endsHere(node)) {
      return [`if (${test}) {`, ...indent(emitNode(node, level, scope, captured)), "}"];
    }
    return [`if (${test} && e${level} < end) {`, ...indent(emitLevel(node, level, scope, captured)), "}"];
  }
  const cases = statics.flatMap(([name, node]) => [
    `case ${quote(name)}:`,
    ...indent([...emitNode(node, level, scope, captured), "break;"]),
  ]);
  return [`switch (path.slice(s${level}, e${level})) {`, ...indent(cases), "}"];
}

/** `last` is the value of an optional parameter or a catch-all, which no level captures. */
function emitReturn(index: number, scope: Scope, captured: readonly number[], last: string | null): string {
  const values = captured.map((level) => `segmentText(path, s${level}, e${level})`);
  if (last !== null) values.push(last);
  const names = scope.routes[index]?.params ?? [];
  const params = names.map((name, position) => `${propertyKey(name)}: ${values[position]}`);
  return `return { route: ${scope.row(index)}, params: { __proto__: null, ${params.join(", ")} } };`;
}

/** Indents lines by two spaces. */
export function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
