// Finds the promises in a list whose elements are tested: an asynchronous callback of `map` has made them, or calls have.
import type { Node } from "oxc-parser";
import { declaredValue, keyOf } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { parametersOf } from "../syntax/origins.ts";
import { bindingAt } from "../syntax/scope.ts";
import { isFunction, returnsOf, unwrap } from "../syntax/tree.ts";
import { isArray } from "./arrays.ts";
import { isAsynchronous, isPromise } from "./asynchronous.ts";
import { type Call, isGlobal } from "./questions.ts";

/** Methods that return some of the elements, or all of them in another order. */
const KEEPS: ReadonlySet<string> = new Set(["filter", "slice", "toReversed", "toSorted"]);

/** The promises among the elements of a list, or the callback of `map` whose results they are. */
export function promisesIn(modules: Modules, list: Node, depth = 0): readonly Node[] {
  const node = unwrap(list);
  if (depth > 8) return [];
  if (node.type === "Identifier") {
    const value = declaredValue(node, node.name);
    return value === undefined ? [] : promisesIn(modules, value, depth + 1);
  }
  if (node.type === "ArrayExpression")
    return node.elements.filter((each) => each !== null).filter((each) => isPromise(modules, each));
  if (node.type !== "CallExpression") return [];
  const called = unwrap(node.callee);
  const key = called.type === "MemberExpression" ? keyOf(called) : undefined;
  if (called.type === "MemberExpression" && KEEPS.has(key ?? ""))
    return promisesIn(modules, called.object, depth + 1);
  return key === "map" ? node.arguments.slice(0, 1).filter((each) => isAsynchronous(modules, each)) : [];
}

/** The promises that a method of an array tests because its callback does: `roles.map(can).every(Boolean)`. */
export function promisesTestedBy(modules: Modules, call: Call, list: Node, callback: Node): readonly Node[] {
  if (!testsElement(callback)) return [];
  const found = promisesIn(modules, list);
  // A stream may wait for its elements, and returns a promise: only a test of that is a mistake.
  return isArray(modules, list) || isTested(call) ? found : [];
}

/** Whether a callback tests the element itself: `Boolean`, `(yes) => yes`, `(yes) => !yes`. */
function testsElement(callback: Node): boolean {
  const fn = unwrap(callback);
  if (!isFunction(fn)) return isGlobal(fn, "Boolean");
  const [first] = parametersOf(fn);
  return returnsOf(fn).some((each) => {
    let node = unwrap(each);
    while (node.type === "UnaryExpression" && node.operator === "!") node = unwrap(node.argument);
    return node.type === "Identifier" && bindingAt(node, node.name)?.id === first;
  });
}

function isTested(call: Call): boolean {
  const { parent } = call;
  switch (parent?.type) {
    case "UnaryExpression":
      return parent.operator === "!";
    case "IfStatement":
    case "ConditionalExpression":
      return parent.test === call;
    case "LogicalExpression":
      return parent.left === call && parent.operator !== "??";
    default:
      return false;
  }
}

/** Whether a promise is an element of a list, or what makes the elements. */
export function isListed({ parent }: Node): boolean {
  if (parent?.type !== "CallExpression") return parent?.type === "ArrayExpression";
  const called = unwrap(parent.callee);
  return called.type === "MemberExpression" && keyOf(called) === "map";
}

/** The list whose elements a variable of `for (const each of list)` has. */
export function loopedOver(at: Node, name: string): Node | undefined {
  const { declaration } = bindingAt(at, name) ?? {};
  const loop = declaration?.parent?.parent;
  return declaration?.type === "VariableDeclarator" &&
    loop?.type === "ForOfStatement" &&
    !loop.await &&
    loop.left === declaration.parent &&
    declaration.id.type === "Identifier"
    ? loop.right
    : undefined;
}
