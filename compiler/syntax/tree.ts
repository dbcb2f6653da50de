// Walks syntax trees: the nodes within a node, the functions around it.
import type { Node, Program } from "oxc-parser";
import { scopeOf } from "./indexed.ts";

/** The nodes of some types within a node, in the order of their types. */
export function within<Type extends Node["type"]>(
  node: Node,
  types: readonly Type[],
): readonly Extract<Node, { type: Type }>[] {
  const { index } = scopeOf(node);
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
  return scopeOf(node).index.program;
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
  const own = scopeOf(node);
  for (let scope = own.node === node ? own.outer : own; scope !== null; scope = scope.outer)
    if (isFunction(scope.node)) return scope.node;
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
