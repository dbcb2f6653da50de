// The match tree in, the text of `match` out: one switch for the static paths, nested ones for the dynamic.
//
// A segment's first character is at `sN`, its end at `eN`. Every block tries static text, then the parameter, then
// the catch-alls; a block that finds nothing falls through to the next kind, which is all that going back takes.
import type { RouteInfo } from "../../runtime/route.ts";
import type { MatchNode, ServerPlan } from "../model.ts";
import { propertyKey, quote } from "./quote.ts";

/** The function `match(path)`, which takes a canonical path and returns `{ route, params? }` or `undefined`. */
export function emitMatch({ statics, tree, routes }: ServerPlan): readonly string[] {
  const dynamic = routes.some(({ topic }) => topic === null);
  return [
    "function match(path) {",
    ...indent([
      ...emitStatics(statics),
      ...(dynamic ? ["const end = path.length;", ...emitLevel(tree, 0, routes, [])] : []),
    ]),
    "}",
  ];
}

function emitStatics(statics: ServerPlan["statics"]): readonly string[] {
  if (statics.length === 0) return [];
  return [
    "switch (path) {",
    ...indent(
      statics.flatMap(([path, index]) => [
        `case ${quote(path)}:`,
        ...indent([`return { route: table[${index}] };`]),
      ]),
    ),
    "}",
  ];
}

/** What a node does with the segments after the first `depth`. `captured` are the levels of the parameters so far. */
function emitNode(
  node: MatchNode,
  depth: number,
  routes: readonly RouteInfo[],
  captured: readonly number[],
): readonly string[] {
  const lines: string[] = [];
  const ends = emitEnd(node, routes, captured);
  if (ends !== null) lines.push(`if (e${depth} === end) ${ends}`);
  if (goesOn(node))
    lines.push(`if (e${depth} < end) {`, ...indent(emitLevel(node, depth, routes, captured)), "}");
  return lines;
}

/** The route of a path that ends at this node, if there is one. */
function emitEnd(node: MatchNode, routes: readonly RouteInfo[], captured: readonly number[]): string | null {
  if (node.leaf !== null) return emitReturn(node.leaf, routes, captured, null);
  return node.optional === null ? null : emitReturn(node.optional, routes, captured, "[]");
}

function goesOn(node: MatchNode): boolean {
  return node.statics.length > 0 || node.param !== null || node.rest !== null || node.optional !== null;
}

/** The kinds of one level in their order. */
function emitLevel(
  node: MatchNode,
  depth: number,
  routes: readonly RouteInfo[],
  captured: readonly number[],
): readonly string[] {
  const level = depth + 1;
  const lines = [
    `const s${level} = ${depth === 0 ? "1" : `e${depth} + 1`};`,
    `const e${level} = segmentEnd(path, s${level});`,
    ...emitCases(node.statics, level, routes, captured),
  ];
  if (node.param !== null) lines.push(...emitNode(node.param, level, routes, [...captured, level]));
  const rest = `path.slice(s${level}).split("/").map(decodeURIComponent)`;
  if (node.rest !== null) lines.push(emitReturn(node.rest, routes, captured, rest));
  else if (node.optional !== null) lines.push(emitReturn(node.optional, routes, captured, rest));
  return lines;
}

function emitCases(
  statics: MatchNode["statics"],
  level: number,
  routes: readonly RouteInfo[],
  captured: readonly number[],
): readonly string[] {
  if (statics.length === 0) return [];
  const segment = `path.slice(s${level}, e${level})`;
  const [only] = statics;
  if (only !== undefined && statics.length === 1) {
    const [name, node] = only;
    const test = `${segment} === ${quote(name)}`;
    if (emitEnd(node, routes, captured) !== null) {
      return [`if (${test}) {`, ...indent(emitNode(node, level, routes, captured)), "}"];
    }
    return [`if (${test} && e${level} < end) {`, ...indent(emitLevel(node, level, routes, captured)), "}"];
  }
  const cases = statics.flatMap(([name, node]) => [
    `case ${quote(name)}:`,
    ...indent([...emitNode(node, level, routes, captured), "break;"]),
  ]);
  return [`switch (${segment}) {`, ...indent(cases), "}"];
}

/** `last` is the value of a catch-all, which no level captures. */
function emitReturn(
  index: number,
  routes: readonly RouteInfo[],
  captured: readonly number[],
  last: string | null,
): string {
  const values = captured.map((level) => `decodeURIComponent(path.slice(s${level}, e${level}))`);
  if (last !== null) values.push(last);
  const names = routes[index]?.params ?? [];
  const params = names.map((name, position) => `${propertyKey(name)}: ${values[position]}`);
  return `return { route: table[${index}], params: { __proto__: null, ${params.join(", ")} } };`;
}

/** Lines two spaces to the right. */
export function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
