// Walks syntax trees: children, parents, and the nodes of a type.
import { createRequire } from "node:module";
import type { Node, Program } from "oxc-parser";
import type { Binding } from "./scope.ts";

/** The nodes of a tree by type, in the order of the text, with facts that other files have found. */
export interface Index {
  of<Type extends Node["type"]>(type: Type): readonly Extract<Node, { type: Type }>[];
  /** The names that each scope declares (scope.ts). */
  readonly scopes: Map<Node, ReadonlyMap<string, readonly Binding[]>>;
  /** The `var` declarations that belong to each function (scope.ts). */
  hoisted?: ReadonlyMap<Node, readonly Binding[]>;
  /** The calls of each function (origins.ts). */
  calls?: ReadonlyMap<Node, readonly Extract<Node, { type: "CallExpression" }>[]>;
}

// V8 keeps the values of a weak map through minor collections, so a dropped tree is removed explicitly.
const indexes = new WeakMap<Program, Index>();

/** Removes a tree that is not needed any more. */
export function dropIndex(program: Program): void {
  indexes.delete(program);
}

/** Indexes a tree, and sets the `parent` of every node; the second call for one tree costs nothing. */
export function indexOf(program: Program): Index {
  const known = indexes.get(program);
  if (known !== undefined) return known;
  const byType = new Map<string, Node[]>();
  const unordered = new Set<Node[]>();
  // A stack instead of recursion, because generated code nests deep.
  const stack: Node[] = [program];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const same = byType.get(node.type);
    if (same === undefined) byType.set(node.type, [node]);
    else {
      if ((same.at(-1)?.start ?? 0) > node.start) unordered.add(same);
      same.push(node);
    }
    pushChildren(node, stack);
  }
  // The parser lists the texts of a template before its expressions.
  for (const nodes of unordered) nodes.sort((a, b) => a.start - b.start);
  const index: Index = {
    of(type) {
      const nodes: readonly Node[] = byType.get(type) ?? [];
      return areOf(nodes, type) ? nodes : [];
    },
    scopes: new Map(),
  };
  indexes.set(program, index);
  return index;
}

/** Narrows nodes to their type, under which the index keeps them. */
function areOf<Type extends Node["type"]>(
  nodes: readonly Node[],
  type: Type,
): nodes is readonly Extract<Node, { type: Type }>[] {
  return nodes[0] === undefined || nodes[0].type === type;
}

/** The nodes of some types within a node, in the order of their types. */
export function within<Type extends Node["type"]>(
  node: Node,
  types: readonly Type[],
): readonly Extract<Node, { type: Type }>[] {
  const index = indexOf(programOf(node));
  return types.flatMap((type) => slice(index.of(type), node));
}

/** The nodes among some, in the order of the text, that are within a range. */
function slice<Each extends Node>(nodes: readonly Each[], { start, end }: Node): readonly Each[] {
  let low = 0;
  for (let high = nodes.length; low < high;) {
    const middle = (low + high) >> 1;
    if ((nodes[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: Each[] = [];
  for (let node = nodes[low]; node !== undefined && node.start <= end; node = nodes[(low += 1)])
    if (node.end <= end) found.push(node);
  return found;
}

/** The tree that a node is part of. */
export function programOf(node: Node): Program {
  let top: Node = node;
  while (top.parent !== undefined && top.parent !== null) top = top.parent;
  if (top.type !== "Program") throw new Error(`a ${node.type} of no file`);
  return top;
}

function setParent(node: { parent?: Node | null }, parent: Node): void {
  node.parent = parent;
}

/** The parser's own table of the keys under which each type of node has its children. */
const keysOf = (type: string): readonly string[] => (tables.keys ??= load().visitorKeys)[type] ?? [];
const tables: { keys?: Readonly<Record<string, readonly string[]>> } = {};
const load = (): typeof import("oxc-parser") => createRequire(import.meta.url)("oxc-parser");

/** Pushes the nodes directly below a node, the last first. */
function pushChildren(node: Node, stack: Node[]): void {
  const push = (value: unknown): void => {
    if (!isNode(value)) return;
    setParent(value, node);
    stack.push(value);
  };
  const keys = keysOf(node.type);
  for (let at = keys.length - 1; at >= 0; at -= 1) {
    const value: unknown = Reflect.get(node, keys[at] ?? "");
    if (!Array.isArray(value)) push(value);
    else for (let index = value.length - 1; index >= 0; index -= 1) push(value[index]);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

/** The statements that make a file a module, in which its declarations are not global. */
const OF_MODULES: ReadonlySet<string> = new Set([
  "ExportAllDeclaration",
  "ExportDefaultDeclaration",
  "ExportNamedDeclaration",
  "ImportDeclaration",
  "TSExportAssignment",
  "TSImportEqualsDeclaration",
]);

/** Whether a file is a module, and not a script. */
export function isEsModule({ body }: Program): boolean {
  return body.some(({ type }) => OF_MODULES.has(type));
}

/** A function, with or without a body. */
export type FunctionNode = Extract<
  Node,
  {
    type:
      | "ArrowFunctionExpression"
      | "FunctionDeclaration"
      | "FunctionExpression"
      | "TSDeclareFunction"
      | "TSEmptyBodyFunctionExpression";
  }
>;

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  switch (node?.type) {
    case "ArrowFunctionExpression":
    case "FunctionDeclaration":
    case "FunctionExpression":
    case "TSDeclareFunction":
    case "TSEmptyBodyFunctionExpression":
      return true;
    default:
      return false;
  }
}

/** The innermost function around a node, not the node itself. */
export function functionAround(node: Node): FunctionNode | undefined {
  for (let above = node.parent; above !== undefined && above !== null; above = above.parent)
    if (isFunction(above)) return above;
  return undefined;
}

/** The expression inside `f as T`, `f satisfies T`, `<T>f`, `f!`, `f<T>` and an optional chain; parentheses are not in the tree. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSNonNullExpression":
    case "TSInstantiationExpression":
    case "ChainExpression":
      return unwrap(node.expression);
    default:
      return node;
  }
}

/** The expressions that a function itself returns: of each `return`, or the body of an arrow function. */
export function returnsOf(fn: FunctionNode): readonly Node[] {
  const { body } = fn;
  if (body === null) return [];
  if (body.type !== "BlockStatement") return [body];
  return within(fn, ["ReturnStatement"]).flatMap((each) =>
    each.argument !== null && functionAround(each) === fn ? [each.argument] : [],
  );
}
