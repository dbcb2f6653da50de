// Writes `match` for many routes: one Map of the static paths, and one of the static beginnings that parameters follow.
//
// It tries the beginnings of a path from the longest to the shortest, which gives the same result as backtracking in the
// tree: at every level a static segment is tried before a parameter. Code matches the rest of the path, and routes of one
// shape share that code: /ws/a/[id] and /ws/b/[id] differ only in their rows.
import type { MatchNode, ServerPlan } from "../model.ts";
import { emitNode, emitRoot, hasParameter, indent, type Row } from "./nodes.ts";
import { quote } from "./quote.ts";

interface Beginning {
  readonly path: string;
  /** How many segments it has. */
  readonly depth: number;
  readonly node: MatchNode;
}

/** Writes a function that behaves like the one that `emitSwitch` writes for few routes. */
export function emitMatchOfMany({ statics, tree }: ServerPlan): readonly string[] {
  const beginnings = beginningsOf(tree, "", 0);
  const shapes = new Map<string, string>();
  const entries = beginnings.map(({ path, depth, node }) => {
    const rows: number[] = [];
    const row = (index: number): string => `rows[${rows.push(index) - 1}]`;
    const text = shapeOf(node, depth, row);
    const name = shapes.get(text) ?? `shape${shapes.size}`;
    shapes.set(text, name);
    return `[${quote(path)}, { find: ${name}, rows: [${rows.map((index) => `table[${index}]`).join(", ")}] }],`;
  });
  const depths = [...new Set(beginnings.map(({ depth }) => depth))].toSorted((a, b) => b - a);
  const tries = depths.map((depth) => `beginning(path, ${depth})`);
  return [
    "const statics = new Map([",
    ...indent(statics.map(([path, index]) => `[${quote(path)}, table[${index}]],`)),
    "]);",
    ...(entries.length > 0 ? emitBeginnings(shapes, entries) : []),
    "function match(path) {",
    ...indent(emitRoot(tree, (index) => `table[${index}]`, "statics.get(path)")),
    `  return ${["statics.get(path)", ...tries].join(" ?? ")};`,
    "}",
  ];
}

/** The functions, keyed by their text, and the Map that leads to them. */
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

/** Nodes that only static segments lead to, and that have a parameter or a catch-all below them. */
function beginningsOf(node: MatchNode, path: string, depth: number): readonly Beginning[] {
  const below = node.statics.flatMap(([name, child]) => beginningsOf(child, `${path}/${name}`, depth + 1));
  return hasParameter(node) ? [{ path, depth, node: { ...node, statics: [] } }, ...below] : below;
}

/** Parameters and body of the function that matches the segments after a beginning. */
function shapeOf(node: MatchNode, depth: number, row: Row): string {
  const body = ["const end = path.length;", ...emitNode(node, depth, row)];
  return [`(path, e${depth}, rows) {`, ...indent(body), "}"].join("\n");
}
