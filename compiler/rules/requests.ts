// Finds the values that come from a `Request`.
import type { Node } from "oxc-parser";
import { type Origin, originsOf, parametersOf } from "../syntax/origins.ts";
import { annotationOf, type HandlerRoles } from "../syntax/roles.ts";
import type { FunctionNode } from "../syntax/tree.ts";
import { isExact } from "./exact.ts";
import { isOwnName } from "./own-types.ts";
import { decides, isGlobal } from "./questions.ts";

/** Whether a value is what these keys lead to in a request. */
export function isOfRequest(value: Node, path: readonly string[], handlers: HandlerRoles): boolean {
  if (!isExact(value)) return false;
  return originsOf(value).some(
    (each) => isRequest(each, handlers) && each.path.join("\0") === path.join("\0"),
  );
}

/** Whether a parameter is the request of `upgrade` or `guard`, by its handler, by its type or by its function's type. */
function isRequest({ fn, index }: Origin, handlers: HandlerRoles): boolean {
  if (index === 0 && handlers.get(fn)?.some(decides) === true) return true;
  if (index === 0 && isFallback(fn)) return true;
  const parameter = parametersOf(fn)[index];
  const type = parameter === undefined ? undefined : annotationOf(parameter);
  return type?.type === "TSTypeReference" && isGlobal(type.typeName, "Request");
}

/** `const pages: FallbackHandler = (req) => …` */
function isFallback({ parent }: FunctionNode): boolean {
  const type = parent?.type === "VariableDeclarator" ? annotationOf(parent.id) : undefined;
  return type?.type === "TSTypeReference" && isOwnName(type.typeName, "FallbackHandler");
}
