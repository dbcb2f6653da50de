// Finds the type that a value is declared with: by annotations, and by the types and interfaces of the file.
import type { Node } from "oxc-parser";
import { keyOf, property } from "../syntax/constants.ts";
import type { Modules } from "../syntax/exports.ts";
import { parametersOf } from "../syntax/origins.ts";
import { annotationOf } from "../syntax/roles.ts";
import { type Binding, bindingAt, bindingsAt, keyText } from "../syntax/scope.ts";
import { SOCKET_HANDLERS, typeNameOf } from "../syntax/signatures.ts";
import { functionAround, isFunction } from "../syntax/tree.ts";
import { hasDefault } from "./exact.ts";
import { isOwnName } from "./own-types.ts";
import { isGlobal } from "./questions.ts";
import { resultsOf } from "./results.ts";

/** A type as it is written, or expressions whose types TypeScript infers. */
export type DeclaredAs = { readonly type: Node } | { readonly values: readonly Node[] };

/** The types of a socket, and of what gets one, whose first argument is the type of its data. */
const WITH_DATA = ["ServerWebSocket", ...SOCKET_HANDLERS.map(typeNameOf)];

/** The most names, properties and types that are followed, one to the next. */
const DEEPEST = 12;

/** What a name or a property is declared as; `undefined` if the file does not show it. */
export function declaredOf(modules: Modules, node: Node, depth = 0): DeclaredAs | undefined {
  if (depth > DEEPEST) return undefined;
  if (node.type === "TSNonNullExpression" || node.type === "ChainExpression")
    return declaredOf(modules, node.expression, depth + 1);
  if (node.type === "MemberExpression") {
    const key = keyOf(node);
    const owner = key === undefined ? undefined : declaredOf(modules, node.object, depth + 1);
    return owner === undefined || key === undefined ? undefined : memberOf(modules, owner, key, depth + 1);
  }
  if (node.type !== "Identifier") return undefined;
  const binding = bindingAt(node, node.name);
  if (binding === undefined || binding.path === null) return undefined;
  if (binding.path.length > 0 && hasDefault(binding)) return undefined;
  return binding.path.reduce<DeclaredAs | undefined>(
    (owner, key) => (owner === undefined ? undefined : memberOf(modules, owner, key, depth + 1)),
    declaredAt(modules, binding, depth),
  );
}

/** What the whole pattern is declared as that has a name. */
function declaredAt(modules: Modules, binding: Binding, depth: number): DeclaredAs | undefined {
  const { kind, id, declaration } = binding;
  if (declaration.type === "VariableDeclarator") {
    const type = annotationOf(declaration.id);
    if (type !== undefined) return typed(modules, type);
    return declaration.init === null ? undefined : declaredOf(modules, declaration.init, depth + 1);
  }
  const fn = kind === "parameter" ? functionAround(id) : undefined;
  if (fn === undefined) return undefined;
  const parameters = parametersOf(fn);
  const index = parameters.findIndex(({ start, end }) => start <= id.start && id.end <= end);
  const parameter = parameters[index];
  const own = parameter === undefined ? undefined : annotationOf(parameter);
  // The type of a handler stands for that of its socket.
  const type =
    own ?? (index === 0 && fn.parent?.type === "VariableDeclarator" ? annotationOf(fn.parent.id) : undefined);
  return type === undefined ? undefined : typed(modules, type);
}

/** A type, or what `upgrade` returns if the type stands for its data. */
function typed(modules: Modules, type: Node): DeclaredAs | undefined {
  const found = resolved(type);
  return found?.type === "TSTypeReference" && isOwnName(found.typeName, "UpgradeData")
    ? dataOf(modules, found.typeArguments?.params[0])
    : { type };
}

function memberOf(modules: Modules, owner: DeclaredAs, key: string, depth: number): DeclaredAs | undefined {
  return "type" in owner ? memberOfType(modules, owner.type, key, depth) : valuesOf(owner.values, key);
}

function memberOfType(modules: Modules, type: Node, key: string, depth: number): DeclaredAs | undefined {
  const found = depth > DEEPEST ? undefined : resolved(type);
  switch (found?.type) {
    case "TSTypeLiteral":
      return memberAmong(found.members, key);
    case "TSInterfaceDeclaration":
      return memberAmong(found.body.body, key);
    case "TSIntersectionType": {
      const members = found.types.flatMap((each) => memberOfType(modules, each, key, depth + 1) ?? []);
      return members.length === 1 ? members[0] : undefined;
    }
    case "TSTypeReference": {
      const [argument] = found.typeArguments?.params ?? [];
      if (argument === undefined) return undefined;
      if (key === "data" && WITH_DATA.some((name) => isOwnName(found.typeName, name)))
        return typed(modules, argument);
      return isGlobal(found.typeName, "Readonly")
        ? memberOfType(modules, argument, key, depth + 1)
        : undefined;
    }
    default:
      return undefined;
  }
}

function memberAmong(members: readonly Node[], key: string): DeclaredAs | undefined {
  const own = members.find(
    (each) => each.type === "TSPropertySignature" && keyText(each.key, each.computed) === key,
  );
  if (own?.type !== "TSPropertySignature" || own.typeAnnotation === null) return undefined;
  return { type: own.typeAnnotation.typeAnnotation };
}

/** A type without `null` and `undefined`, behind the aliases of the file; `undefined` if it depends on type arguments. */
export function resolved(type: Node, depth = 0): Node | undefined {
  if (depth > DEEPEST) return undefined;
  if (type.type === "TSParenthesizedType") return resolved(type.typeAnnotation, depth + 1);
  if (type.type === "TSUnionType") {
    const rest = type.types.filter(
      (each) => each.type !== "TSUndefinedKeyword" && each.type !== "TSNullKeyword",
    );
    return rest.length === 1 && rest[0] !== undefined ? resolved(rest[0], depth + 1) : undefined;
  }
  if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return type;
  const declared = bindingsAt(type, type.typeName.name);
  const [first] = declared;
  if (first === undefined || first.kind === "import") return type;
  const { declaration } = first;
  if (declared.length !== 1) return undefined;
  if (declaration.type === "TSInterfaceDeclaration")
    return declaration.typeParameters === null ? declaration : undefined;
  if (declaration.type !== "TSTypeAliasDeclaration" || declaration.typeParameters !== null) return undefined;
  return resolved(declaration.typeAnnotation, depth + 1);
}

/** What `upgrade` returns under `data`, if every result without it is a refusal. */
function dataOf(modules: Modules, upgrade: Node | undefined): DeclaredAs | undefined {
  const query = upgrade === undefined ? undefined : resolved(upgrade);
  if (query?.type !== "TSTypeQuery" || query.exprName.type !== "Identifier") return undefined;
  const fn = inferredAs(bindingAt(query, query.exprName.name)?.declaration);
  if (!isFunction(fn) || fn.returnType !== null) return undefined;
  const results = resultsOf(modules, fn).map(({ node }) => node);
  return valuesOf(
    results.filter(({ type: kind }) => kind !== "Literal" && kind !== "NewExpression"),
    "data",
  );
}

/** The value that TypeScript infers the type of a declared name from. */
function inferredAs(declaration: Node | undefined): Node | null | undefined {
  if (declaration?.type !== "VariableDeclarator") return declaration;
  const { id, init } = declaration;
  if (annotationOf(id) !== undefined) return undefined;
  return init?.type === "TSSatisfiesExpression" ? init.expression : init;
}

/** A property of object literals that all have it. */
function valuesOf(objects: readonly Node[], key: string): DeclaredAs | undefined {
  const values = objects.flatMap((each) =>
    each.type === "ObjectExpression" && each.properties.every(({ type }) => type === "Property")
      ? (property(each, key) ?? [])
      : [],
  );
  return values.length === objects.length ? { values } : undefined;
}
