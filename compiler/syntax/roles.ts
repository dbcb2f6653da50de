// Finds which parameters are sockets, contexts or requests: by the handler, by their type, or by their function's type.
import type { Node } from "oxc-parser";
import { type FunctionName, type HandlerName, SIGNATURES } from "../../runtime/facts.ts";
import { HANDLERS, type RouteFacts } from "../model.ts";
import { functionsOf } from "./export-facts.ts";
import { meaningOf, type Modules } from "./exports.ts";
import { functionOf } from "./forms.ts";
import { type Origin, parametersOf } from "./origins.ts";
import { bindingsAt } from "./scope.ts";
import { typeNameOf } from "./signatures.ts";
import type { FunctionNode } from "./tree.ts";

/** The roles of parameters that rules ask about. */
export type Role = "socket" | "context";

/** The role of a parameter, by the name of its type. */
export const ROLES: ReadonlyMap<string, Role> = new Map([
  ["ServerWebSocket", "socket"],
  ["WebSocketContext", "context"],
  ["UpgradeContext", "context"],
  ["GuardContext", "context"],
]);

/** The functions of handlers; one function can be several handlers. */
export type HandlerRoles = ReadonlyMap<FunctionNode, readonly FunctionName[]>;

/** The handlers of a route whose code is in the project, and not in a package. */
export function handlerFunctions(
  modules: Modules,
  { route, names }: Pick<RouteFacts, "route" | "names">,
): HandlerRoles {
  const source = modules.sources.get(route.file);
  const handlers = new Map<FunctionNode, readonly FunctionName[]>();
  for (const handler of functionsOf(route)) {
    if (source === undefined || source.failure !== null || !names.includes(handler)) continue;
    const fn = functionOf(modules, meaningOf(modules, source, handler));
    if (fn === undefined || fn.source.file.includes("node_modules/")) continue;
    handlers.set(fn.node, [...(handlers.get(fn.node) ?? []), handler]);
  }
  return handlers;
}

/** Whether the parameter at an origin's root plays a role. */
export function hasRole({ fn, index }: Origin, role: Role, handlers: HandlerRoles): boolean {
  const known = handlers.get(fn) ?? handlerByType(fn);
  if (known.length > 0) return known.some((handler) => roleIn(handler, index) === role);
  const parameter = parametersOf(fn)[index];
  const name = parameter === undefined ? undefined : typeName(annotationOf(parameter));
  return name !== undefined && ROLES.get(name) === role;
}

/** The role of a parameter of a handler, by the name of its type. */
function roleIn(handler: FunctionName, index: number): Role | undefined {
  const [name = ""] = Object.values(SIGNATURES[handler])[index]?.split("<") ?? [];
  return ROLES.get(name);
}

/** `const end: OnMessage = (ws) => …`, and the same with `satisfies`. */
function handlerByType(fn: FunctionNode): readonly HandlerName[] {
  const { parent } = fn;
  const type =
    parent?.type === "VariableDeclarator"
      ? annotationOf(parent.id)
      : parent?.type === "TSSatisfiesExpression" || parent?.type === "TSAsExpression"
        ? parent.typeAnnotation
        : undefined;
  const name = typeName(type);
  return HANDLERS.filter((handler) => name === typeNameOf(handler));
}

/** The type that a parameter or variable is declared with. */
export function annotationOf(target: Node): Node | undefined {
  if (target.type === "AssignmentPattern") return annotationOf(target.left);
  if (target.type === "TSParameterProperty") return annotationOf(target.parameter);
  if (target.type !== "Identifier" && target.type !== "ObjectPattern" && target.type !== "ArrayPattern")
    return undefined;
  return target.typeAnnotation?.typeAnnotation;
}

/** The name of a type, as the module that declares it calls it; aliases of the file are followed. */
function typeName(type: Node | undefined, depth = 0): string | undefined {
  if (type?.type === "TSIndexedAccessType") return memberOfRoute(type, depth);
  if (type?.type !== "TSTypeReference" || depth > 8) return undefined;
  const { typeName: name } = type;
  if (name.type === "TSQualifiedName") return name.right.name;
  if (name.type !== "Identifier") return undefined;
  for (const { declaration, id } of bindingsAt(type, name.name)) {
    if (declaration.type === "TSTypeAliasDeclaration") return typeName(declaration.typeAnnotation, depth + 1);
    if (declaration.type !== "ImportDeclaration") continue;
    const specifier = declaration.specifiers.find(({ local }) => local === id);
    if (specifier?.type === "ImportSpecifier" && specifier.imported.type === "Identifier")
      return specifier.imported.name;
  }
  return name.name;
}

/** The type that `Route["OnOpen"]` stands for, if `Route` is a `RouteOf`. */
function memberOfRoute(
  { objectType, indexType }: Extract<Node, { type: "TSIndexedAccessType" }>,
  depth: number,
): string | undefined {
  if (indexType.type !== "TSLiteralType" || indexType.literal.type !== "Literal") return undefined;
  if (typeName(objectType, depth + 1) !== "RouteOf") return undefined;
  const { value } = indexType.literal;
  if (value === "Socket") return "ServerWebSocket";
  return value === "Context" ? "WebSocketContext" : typeof value === "string" ? value : undefined;
}

/** Whether TypeScript knows the type of a parameter's content: the type is written out, or has type arguments. */
export function isTyped(parameter: Node): boolean {
  const type = annotationOf(parameter);
  if (type === undefined || type.type === "TSAnyKeyword" || type.type === "TSUnknownKeyword") return false;
  return type.type !== "TSTypeReference" || type.typeArguments !== null;
}
