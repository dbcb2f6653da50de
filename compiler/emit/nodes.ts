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

/** The route of a path that ends at this node, if there is one. */
function emitEnd(node: MatchNode, scope: Scope, captured: readonly number[]): string | null {
  if (node.leaf !== null) return emitReturn(node.leaf, scope, captured, null);
  return node.optional === null ? null : emitReturn(node.optional, scope, captured, "[]");
}

function goesOn(node: MatchNode): boolean {
  return node.statics.length > 0 || node.param !== null || node.rest !== null || node.optional !== null;
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
  const rest = `path.slice(s${level}).split("/").map(decodeURIComponent)`;
  if (node.rest !== null) lines.push(emitReturn(node.rest, scope, captured, rest));
  else if (node.optional !== null) lines.push(emitReturn(node.optional, scope, captured, rest));
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
    if (node.leaf !== null || node.optional !== null) {
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

/** `last` is the value of a catch-all, which no level captures. */
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
