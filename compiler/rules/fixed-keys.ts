// Finds out whether a collection can only have a few keys.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import { importedDeclarations, type Modules } from "../syntax/exports.ts";
import { indexOf } from "../syntax/indexed.ts";
import { type Binding, bindingAt, bindingsAt } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { isFunction, programOf, returnsOf, unwrap } from "../syntax/tree.ts";
import { writtenValue } from "../syntax/written.ts";
import type { Collection } from "./collections.ts";
import { COMPARISONS } from "./refusals.ts";

/** Methods of a list that find a place which it has already. */
const FINDS: ReadonlySet<string> = new Set(["findIndex", "findLastIndex", "indexOf", "lastIndexOf"]);

/** Whether a key is one of a few, so that each value takes the place of one before. */
export function isFixed(modules: Modules, key: Node, seen: Set<Node> = new Set()): boolean {
  if (seen.has(key)) return true;
  seen.add(key);
  const isToo = (next: Node): boolean => isFixed(modules, next, seen);
  const node = writtenValue(modules, sourceOf(key), key)?.node ?? unwrap(key);
  switch (node.type) {
    case "Literal":
      return true;
    case "TemplateLiteral":
      return node.expressions.every(isToo);
    case "ConditionalExpression":
      return isToo(node.consequent) && isToo(node.alternate);
    case "BinaryExpression":
      return COMPARISONS.has(node.operator) || isStart(node);
    case "UnaryExpression":
      return node.operator === "!";
    case "Identifier": {
      const binding = bindingAt(node, node.name);
      return binding !== undefined && getsFew(node, binding, isToo);
    }
    case "MemberExpression":
      return startsAgain(node, keyName(node));
    case "CallExpression":
      return isOfFunction(modules, node, isToo);
    default:
      return false;
  }
}

/** Whether a call returns one of a few values. */
function isOfFunction(
  modules: Modules,
  call: Extract<Node, { type: "CallExpression" }>,
  isToo: (next: Node) => boolean,
): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression" && FINDS.has(keyOf(callee) ?? "")) return true;
  const called = writtenValue(modules, sourceOf(call), callee)?.node;
  const returns = isFunction(called) ? returnsOf(called) : [];
  return returns.length > 0 && returns.every(isToo);
}

/** Whether a variable only gets a few values, or starts again: `at = (at + 1) % 10`, `if (at === 10) at = 0`. */
function getsFew(at: Node, { declaration, id, name }: Binding, isToo: (next: Node) => boolean): boolean {
  if (declaration.type !== "VariableDeclarator") return false;
  const assigned = indexOf(programOf(at))
    .of("AssignmentExpression")
    .filter(
      ({ left }) => left.type === "Identifier" && left.name === name && bindingAt(left, name)?.id === id,
    );
  const rights = assigned.map(({ right }) => right);
  if (rights.some(isStart)) return true;
  const all = declaration.init === null ? rights : [declaration.init, ...rights];
  const isCounted =
    assigned.some(({ operator }) => operator !== "=") ||
    indexOf(programOf(at))
      .of("UpdateExpression")
      .some(
        ({ argument }) => argument.type === "Identifier" && bindingAt(argument, argument.name)?.id === id,
      );
  return !isCounted && all.every(isToo);
}

/** Whether the file of a property sets it to a remainder or to 0. */
function startsAgain(at: Node, name: string | undefined): boolean {
  return indexOf(programOf(at))
    .of("AssignmentExpression")
    .some(({ left, right }) => {
      const target = unwrap(left);
      return target.type === "MemberExpression" && keyName(target) === name && isStart(right);
    });
}

function keyName({ property }: Extract<Node, { type: "MemberExpression" }>): string | undefined {
  return property.type === "Identifier" || property.type === "PrivateIdentifier" ? property.name : undefined;
}

/** Whether a value is a remainder or 0, to which a counter is set. */
function isStart(value: Node): boolean {
  const node = unwrap(value);
  if (node.type === "BinaryExpression") return node.operator === "%" || node.operator === "&";
  return node.type === "Literal" && node.value === 0;
}

/** Whether the type of a collection allows a few keys alone: `Map<"white" | "black", Socket>`, `{ white: null, black: null }`. */
export function hasFixedKeys(modules: Modules, { made, declared }: Collection): boolean {
  const node = unwrap(made);
  if (node.type === "NewExpression" && node.typeArguments)
    return isFew(modules, node.typeArguments.params[0]);
  const { parent } = declared;
  const annotation =
    declared.type === "Identifier" && declared.typeAnnotation
      ? declared.typeAnnotation.typeAnnotation
      : parent?.type === "PropertyDefinition"
        ? parent.typeAnnotation?.typeAnnotation
        : castOf(made);
  if (annotation === undefined) return node.type === "ObjectExpression" && node.properties.length > 0;
  return isFewKeys(modules, annotation);
}

/** The type that a value is cast to. */
function castOf(made: Node): Node | undefined {
  return made.type === "TSAsExpression" || made.type === "TSSatisfiesExpression"
    ? made.typeAnnotation
    : undefined;
}

/** Whether a type of an object, a list or a map has a few keys. */
function isFewKeys(modules: Modules, type: Node, seen: Set<Node> = new Set()): boolean {
  if (seen.has(type)) return true;
  seen.add(type);
  switch (type.type) {
    case "TSMappedType":
    case "TSTupleType":
      return true;
    case "TSTypeLiteral":
      return type.members.every((each) => each.type !== "TSIndexSignature");
    case "TSInterfaceDeclaration":
      return type.body.body.every((each) => each.type !== "TSIndexSignature");
    case "TSTypeAliasDeclaration":
      return isFewKeys(modules, type.typeAnnotation, seen);
    case "TSTypeReference": {
      const [first] = type.typeArguments?.params ?? [];
      const name = type.typeName.type === "Identifier" ? type.typeName.name : "";
      if (first !== undefined && ["Partial", "Required", "Readonly"].includes(name))
        return isFewKeys(modules, first, seen);
      if (first !== undefined)
        return ["Map", "Record", "ReadonlyMap"].includes(name) && isFew(modules, first);
      return declarationsOf(modules, type).some((each) => isFewKeys(modules, each, seen));
    }
    default:
      return false;
  }
}

/** Whether a type has a few values: literals, an enum, the keys of a type. A name that is not found may be anything. */
function isFew(modules: Modules, type: Node | undefined, seen: Set<Node> = new Set()): boolean {
  if (type !== undefined && seen.has(type)) return true;
  if (type !== undefined) seen.add(type);
  switch (type?.type) {
    case "TSLiteralType":
    case "TSBooleanKeyword":
    case "TSIndexedAccessType":
    case "TSEnumDeclaration":
      return true;
    case "TSTypeOperator":
      return type.operator === "keyof";
    case "TSUnionType":
      return type.types.every((each) => isFew(modules, each, seen));
    case "TSTypeAliasDeclaration":
      return isFew(modules, type.typeAnnotation, seen);
    case "TSTypeReference":
      return declarationsOf(modules, type).some((each) => isFew(modules, each, seen));
    default:
      return false;
  }
}

function declarationsOf(modules: Modules, type: Extract<Node, { type: "TSTypeReference" }>): readonly Node[] {
  const { typeName } = type;
  if (typeName.type !== "Identifier") return [];
  return bindingsAt(type, typeName.name).flatMap((binding) =>
    binding.kind === "import"
      ? importedDeclarations(modules, sourceOf(type), binding)
      : [binding.declaration],
  );
}
