// BBX2034: `upgrade` tests a promise instead of what it resolves with.
import type { Node } from "oxc-parser";
import { declaredValue, keyOf } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { bindingAt } from "../../syntax/scope.ts";
import { placeOf } from "../../syntax/source.ts";
import { indexOf } from "../../syntax/indexed.ts";
import {
  type FunctionNode,
  functionAround,
  isFunction,
  programOf,
  returnsOf,
  unwrap,
  within,
} from "../../syntax/tree.ts";
import { isArray } from "../arrays.ts";
import { isAsynchronous, isPromise } from "../asynchronous.ts";
import { isListed, loopedOver, promisesIn, promisesTestedBy } from "../listed-promises.ts";
import type { Rule } from "../rule.ts";
import { type Call, decides, decidingHandler, functionsFrom, shortText } from "../questions.ts";

export const unawaitedGuard = {
  code: "BBX2034",
  severity: "error",
  name: "unawaited-guard",
  label: "a promise",
  meaning:
    "`upgrade` or `guard` tests the promise of an asynchronous function without `await`. A promise is always true, so the guard lets everybody in.",
  remedy: "Write `!(await …)`, and make the function `async`.",
  mayApply: ({ names }) => names.some(decides),
  inHandlers({ modules, handlers }) {
    const upgrade = decidingHandler(handlers);
    if (upgrade === undefined) return [];
    return [...testedPromises(modules, upgrade)].map((promise) => {
      const name = nameOf(promise);
      return {
        place: placeOf(promise),
        message: `${name === undefined ? "This" : `\`${name}\` is asynchronous, so this`} tests a promise, which is always true`,
        hint: hintFor(promise),
      };
    });
  },
} as const satisfies Rule;

/** The promises that a function tests, itself or in functions of its file. */
export function testedPromises(modules: Modules, tester: FunctionNode): ReadonlySet<Node> {
  const promises = [...functionsFrom(tester)].flatMap((fn) => [
    ...within(fn, CONDITIONAL)
      .flatMap(conditionsOf)
      .flatMap((each) => promisedBy(modules, each) ?? []),
    ...within(fn, ["CallExpression"]).flatMap((call) => testedBy(modules, call)),
  ]);
  return new Set(promises);
}

const CONDITIONAL = [
  "UnaryExpression",
  "IfStatement",
  "ConditionalExpression",
  "WhileStatement",
  "LogicalExpression",
  "BinaryExpression",
] as const;

/** The expressions that a node tests for being true, or for being there. */
function conditionsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case "UnaryExpression":
      return node.operator === "!" ? [node.argument] : [];
    case "IfStatement":
    case "ConditionalExpression":
    case "WhileStatement":
      return [node.test];
    case "LogicalExpression":
      return node.operator === "??" ? [] : [node.left];
    case "BinaryExpression":
      // A promise is never `null` either. TypeScript reports comparisons with `false` and other values.
      if (!["==", "===", "!=", "!=="].includes(node.operator)) return [];
      return isNothing(node.right) ? [node.left] : isNothing(node.left) ? [node.right] : [];
    default:
      return [];
  }
}

function isNothing(node: Node): boolean {
  return node.type === "Identifier"
    ? node.name === "undefined"
    : node.type === "Literal" && node.value === null;
}

/** The promise that a condition tests, itself or through a variable. */
function promisedBy(modules: Modules, condition: Node, depth = 0): Node | undefined {
  // The result of an optional chain may be `undefined`, so testing it makes sense.
  if (depth > 8 || condition.type === "ChainExpression") return undefined;
  const node = unwrap(condition);
  switch (node.type) {
    case "Identifier": {
      const value = declaredValue(node, node.name) ?? assignedOnce(node, node.name);
      if (value !== undefined) return promisedBy(modules, value, depth + 1);
      const list = loopedOver(node, node.name);
      return list === undefined ? undefined : promisesIn(modules, list)[0];
    }
    case "AssignmentExpression":
      return node.operator === "=" ? promisedBy(modules, node.right, depth + 1) : undefined;
    case "CallExpression": {
      const [argument] = node.arguments;
      if (node.callee.type === "Identifier" && node.callee.name === "Boolean" && argument !== undefined)
        return promisedBy(modules, argument, depth + 1);
      return isPromise(modules, node) ? node : undefined;
    }
    case "NewExpression":
      return isPromise(modules, node) ? node : undefined;
    default:
      return undefined;
  }
}

/**
 * The value that a variable always gets before the test: by the only assignment, earlier in a block around the test.
 * `if (!keys) keys = load()` tests whether there was a call before.
 */
function assignedOnce(at: Node, name: string): Node | undefined {
  const binding = bindingAt(at, name);
  if (binding === undefined) return undefined;
  const [only, ...others] = indexOf(programOf(at))
    .of("AssignmentExpression")
    .filter(
      ({ left }) =>
        left.type === "Identifier" && left.name === name && bindingAt(left, name)?.id === binding.id,
    );
  if (only?.operator !== "=" || others.length > 0 || only.end > at.start) return undefined;
  // A function in the block may be called before the assignment.
  if (functionAround(only) !== functionAround(at)) return undefined;
  const block = only.parent?.type === "ExpressionStatement" ? only.parent.parent : undefined;
  return block?.type === "BlockStatement" && block.end >= at.end ? only.right : undefined;
}

/** Array methods that test the result of their callback. */
const TESTS = new Set(["some", "every", "filter", "find", "findIndex", "findLast", "findLastIndex"]);

/** The promise that `Boolean` gets, or that a callback returns to a method which tests it. */
function testedBy(modules: Modules, call: Call): readonly Node[] {
  const called = unwrap(call.callee);
  const [callback] = call.arguments;
  if (called.type === "Identifier" && called.name === "Boolean" && callback !== undefined)
    return [promisedBy(modules, callback) ?? []].flat();
  if (called.type !== "MemberExpression" || callback === undefined || !TESTS.has(keyOf(called) ?? ""))
    return [];
  const fn = unwrap(callback);
  const listed = promisesTestedBy(modules, call, called.object, fn);
  if (listed.length > 0) return listed;
  if (fn.type === "Identifier" || fn.type === "MemberExpression")
    return isAsynchronous(modules, fn) ? [fn] : [];
  if (!isFunction(fn)) return [];
  // A stream or a store may wait for what a callback returns.
  if (fn.async) return isArray(modules, called.object) ? [fn] : [];
  return returnsOf(fn).flatMap((each) => promisedBy(modules, each) ?? []);
}

/** The name of the function that returns a promise, if it has one. */
function nameOf(promise: Node): string | undefined {
  const node = promise.type === "CallExpression" ? unwrap(promise.callee) : promise;
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" && node.property.type === "Identifier"
    ? node.property.name
    : undefined;
}

function hintFor(promise: Node): string {
  const fn = functionAround(promise);
  const method = testingMethod(promise) ?? (fn === undefined ? undefined : testingMethod(fn));
  // An asynchronous callback would return a promise again.
  if (method !== undefined)
    return `\`${method}\` does not wait for promises. Get the results first, with \`await Promise.all(…)\`, and test those.`;
  if (isListed(promise))
    return "Nothing waits for the promises in this list. Get the results first, with `await Promise.all(…)`, and test those.";
  const text = shortText(promise, "");
  const written = text === "" ? "Write `await` before it" : `Write \`await ${text}\``;
  return fn?.async === true ? `${written}.` : `${written}, and make the function \`async\`.`;
}

/** The method that tests what a callback returns. */
function testingMethod(callback: Node): string | undefined {
  const { parent } = callback;
  if (parent?.type !== "CallExpression") return undefined;
  const called = unwrap(parent.callee);
  const key = called.type === "MemberExpression" ? keyOf(called) : undefined;
  return parent.arguments[0] === callback && key !== undefined && TESTS.has(key) ? key : undefined;
}
