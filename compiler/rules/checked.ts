// Finds out whether code looks at a value that a client has written before it uses it.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import { calledFunction, callsOf, parametersOf } from "../syntax/origins.ts";
import { bindingAt } from "../syntax/scope.ts";
import { functionAround, isFunction, programOf, unwrap, within } from "../syntax/tree.ts";
import { type Call, functionsFrom, isGlobal } from "./questions.ts";

/** A value by the declaration that it comes from, and the keys that lead from there to it. */
interface Path {
  readonly root: Node;
  readonly keys: readonly string[];
}

/** Functions and methods that use a value whatever it is, so that a call of them does not check it. */
const NEUTRAL: ReadonlySet<string> = new Set(
  (
    "subscribe unsubscribe isSubscribed subscriberCount publish publishTo publishText publishBinary publishHere send sendText " +
    "broadcast broadcastJSON stringify parse String Boolean isArray log info debug warn error add set push toString " +
    "trim slice substring split toLowerCase at decode"
  ).split(" "),
);

/**
 * Whether the function around a value, or one that calls it, checks the value: by a lookup, a comparison, a function. The keys
 * `below` lead from the value to the part that is asked for.
 */
export function isChecked(value: Node, below: readonly string[] = [], depth = 0): boolean {
  const found = pathOf(value);
  if (found === undefined || depth > 8) return false;
  const path = { ...found, keys: [...found.keys, ...below] };
  let outermost = functionAround(value);
  for (let at = outermost; at !== undefined; at = functionAround(at)) outermost = at;
  const uses = within(outermost ?? programOf(value), ["Identifier", "MemberExpression"]);
  if (uses.some((use) => use !== value && checks(use, path))) return true;
  const fn = isFunction(path.root.parent) ? path.root.parent : undefined;
  if (fn === undefined) return false;
  const at = parametersOf(fn).indexOf(path.root);
  return callsOf(fn).some(({ arguments: given }) => {
    const argument = given[at];
    return argument !== undefined && isChecked(argument, path.keys, depth + 1);
  });
}

function checks(use: Node, { root, keys }: Path): boolean {
  const path = pathOf(use);
  if (path?.root !== root || path.keys.some((key, index) => key !== keys[index])) return false;
  // A function that gets the message as a whole may check all of it, if its result decides something or it is there to check.
  if (path.keys.length === keys.length) return restricts(use);
  const call = callWith(use);
  return call !== undefined && (isInTest(use) || isAssertion(call));
}

/** Names of functions that are there to check what they get. */
const CHECKING = /^(?:assert|check|ensure|expect|guard|invariant|is|must|parse|validate|verify)(?![a-z])/;

/** Whether a call is one of a function that checks what it gets: in the file by its type or by an error, elsewhere by its name. */
function isAssertion(call: Call): boolean {
  const called = calledFunction(call);
  if (called === undefined) return CHECKING.test(nameOfCallee(call) ?? "");
  return (
    called.returnType?.typeAnnotation.type === "TSTypePredicate" ||
    [...functionsFrom(called)].some((fn) => within(fn, ["ThrowStatement"]).length > 0)
  );
}

function nameOfCallee(call: Call): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression") return keyOf(callee);
  return callee.type === "Identifier" ? callee.name : undefined;
}

/** Whether the use of a value excludes some values. */
function restricts(use: Node): boolean {
  const { parent } = use;
  switch (parent?.type) {
    case "CallExpression":
      return callWith(use) !== undefined;
    case "MemberExpression":
      // `TOPICS[topic]`, `topic.startsWith("room-")`; a result that is still the text may be checked in its place.
      if (parent.property === use) return parent.computed;
      if (parent.parent?.type !== "CallExpression" || parent.parent.callee !== parent) return false;
      return NEUTRAL.has(keyOf(parent) ?? "") ? restricts(parent.parent) : true;
    case "BinaryExpression":
      if (parent.operator === "in") return parent.left === use;
      return /^[!=]==?$/.test(parent.operator) && !isEmpty(parent.left === use ? parent.right : parent.left);
    case "SwitchStatement":
      return parent.discriminant === use;
    default:
      return false;
  }
}

/** The call of a function that gets the value, and may check it. */
function callWith(use: Node): Call | undefined {
  const call = use.parent;
  if (call?.type !== "CallExpression" || unwrap(call.callee) === use) return undefined;
  return mayCheck(call) ? call : undefined;
}

function mayCheck(call: Call): boolean {
  const callee = unwrap(call.callee);
  const name = nameOfCallee(call);
  if (isGlobal(callee, "String")) return restricts(call);
  // The `parse` of a schema throws; that of `JSON` takes any text.
  if (name === "parse") return callee.type === "MemberExpression" && !isGlobal(callee.object, "JSON");
  return name !== undefined && !NEUTRAL.has(name);
}

function isInTest(use: Node): boolean {
  for (let at = use; at.parent !== undefined && at.parent !== null && !isFunction(at); at = at.parent) {
    const { parent } = at;
    if ((parent.type === "IfStatement" || parent.type === "ConditionalExpression") && parent.test === at)
      return true;
    if (parent.type === "LogicalExpression" && parent.left === at) return true;
  }
  return false;
}

/** `undefined`, `null` and `""`: a comparison with them only says that there is a value. */
function isEmpty(node: Node): boolean {
  return (
    (node.type === "Identifier" && node.name === "undefined") ||
    (node.type === "Literal" && (node.value === null || node.value === ""))
  );
}

/** Follows a value to its declaration, through names, properties and patterns. */
function pathOf(expression: Node, depth = 0): Path | undefined {
  const node = unwrap(expression);
  if (depth > 8) return undefined;
  if (node.type === "MemberExpression") {
    const owner = pathOf(node.object, depth + 1);
    const key = keyOf(node);
    return owner === undefined || key === undefined ? undefined : { ...owner, keys: [...owner.keys, key] };
  }
  if (node.type === "CallExpression") {
    // `String(message)` and `message.toString()` are the message.
    const callee = unwrap(node.callee);
    if (isGlobal(callee, "String") && node.arguments[0] !== undefined)
      return pathOf(node.arguments[0], depth + 1);
    return callee.type === "MemberExpression" &&
      NEUTRAL.has(keyOf(callee) ?? "") &&
      !isGlobal(callee.object, "JSON")
      ? pathOf(callee.object, depth + 1)
      : undefined;
  }
  if (node.type !== "Identifier") return undefined;
  const binding = bindingAt(node, node.name);
  if (binding === undefined) return undefined;
  const keys = binding.path ?? [];
  if (binding.kind === "parameter") {
    const fn = functionAround(binding.id);
    const parameter =
      fn === undefined
        ? undefined
        : parametersOf(fn).find(({ start, end }) => start <= binding.id.start && binding.id.end <= end);
    return parameter === undefined ? undefined : { root: parameter, keys };
  }
  const { declaration } = binding;
  const inner =
    declaration.type === "VariableDeclarator" && declaration.init !== null
      ? pathOf(declaration.init, depth + 1)
      : undefined;
  return inner === undefined ? { root: declaration, keys } : { ...inner, keys: [...inner.keys, ...keys] };
}
