// Finds out on what conditions a place in a function runs: what is around it, and what comes before it.
import type { Node } from "oxc-parser";
import { functionAround, isFunction } from "../syntax/tree.ts";

/** The conditions of the `if` statements around a place, in its function. */
export function testsAround(node: Node): readonly Node[] {
  const tests: Node[] = [];
  for (let at = node.parent; at && !isFunction(at); at = at.parent)
    if (at.type === "IfStatement" || at.type === "ConditionalExpression") tests.push(at.test);
    else if (at.type === "LogicalExpression") tests.push(at.left);
  return tests;
}

/** Whether a place always comes after another one of its function: in a `finally`, or after an `await`. */
export function follows(node: Node, growth: Node): boolean {
  if (functionAround(node) !== functionAround(growth) || node.start < growth.end) return false;
  let at = node.parent;
  while (at && at.start >= growth.start) {
    if (CONDITIONAL.has(at.type)) return false;
    at = at.parent;
  }
  return at?.type === "BlockStatement" || at?.type === "TryStatement";
}

const CONDITIONAL: ReadonlySet<string> = new Set([
  "IfStatement",
  "ConditionalExpression",
  "LogicalExpression",
  "SwitchStatement",
]);
