// Finds where the `upgrade` of each route, and each guard, can return something that refuses, which the inspector shows.
import type { Node } from "oxc-parser";
import type { PossibleRefusal } from "../../inspector/server/feed.ts";
import { RESULT_KEYS } from "../../runtime/facts.ts";
import { decidingHandler } from "./questions.ts";
import { isPromiseResolve, isUndefined, resultsOf } from "./results.ts";
import type { Modules } from "../syntax/exports.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import { bindingAt, keyText } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";

/**
 * Every place at which the `upgrade` of a route, or a guard, can return something that is not a `Response` and refuses;
 * `undefined` if its code is not known. Only the syntax is read, so a place is in the list unless it accepts for certain.
 */
export function refusalsOf(modules: Modules, handlers: HandlerRoles): readonly PossibleRefusal[] | undefined {
  const deciding = decidingHandler(handlers);
  if (deciding === undefined) return undefined;
  const found = resultsOf(modules, deciding).flatMap(({ node, at }) => {
    const value = refusingValue(node);
    return value === undefined ? [] : [{ place: placeText(at), value }];
  });
  return found.toSorted((a, b) => byPlace.compare(a.place, b.place));
}

const byPlace = new Intl.Collator("en", { numeric: true });

/** What a result can be that refuses; `undefined` if it accepts, or is a `Response`. */
function refusingValue(node: Node): PossibleRefusal["value"] | undefined {
  switch (node.type) {
    case "Literal":
      return node.value === true ? undefined : node.value === false ? "false" : "other";
    case "ObjectExpression":
      return node.properties.every(
        (each) =>
          each.type === "Property" && RESULT_KEYS.some((known) => known === keyText(each.key, each.computed)),
      )
        ? undefined
        : "other";
    case "NewExpression":
      return isResponse(node.callee) ? undefined : "other";
    case "CallExpression":
      // An empty `Promise.resolve()` is the only call that is a result although its function is known.
      if (isPromiseResolve(node)) return "other";
      return node.callee.type === "MemberExpression" && isResponse(node.callee.object) ? undefined : "any";
    case "UnaryExpression":
      return node.operator === "!" || node.operator === "delete" ? "false" : "other";
    case "BinaryExpression":
      return COMPARISONS.has(node.operator) ? "false" : "other";
    case "ArrayExpression":
    case "BlockStatement":
    case "ReturnStatement":
    case "TemplateLiteral":
      return "other";
    default:
      return isUndefined(node) ? "other" : "any";
  }
}

/** The operators whose result is a boolean, so that it accepts unless it is `false`. */
export const COMPARISONS: ReadonlySet<string> = new Set([
  "==",
  "!=",
  "===",
  "!==",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "instanceof",
]);

/** Whether a name is the global `Response`. */
function isResponse(node: Node): boolean {
  return node.type === "Identifier" && node.name === "Response" && bindingAt(node, "Response") === undefined;
}

/** A place as a stack writes it; a body stands for its end. */
function placeText(at: Node): string {
  const source = sourceOf(at);
  const range = at.type === "BlockStatement" ? { start: at.end - 1, end: at.end } : at;
  const { file, line, column } = source.placeOf(range);
  return `${file}:${line}:${column}`;
}
