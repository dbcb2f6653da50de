// Writes `match` for many routes: one Map of the static paths, and one of the static beginnings that parameters follow.
//
// It tries the beginnings of a path from the longest to the shortest, which gives the same result as backtracking in the
// tree: at every level a static segment is tried before a parameter. Code matches the rest of the path, and routes of one
// shape share that code: /ws/a/[id] and /ws/b/[id] differ only in their rows. The Maps are filled from lists of constants, which
// the engine reads faster than as many expressions.
import type { MatchNode, ServerPlan } from "../model.ts";
import { emitNode, emitRoot, hasParameter, indent, type Row } from "./nodes.ts";
import { literal } from "./quote.ts";

/** The beginnings of one shape, and their rows, as many for each. */
interface Shape {
  readonly paths: string[];
  readonly rows: number[];
}

interface Beginning {
  readonly path: string;
  /** How many segments it has. */
  readonly depth: number;
  readonly node: MatchNode;
}

/** Writes a function that behaves like the one that `emitSwitch` writes for few routes. */
export function emitMatchOfMany({ statics, tree }: ServerPlan): readonly string[] {
  const beginnings = beginningsOf(tree, "", 0);
  const shapes = new Map<string, Shape>();
  for (const { path, depth, node } of beginnings) {
    const rows: number[] = [];
    const text = shapeOf(node, depth, (index) => `rows[${rows.push(index) - 1}]`);
    const shape = shapes.get(text) ?? { paths: [], rows: [] };
    shapes.set(text, shape);
    shape.paths.push(path);
    shape.rows.push(...rows);
  }
  const depths = [...new Set(beginnings.map(({ depth }) => depth))].toSorted((a, b) => b - a);
  const tries = depths.map((depth) => `beginning(path, ${depth})`);
  return [
    "const statics = new Map();",
    `const staticPaths = ${literal(statics.map(([path]) => path))};`,
    `${literal(statics.map(([, index]) => index))}.forEach((row, place) => statics.set(staticPaths[place], table[row]));`,
    ...(shapes.size > 0 ? emitBeginnings([...shapes]) : []),
    "function match(path) {",
    ...indent(emitRoot(tree, (index) => `table[${index}]`, "statics.get(path)")),
    `  return ${["statics.get(path)", ...tries].join(" ?? ")};`,
    "}",
  ];
}

/** The function of each shape, and the Map that leads to it. */
function emitBeginnings(shapes: readonly (readonly [text: string, shape: Shape])[]): readonly string[] {
  return [
    ...shapes.map(([text], index) => `function shape${index}${text}`),
    "const beginnings = new Map();",
    "function begin(find, paths, places) {",
    "  const count = places.length / paths.length;",
    "  for (const [index, path] of paths.entries()) {",
    "    const rows = places.slice(index * count, (index + 1) * count).map((row) => table[row]);",
    "    beginnings.set(path, { find, rows });",
    "  }",
    "}",
    ...shapes.map(
      ([, { paths, rows }], index) => `begin(shape${index}, ${literal(paths)}, ${literal(rows)});`,
    ),
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
