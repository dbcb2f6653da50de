// Finds the functions whose errors make a function fail, and what makes a `Response`.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { writtenValue } from "../syntax/written.ts";
import { sourceOf } from "../syntax/source.ts";
import { type FunctionNode, functionAround, isFunction, unwrap, within } from "../syntax/tree.ts";
import { type Call, isGlobal } from "./questions.ts";

/** A function whose errors nobody catches, and its first call; the first function itself is not called. */
export type Uncaught = Map<FunctionNode, Call | undefined>;

/** A function, and the functions of the project that it calls, whose errors make it fail. */
export function uncaughtFrom(
  modules: Modules,
  fn: FunctionNode,
  call?: Call,
  found: Uncaught = new Map(),
): Uncaught {
  if (found.has(fn) || sourceOf(fn).file.includes("node_modules/")) return found;
  found.set(fn, call);
  for (const each of within(fn, ["CallExpression"])) {
    if (functionAround(each) !== fn) continue;
    const called = writtenValue(modules, sourceOf(each), each.callee)?.node;
    if (isFunction(called) && makesFail(each, called)) uncaughtFrom(modules, called, call ?? each, found);
  }
  return found;
}

/** The `throw` statements of a function itself whose errors it does not catch. */
export function throwsOf(fn: FunctionNode): readonly Extract<Node, { type: "ThrowStatement" }>[] {
  return within(fn, ["ThrowStatement"]).filter((each) => functionAround(each) === fn && !isCaught(each));
}

/** Whether a `try` with a `catch` is around a node, in the function that it belongs to. */
function isCaught(node: Node): boolean {
  for (let at = node; at.parent !== undefined && at.parent !== null && !isFunction(at); at = at.parent)
    if (at.parent.type === "TryStatement" && at.parent.block === at && at.parent.handler !== null)
      return true;
  return false;
}

/** Whether the function around a call fails if the called function does. A `try` does not wait for what it returns. */
function makesFail(call: Call, called: FunctionNode): boolean {
  const use = called.async ? useOf(call) : "awaited";
  return use === "returned" || (use === "awaited" && !isCaught(call));
}

/** What the function around a call does with its result, or with that of a `Promise.all` of it. */
export function useOf(value: Node): "awaited" | "returned" | undefined {
  const { parent } = value;
  switch (parent?.type) {
    case "AwaitExpression":
      return "awaited";
    case "ReturnStatement":
    case "ArrowFunctionExpression":
      return "returned";
    case "ConditionalExpression":
      return parent.test === value ? undefined : useOf(parent);
    case "LogicalExpression":
      return parent.right === value ? useOf(parent) : undefined;
    case "ArrayExpression":
      return parent.parent?.type === "CallExpression" && promisesOf(parent.parent).includes(value)
        ? useOf(parent.parent)
        : undefined;
    default:
      return undefined;
  }
}

/** What `Promise.all([…])` waits for. */
export function promisesOf({ callee, arguments: [list] }: Call): readonly Node[] {
  const called = unwrap(callee);
  if (called.type !== "MemberExpression" || list?.type !== "ArrayExpression") return [];
  return isGlobal(called.object, "Promise") && keyOf(called) === "all"
    ? list.elements.flatMap((each) => each ?? [])
    : [];
}

/** The expressions of a statement whose values nobody uses. One that is awaited stands for what awaits it. */
export function unusedIn(expression: Node): readonly Node[] {
  const node = unwrap(expression);
  switch (node.type) {
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap(unusedIn);
    case "LogicalExpression":
      return unusedIn(node.right);
    case "SequenceExpression":
      return node.expressions.flatMap(unusedIn);
    case "CallExpression":
      return [node, ...promisesOf(node).flatMap(unusedIn)];
    default:
      return [node];
  }
}

/** A call that makes a `Response`. */
export type Making = Call | Extract<Node, { type: "NewExpression" }>;

/** Whether an expression makes a `Response`: `new Response()`, `Response.json()`. */
export function makesResponse(node: Node): node is Making {
  if (node.type === "NewExpression") return isGlobal(node.callee, "Response");
  if (node.type !== "CallExpression") return false;
  const called = unwrap(node.callee);
  return called.type === "MemberExpression" && isGlobal(called.object, "Response");
}
