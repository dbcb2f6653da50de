// Finds the functions whose errors make a function fail, and what makes a `Response`.
import type { Node } from "oxc-parser";
import type { Modules } from "../syntax/exports.ts";
import { writtenValue } from "../syntax/forms.ts";
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
    if (functionAround(each) !== fn || isCaught(each)) continue;
    const called = writtenValue(modules, sourceOf(each), each.callee)?.node;
    if (isFunction(called) && (!called.async || isAwaited(each)))
      uncaughtFrom(modules, called, call ?? each, found);
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

/** Whether the failure of a promise becomes that of the function around: it is awaited or returned as it is. */
function isAwaited(call: Call): boolean {
  const { parent } = call;
  return parent?.type === "AwaitExpression" || parent?.type === "ReturnStatement" || isFunction(parent);
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
