// Follows the results of functions, and other values: every branch, constants, and the functions whose results it returns.
//
// There is a result for everything that the function can return, so that what is not among them did not happen.
import type { Node } from "oxc-parser";
import type { Modules } from "../syntax/exports.ts";
import { writtenValue } from "../syntax/written.ts";
import { sourceOf } from "../syntax/source.ts";
import { endsWithoutValue } from "../syntax/endings.ts";
import { type FunctionNode, isFunction, returnsOf, unwrap } from "../syntax/tree.ts";
import { keyOf } from "../syntax/constants.ts";

/** An expression that a function's result can be. */
export interface Result {
  readonly node: Node;
  /** The place to report: that of a constant is where it is returned, not where it is declared. */
  readonly at: Node;
}

/** What is known already during one walk, by function or expression. Functions that call each other twice have endless paths. */
type Known = Map<Node, readonly Result[]>;

/**
 * The expressions that a function's result can be. A `return` without one stands for itself, and the body of a function whose
 * end can be reached for that end.
 */
export function resultsOf(modules: Modules, fn: FunctionNode, known: Known = new Map()): readonly Result[] {
  const before = known.get(fn);
  if (before !== undefined) return before;
  // What calls itself has no further results.
  known.set(fn, []);
  const found = distinct([
    ...returnsOf(fn).flatMap((each) => leaves(modules, each, known)),
    ...endsWithoutValue(fn).map((node) => ({ node, at: node })),
  ]);
  known.set(fn, found);
  return found;
}

/** The expressions that a value can be. */
export function leaves(modules: Modules, expression: Node, known: Known = new Map()): readonly Result[] {
  const node = unwrap(expression);
  const before = known.get(node);
  if (before !== undefined) return before;
  // A value that is declared by itself is only itself.
  known.set(node, [{ node, at: node }]);
  const found = distinct(partsOf(modules, node, known));
  known.set(node, found);
  return found;
}

function partsOf(modules: Modules, node: Node, known: Known): readonly Result[] {
  const own = [{ node, at: node }];
  switch (node.type) {
    case "ConditionalExpression":
      return [...leaves(modules, node.consequent, known), ...leaves(modules, node.alternate, known)];
    case "LogicalExpression":
      // The left side of `&&` is the result only if it is falsy, so a value that is written there is not.
      return [
        ...(node.operator === "&&" ? [{ node, at: node.left }] : leaves(modules, node.left, known)),
        ...leaves(modules, node.right, known),
      ];
    case "SequenceExpression": {
      const last = node.expressions.at(-1);
      return last === undefined ? own : leaves(modules, last, known);
    }
    case "AwaitExpression":
      return leaves(modules, node.argument, known);
    case "Identifier":
    case "MemberExpression": {
      const written = writtenValue(modules, sourceOf(node), node);
      if (written === undefined || written.node === node || isFunction(written.node)) return own;
      return leaves(modules, written.node, known).map((each) =>
        each.node.type === "Literal" || isUndefined(each.node) ? { ...each, at: node } : each,
      );
    }
    case "CallExpression": {
      if (isPromiseResolve(node))
        return node.arguments[0] === undefined ? own : leaves(modules, node.arguments[0], known);
      const called = writtenValue(modules, sourceOf(node), node.callee)?.node;
      return isFunction(called) && called.body !== null && !sourceOf(called).file.includes("node_modules/")
        ? resultsOf(modules, called, known)
        : own;
    }
    default:
      return own;
  }
}

/** Each result once. */
function distinct(results: readonly Result[]): readonly Result[] {
  const places = new Map<Node, Set<Node>>();
  return results.filter(({ node, at }) => {
    const own = places.get(node) ?? new Set();
    places.set(node, own);
    if (own.has(at)) return false;
    own.add(at);
    return true;
  });
}

/** Whether a call is `Promise.resolve(…)`. */
export function isPromiseResolve({ callee }: Extract<Node, { type: "CallExpression" }>): boolean {
  const called = unwrap(callee);
  if (called.type !== "MemberExpression" || called.object.type !== "Identifier") return false;
  return called.object.name === "Promise" && keyOf(called) === "resolve";
}

/** Whether an expression is the name `undefined`. */
export function isUndefined(node: Node): boolean {
  return node.type === "Identifier" && node.name === "undefined";
}
