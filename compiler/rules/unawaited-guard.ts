// BBX2034: `upgrade` asks the promise of an asynchronous function, which is never false, and not what it resolves with.
import type { Node } from "oxc-parser";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { declaredValue } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { calledFunction } from "../syntax/origins.ts";
import { placeOf } from "../syntax/source.ts";
import { type FunctionNode, unwrap, within } from "../syntax/tree.ts";
import { isAsynchronous } from "./asynchronous.ts";
import { type Call, handlerNamed, type RouteRule } from "./subject.ts";

export const unawaitedGuard: RouteRule = ({ modules, handlers }) => {
  const upgrade = handlerNamed(handlers, "upgrade");
  if (upgrade === undefined) return [];
  const asked = [...functionsFrom(upgrade)].flatMap((fn) => within(fn, CONDITIONAL).flatMap(conditionsOf));
  const calls = new Set(asked.flatMap((each) => promisedBy(modules, each) ?? []));
  return [...calls].map((call) => {
    const name = nameOf(call);
    return diagnostic(
      "BBX2034",
      placeOf(call),
      `\`${name}\` is asynchronous, and its promise is never false`,
      {
        hint: `Write \`await ${name}(…)\`, and make the function \`async\`.`,
      },
    );
  });
};

/** `upgrade`, and the functions of its file that it calls, however far. */
function functionsFrom(fn: FunctionNode, found: Set<FunctionNode> = new Set()): ReadonlySet<FunctionNode> {
  if (found.has(fn)) return found;
  found.add(fn);
  for (const call of within(fn, ["CallExpression"])) {
    const called = calledFunction(call);
    if (called !== undefined) functionsFrom(called, found);
  }
  return found;
}

const CONDITIONAL = [
  "UnaryExpression",
  "IfStatement",
  "ConditionalExpression",
  "WhileStatement",
  "LogicalExpression",
] as const;

/** What a node asks whether it is true. */
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
    default:
      return [];
  }
}

/** The call of an asynchronous function that a condition is, or that is the value of the constant which it is. */
function promisedBy(modules: Modules, condition: Node, depth = 0): Call | undefined {
  const node = unwrap(condition);
  if (node.type === "Identifier") {
    const value = depth > 8 ? undefined : declaredValue(node, node.name);
    return value === undefined ? undefined : promisedBy(modules, value, depth + 1);
  }
  return node.type === "CallExpression" && isAsynchronous(modules, node.callee) ? node : undefined;
}

function nameOf({ callee }: Call): string {
  const called = unwrap(callee);
  if (called.type === "Identifier") return called.name;
  if (called.type === "MemberExpression" && called.property.type === "Identifier")
    return called.property.name;
  return "the function";
}
