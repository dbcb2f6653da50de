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

/**
 * The expressions that a function's result can be. A `return` without one stands for itself, and the body of a function whose
 * end can be reached for that end.
 */
export function resultsOf(modules: Modules, fn: FunctionNode, seen: readonly Node[] = []): readonly Result[] {
  if (seen.includes(fn)) return [];
  return [
    ...returnsOf(fn).flatMap((each) => leaves(modules, each, [...seen, fn])),
    ...endsWithoutValue(fn).map((node) => ({ node, at: node })),
  ];
}

/** The expressions that a value can be. */
export function leaves(modules: Modules, expression: Node, seen: readonly Node[] = []): readonly Result[] {
  const node = unwrap(expression);
  switch (node.type) {
    case "ConditionalExpression":
      return [...leaves(modules, node.consequent, seen), ...leaves(modules, node.alternate, seen)];
    case "LogicalExpression":
      // The left side of `&&` is the result only if it is falsy, so a value that is written there is not.
      return [
        ...(node.operator === "&&" ? [{ node, at: node.left }] : leaves(modules, node.left, seen)),
        ...leaves(modules, node.right, seen),
      ];
    case "SequenceExpression":
      return leaves(modules, node.expressions.at(-1) ?? node, seen);
    case "AwaitExpression":
      return leaves(modules, node.argument, seen);
    case "Identifier":
    case "MemberExpression": {
      const written = seen.includes(node) ? undefined : writtenValue(modules, sourceOf(node), node);
      if (written === undefined || written.node === node || isFunction(written.node))
        return [{ node, at: node }];
      return leaves(modules, written.node, [...seen, node]).map((each) =>
        each.node.type === "Literal" || isUndefined(each.node) ? { ...each, at: node } : each,
      );
    }
    case "CallExpression": {
      if (isPromiseResolve(node))
        return node.arguments[0] === undefined
          ? [{ node, at: node }]
          : leaves(modules, node.arguments[0], seen);
      const called = writtenValue(modules, sourceOf(node), node.callee)?.node;
      return isFunction(called) && called.body !== null && !sourceOf(called).file.includes("node_modules/")
        ? resultsOf(modules, called, seen)
        : [{ node, at: node }];
    }
    default:
      return [{ node, at: node }];
  }
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
