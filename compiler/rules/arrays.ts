// Finds out whether a value is certainly an array.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { annotationOf } from "../syntax/roles.ts";
import { bindingAt } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { unwrap } from "../syntax/tree.ts";
import { writtenValue } from "../syntax/written.ts";
import { isGlobal } from "./questions.ts";

/** Methods that return an array. */
const MAKES_ARRAY = new Set([
  "map",
  "filter",
  "flatMap",
  "slice",
  "split",
  "concat",
  "toSorted",
  "keys",
  "values",
  "entries",
]);

/** Whether a value is certainly an array: written as one, declared as one, or made by a method that returns one. */
export function isArray(modules: Modules, value: Node): boolean {
  const named = unwrap(value);
  if (named.type === "Identifier" && isDeclaredArray(named)) return true;
  const node = writtenValue(modules, sourceOf(named), named)?.node ?? named;
  if (node.type === "ArrayExpression") return true;
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  if (callee?.type !== "MemberExpression") return false;
  const key = keyOf(callee) ?? "";
  if (isGlobal(callee.object, "Object")) return ["keys", "values", "entries"].includes(key);
  if (isGlobal(callee.object, "Array")) return ["from", "of"].includes(key);
  return key === "split" || (MAKES_ARRAY.has(key) && isArray(modules, callee.object));
}

function isDeclaredArray(name: Extract<Node, { type: "Identifier" }>): boolean {
  const id = bindingAt(name, name.name)?.id;
  const type = id === undefined ? undefined : annotationOf(id);
  if (type?.type === "TSArrayType" || type?.type === "TSTupleType") return true;
  if (type?.type === "TSTypeOperator") return type.operator === "readonly";
  if (type?.type !== "TSTypeReference") return false;
  return ["Array", "ReadonlyArray"].some((each) => isGlobal(type.typeName, each));
}
