// Finds out whether a function returns a promise: by its `async`, by its declared result, by its declared type.
import type { Node } from "oxc-parser";
import { keyOf, pathOf } from "../syntax/constants.ts";
import { importedDeclarations, type Modules } from "../syntax/exports.ts";
import { writtenValue } from "../syntax/written.ts";
import { annotationOf } from "../syntax/roles.ts";
import { bindingAt, bindingsAt, keyText } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { isFunction, returnsOf, unwrap } from "../syntax/tree.ts";

/** The most names that are followed, one to the next: of functions, or of types. */
const DEEPEST = 8;

/** Whether an expression is a promise. */
export function isPromise(modules: Modules, expression: Node, depth = 0): boolean {
  const node = unwrap(expression);
  if (node.type === "NewExpression")
    return node.callee.type === "Identifier" && node.callee.name === "Promise";
  if (node.type !== "CallExpression") return false;
  const called = unwrap(node.callee);
  if (called.type === "MemberExpression") {
    const key = keyOf(called) ?? "";
    // Only promises have these methods, and they return promises again.
    if (["then", "catch", "finally"].includes(key)) return true;
    if (called.object.type === "Identifier" && called.object.name === "Promise")
      return key !== "withResolvers";
  }
  return isAsynchronous(modules, node.callee, depth);
}

/** Functions of Bun and the web that return a promise, and that guards call. */
const BUILT_IN = new Set([
  "fetch",
  "Bun.password.verify",
  "Bun.password.hash",
  ...["verify", "digest", "sign", "decrypt", "encrypt", "importKey"].map((name) => `crypto.subtle.${name}`),
]);

/** Whether a callee is one of them: nothing in the file declares its first name. */
function isBuiltIn(called: Node): boolean {
  const path = pathOf(called);
  const [first = ""] = path;
  if (path.length === 0 || bindingAt(called, first) !== undefined) return false;
  return BUILT_IN.has((first === "globalThis" ? path.slice(1) : path).join("."));
}

/** Whether calling an expression returns a promise. */
export function isAsynchronous(modules: Modules, callee: Node, depth = 0): boolean {
  const called = unwrap(callee);
  if (depth > DEEPEST) return false;
  if (isBuiltIn(called)) return true;
  const written = writtenValue(modules, sourceOf(called), called)?.node;
  if (isFunction(written)) {
    if (written.type !== "ArrowFunctionExpression" && written.generator) return false;
    if (written.async || isPromiseType(modules, written.returnType?.typeAnnotation)) return true;
    const returns = returnsOf(written);
    return returns.length > 0 && returns.every((each) => isPromise(modules, each, depth + 1));
  }
  if (called.type !== "MemberExpression") return returnsPromise(modules, declaredType(called));
  const key = keyOf(called);
  const owner = declaredType(unwrap(called.object));
  return key !== undefined && returnsPromise(modules, memberType(modules, owner, key));
}

/** The type that a variable or parameter is declared with. */
function declaredType(node: Node): Node | undefined {
  const binding = node.type === "Identifier" ? bindingAt(node, node.name) : undefined;
  return binding?.id.type === "Identifier" ? annotationOf(binding.id) : undefined;
}

/** Whether a function's type has a promise as its result. */
function returnsPromise(modules: Modules, type: Node | undefined, depth = 0): boolean {
  if (type === undefined || depth > DEEPEST) return false;
  switch (type.type) {
    case "TSFunctionType":
      return isPromiseType(modules, type.returnType.typeAnnotation);
    case "TSMethodSignature":
    case "TSCallSignatureDeclaration":
      return isPromiseType(modules, type.returnType?.typeAnnotation);
    case "TSPropertySignature":
      return returnsPromise(modules, type.typeAnnotation?.typeAnnotation, depth);
    case "TSTypeLiteral":
      return type.members.some(
        (each) => each.type === "TSCallSignatureDeclaration" && returnsPromise(modules, each),
      );
    case "TSInterfaceDeclaration":
      return type.body.body.some(
        (each) => each.type === "TSCallSignatureDeclaration" && returnsPromise(modules, each),
      );
    case "TSTypeAliasDeclaration":
      return returnsPromise(modules, type.typeAnnotation, depth);
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
  if (type.type === "TSTypeAliasDeclaration") return memberType(modules, type.typeAnnotation, key, depth);
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

function isPromiseType(modules: Modules, type: Node | undefined, depth = 0): boolean {
  if (type?.type !== "TSTypeReference" || type.typeName.type !== "Identifier" || depth > DEEPEST)
    return false;
  if (/^Promise(?:Like)?$/.test(type.typeName.name)) return true;
  return namedTypes(modules, type).some(
    (each) =>
      each.type === "TSTypeAliasDeclaration" && isPromiseType(modules, each.typeAnnotation, depth + 1),
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
