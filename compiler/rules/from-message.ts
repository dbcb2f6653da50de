// Follows a value back to the message of a client: through `JSON.parse`, names, properties, patterns and functions of the file that only parse.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import { callsOf, calledFunction, parametersOf } from "../syntax/origins.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import { bindingAt } from "../syntax/scope.ts";
import { indexOf } from "../syntax/indexed.ts";
import { type FunctionNode, functionAround, programOf, returnsOf, unwrap, within } from "../syntax/tree.ts";
import { isChecked } from "./checked.ts";
import { isGlobal } from "./questions.ts";

/** The most names and calls that are followed, one to the next. */
const DEEPEST = 12;

/** Methods whose result is still what the client has written. */
const KEEPING: ReadonlySet<string> = new Set(
  "toString trim slice substring split toLowerCase at decode pop shift".split(" "),
);

/** Syntax that may treat one message differently from another. */
const DECIDING = [
  "BinaryExpression",
  "ConditionalExpression",
  "DoWhileStatement",
  "ForInStatement",
  "ForOfStatement",
  "ForStatement",
  "IfStatement",
  "SwitchStatement",
  "ThrowStatement",
  "WhileStatement",
] as const;

/** Whether a value is a message, or a part of one, as the client has written it. */
export function isFromMessage(expression: Node, handlers: HandlerRoles, depth = 0): boolean {
  const node = unwrap(expression);
  if (depth > DEEPEST) return false;
  const follow = (next: Node | undefined): boolean =>
    next !== undefined && isFromMessage(next, handlers, depth + 1);
  switch (node.type) {
    case "Identifier":
      return valuesOfName(node, handlers).some((each) => each === "message" || follow(each));
    case "MemberExpression":
      return follow(node.object);
    case "AwaitExpression":
      return follow(node.argument);
    case "ConditionalExpression":
      return [node.consequent, node.alternate].some((each) => !isChecked(each) && follow(each));
    case "LogicalExpression":
      return [node.left, node.right].some((each) => !isChecked(each) && follow(each));
    case "AssignmentExpression":
      return node.operator === "=" && follow(node.right);
    case "TemplateLiteral":
      return node.quasis.every(({ value }) => value.raw === "") && follow(node.expressions[0]);
    case "CallExpression": {
      const callee = unwrap(node.callee);
      if (callee.type === "MemberExpression") {
        const key = keyOf(callee) ?? "";
        if (isGlobal(callee.object, "JSON") && key === "parse") return follow(node.arguments[0]);
        return KEEPING.has(key) && follow(key === "decode" ? node.arguments[0] : callee.object);
      }
      if (isGlobal(callee, "String")) return follow(node.arguments[0]);
      const called = calledFunction(node);
      return called !== undefined && onlyParses(called) && returnsOf(called).some(follow);
    }
    default:
      return false;
  }
}

/** Whether a function returns what it gets, in parts, and whatever it is: it has no condition, and calls nothing that may check. */
function onlyParses(fn: FunctionNode): boolean {
  return (
    within(fn, DECIDING).length === 0 &&
    within(fn, ["LogicalExpression"]).every(({ operator }) => operator === "??") &&
    within(fn, ["CallExpression"]).every((call) => {
      const callee = unwrap(call.callee);
      if (callee.type !== "MemberExpression") return isGlobal(callee, "String");
      const key = keyOf(callee) ?? "";
      return KEEPING.has(key) || (key === "parse" && isGlobal(callee.object, "JSON"));
    })
  );
}

/** The values that a name can have, or "message" if it is the parameter of `onMessage`, or a part of that. */
function valuesOfName(
  name: Extract<Node, { type: "Identifier" }>,
  handlers: HandlerRoles,
): readonly (Node | "message")[] {
  const binding = bindingAt(name, name.name);
  if (binding === undefined) return [];
  if (binding.kind === "parameter") {
    const fn = functionAround(binding.id);
    if (fn === undefined) return [];
    const index = parametersOf(fn).findIndex(
      ({ start, end }) => start <= binding.id.start && binding.id.end <= end,
    );
    if (handlers.get(fn)?.includes("onMessage")) return index === 1 ? ["message"] : [];
    return callsOf(fn).flatMap((call) => call.arguments[index] ?? []);
  }
  if (binding.declaration.type !== "VariableDeclarator") return [];
  const assigned = indexOf(programOf(name))
    .of("AssignmentExpression")
    .filter(({ left }) => left.type === "Identifier" && bindingAt(left, left.name)?.id === binding.id)
    .map(({ right }) => right);
  return [...(binding.declaration.init === null ? [] : [binding.declaration.init]), ...assigned];
}
