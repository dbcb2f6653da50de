// Says whether a function gives a promise: by its `async`, by its declared result, by its declared type.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import { importedDeclarations, type Modules, namespaceMember } from "../syntax/exports.ts";
import { type Written, writtenAs, writtenValue } from "../syntax/forms.ts";
import { annotationOf } from "../syntax/roles.ts";
import { bindingAt, bindingsAt, keyText } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { isFunction, unwrap } from "../syntax/tree.ts";

/** How many names of types are followed. */
const DEEPEST = 8;

/** Whether calling an expression gives a promise. */
export function isAsynchronous(modules: Modules, callee: Node): boolean {
  const called = unwrap(callee);
  const written = writtenValue(modules, sourceOf(called), called)?.node ?? memberOf(modules, called)?.node;
  if (isFunction(written)) return written.async || isPromise(modules, written.returnType?.typeAnnotation);
  if (called.type === "Identifier") return returnsPromise(modules, declaredType(called, called.name));
  if (called.type !== "MemberExpression") return false;
  const key = keyOf(called);
  const owner = unwrap(called.object);
  if (key === undefined || owner.type !== "Identifier") return false;
  return returnsPromise(modules, memberType(modules, declaredType(owner, owner.name), key));
}

/** The type that a variable or parameter is declared with. */
function declaredType(at: Node, name: string): Node | undefined {
  const binding = bindingAt(at, name);
  return binding?.id.type === "Identifier" ? annotationOf(binding.id) : undefined;
}

/** A method of an instance of a class, or an export of a module that is imported as a namespace. */
function memberOf(modules: Modules, called: Node): Written | undefined {
  if (called.type !== "MemberExpression") return undefined;
  const key = keyOf(called);
  if (key === undefined) return undefined;
  const owner = unwrap(called.object);
  if (owner.type === "Identifier") {
    const meaning = namespaceMember(modules, sourceOf(owner), owner, key);
    if (meaning !== undefined) return writtenAs(modules, meaning);
  }
  const value = writtenValue(modules, sourceOf(owner), owner);
  const made =
    value?.node.type === "NewExpression" ? writtenValue(modules, value.source, value.node.callee) : value;
  if (made?.node.type !== "ClassDeclaration" && made?.node.type !== "ClassExpression") return undefined;
  for (const member of made.node.body.body) {
    if (member.type !== "MethodDefinition" && member.type !== "PropertyDefinition") continue;
    if (keyText(member.key, member.computed) === key && member.value !== null)
      return { source: made.source, node: unwrap(member.value) };
  }
  return undefined;
}

/** Whether a function's type has a promise as its result. */
function returnsPromise(modules: Modules, type: Node | undefined, depth = 0): boolean {
  if (type === undefined || depth > DEEPEST) return false;
  switch (type.type) {
    case "TSFunctionType":
      return isPromise(modules, type.returnType.typeAnnotation);
    case "TSMethodSignature":
    case "TSCallSignatureDeclaration":
      return isPromise(modules, type.returnType?.typeAnnotation);
    case "TSPropertySignature":
      return returnsPromise(modules, type.typeAnnotation?.typeAnnotation, depth + 1);
    case "TSTypeLiteral":
      return type.members.some(
        (each) => each.type === "TSCallSignatureDeclaration" && returnsPromise(modules, each),
      );
    case "TSInterfaceDeclaration":
      return type.body.body.some(
        (each) => each.type === "TSCallSignatureDeclaration" && returnsPromise(modules, each),
      );
    case "TSTypeAliasDeclaration":
      return returnsPromise(modules, type.typeAnnotation, depth + 1);
    case "TSTypeReference":
      return namedTypes(modules, type).some((each) => returnsPromise(modules, each, depth + 1));
    default:
      return false;
  }
}

/** A member's type in an interface or an object type. */
function memberType(modules: Modules, type: Node | undefined, key: string, depth = 0): Node | undefined {
  if (type === undefined || depth > DEEPEST) return undefined;
  if (type.type === "TSTypeReference")
    return namedTypes(modules, type).flatMap((each) => memberType(modules, each, key, depth + 1) ?? [])[0];
  if (type.type === "TSTypeAliasDeclaration") return memberType(modules, type.typeAnnotation, key, depth + 1);
  const members =
    type.type === "TSInterfaceDeclaration"
      ? type.body.body
      : type.type === "TSTypeLiteral"
        ? type.members
        : [];
  return members.find(
    (each) =>
      (each.type === "TSMethodSignature" || each.type === "TSPropertySignature") &&
      keyText(each.key, each.computed) === key,
  );
}

function isPromise(modules: Modules, type: Node | undefined, depth = 0): boolean {
  if (type?.type !== "TSTypeReference" || type.typeName.type !== "Identifier" || depth > DEEPEST)
    return false;
  if (/^Promise(?:Like)?$/.test(type.typeName.name)) return true;
  return namedTypes(modules, type).some(
    (each) => each.type === "TSTypeAliasDeclaration" && isPromise(modules, each.typeAnnotation, depth + 1),
  );
}

/** The declarations of a type's name, in its own file or in the one that it is imported from. */
function namedTypes(
  modules: Modules,
  reference: Extract<Node, { type: "TSTypeReference" }>,
): readonly Node[] {
  const { typeName } = reference;
  if (typeName.type !== "Identifier") return [];
  return bindingsAt(reference, typeName.name).flatMap((binding) => {
    if (binding.kind !== "import") return [binding.declaration];
    return importedDeclarations(modules, sourceOf(reference), binding);
  });
}
