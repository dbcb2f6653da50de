// Follows the results of `upgrade`: every branch, constants, and the functions whose results it returns.
import type { Node } from "oxc-parser";
import type { Modules } from "../syntax/exports.ts";
import { writtenValue } from "../syntax/forms.ts";
import { sourceOf } from "../syntax/source.ts";
import { type FunctionNode, isFunction, returnsOf, unwrap } from "../syntax/tree.ts";
import { keyOf } from "../syntax/constants.ts";

/** An expression that a function's result can be. */
export interface Result {
  readonly node: Node;
  /** The place to report: that of a constant is where it is returned, not where it is declared. */
  readonly at: Node;
}

/** The expressions that a function's result can be. */
export function resultsOf(modules: Modules, fn: FunctionNode, seen: readonly Node[] = []): readonly Result[] {
  if (seen.includes(fn)) return [];
  return returnsOf(fn).flatMap((each) => leaves(modules, each, [...seen, fn]));
}

function leaves(modules: Modules, expression: Node, seen: readonly Node[]): readonly Result[] {
  const node = unwrap(expression);
  switch (node.type) {
    case "ConditionalExpression":
      return [...leaves(modules, node.consequent, seen), ...leaves(modules, node.alternate, seen)];
    case "LogicalExpression":
      // The left side of `&&` is the result only if it is falsy.
      return [
        ...(node.operator === "&&" ? [] : leaves(modules, node.left, seen)),
        ...leaves(modules, node.right, seen),
      ];
    case "SequenceExpression":
      return leaves(modules, node.expressions.at(-1) ?? node, seen);
    case "AwaitExpression":
      return leaves(modules, node.argument, seen);
    case "Identifier": {
      const written = seen.includes(node) ? undefined : writtenValue(modules, sourceOf(node), node);
      if (written === undefined || written.node === node || isFunction(written.node))
        return [{ node, at: node }];
      return leaves(modules, written.node, [...seen, node]).map((each) =>
        each.node.type === "Literal" ? { ...each, at: node } : each,
      );
    }
    case "CallExpression": {
      if (isPromiseResolve(node))
        return node.arguments[0] === undefined ? [] : leaves(modules, node.arguments[0], seen);
      const called = writtenValue(modules, sourceOf(node), node.callee)?.node;
      return isFunction(called) && !sourceOf(called).file.includes("node_modules/")
        ? resultsOf(modules, called, seen)
        : [{ node, at: node }];
    }
    default:
      return [{ node, at: node }];
  }
}

function isPromiseResolve({ callee }: Extract<Node, { type: "CallExpression" }>): boolean {
  const called = unwrap(callee);
  if (called.type !== "MemberExpression" || called.object.type !== "Identifier") return false;
  return called.object.name === "Promise" && keyOf(called) === "resolve";
}
