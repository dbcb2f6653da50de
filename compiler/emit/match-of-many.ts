// The match tree in, the text of `match` for many routes out: a Map of the static paths, and one of the static beginnings
// below which parameters follow.
//
// Going through the beginnings of a path from the longest to the shortest is what going back in the tree comes to: at
// every level a static segment is tried before a parameter. What follows a beginning is code, and routes of one shape
// share it: /ws/a/[id] and /ws/b/[id] differ in their rows alone.
import type { MatchNode, ServerPlan } from "../model.ts";
import { emitNode, indent, type Scope } from "./nodes.ts";
import { quote } from "./quote.ts";

interface Beginning {
  readonly path: string;
  /** How many segments it has. */
  readonly depth: number;
  readonly node: MatchNode;
}

/** The same function as `emitMatch` emits for few routes. */
export function emitMatchOfMany({ statics, tree, routes }: ServerPlan): readonly string[] {
  const beginnings = beginningsOf(tree, "", 0);
  const shapes = new Map<string, string>();
  const entries = beginnings.map(({ path, depth, node }) => {
    const rows: number[] = [];
    const row = (index: number): string => `rows[${rows.push(index) - 1}]`;
    const text = shapeOf(node, depth, { routes, row });
    const name = shapes.get(text) ?? `shape${shapes.size}`;
    shapes.set(text, name);
    return `[${quote(path)}, { find: ${name}, rows: [${rows.map((index) => `table[${index}]`).join(", ")}] }],`;
  });
  const depths = [...new Set(beginnings.map(({ depth }) => depth))].toSorted((a, b) => b - a);
  const tries = depths.map((depth) => `beginning(path, ${depth})`);
  return [
    "const statics = new Map([",
    ...indent(statics.map(([path, index]) => `[${quote(path)}, { route: table[${index}] }],`)),
    "]);",
    ...(entries.length > 0 ? emitBeginnings(shapes, entries) : []),
    "function match(path) {",
    `  return ${["statics.get(path)", ...tries].join(" ?? ")};`,
    "}",
  ];
}

/** The functions by their text, and the Map that leads to them. */
function emitBeginnings(shapes: ReadonlyMap<string, string>, entries: readonly string[]): readonly string[] {
  return [
    ...[...shapes].map(([text, name]) => `function ${name}${text}`),
    "const beginnings = new Map([",
    ...indent(entries),
    "]);",
    "function beginning(path, depth) {",
    "  const end = endOf(path, depth);",
    "  const found = end < 0 ? undefined : beginnings.get(path.slice(0, end));",
    "  return found === undefined ? undefined : found.find(path, end, found.rows);",
    "}",
  ];
}

/** Nodes that are reached by static segments alone, and have something else below them. */
function beginningsOf(node: MatchNode, path: string, depth: number): readonly Beginning[] {
  const below = node.statics.flatMap(([name, child]) => beginningsOf(child, `${path}/${name}`, depth + 1));
  const goesOn = node.param !== null || node.rest !== null || node.optional !== null;
  return goesOn ? [{ path, depth, node: { ...node, statics: [] } }, ...below] : below;
}

/** Parameters and body of the function that matches what follows a beginning. */
function shapeOf(node: MatchNode, depth: number, scope: Scope): string {
  const body = ["const end = path.length;", ...emitNode(node, depth, scope, [])];
  return [`(path, e${depth}, rows) {`, ...indent(body), "}"].join("\n");
}
