// Finds the collections that live as long as a module.
import type { Node } from "oxc-parser";
import { meaningOfLocal, type Modules } from "../syntax/exports.ts";
import { indexOf } from "../syntax/indexed.ts";
import { callsOf, parametersOf } from "../syntax/origins.ts";
import { classOf } from "../syntax/reach.ts";
import { bindingAt } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { functionAround, isFunction, unwrap } from "../syntax/tree.ts";
import { writtenValue } from "../syntax/written.ts";
import { isGlobal } from "./questions.ts";

/** A `Map`, a `Set`, an array or an object that lives as long as its module. */
export interface Collection {
  readonly name: string;
  /** Where its variable or its property is declared. */
  readonly declared: Node;
  /** The expression that makes it. */
  readonly made: Node;
}

/** The most names, members and calls that are followed. */
const MOST = 100;

/** The collections that a value may be, or be in: `rooms` of `rooms.get(id)`, `clients` of `hub.clients`. */
export function collectionsOf(
  modules: Modules,
  value: Node,
  seen: Set<Node> = new Set(),
): readonly Collection[] {
  const node = unwrap(value);
  if (seen.has(node) || seen.size > MOST) return [];
  seen.add(node);
  const follow = (next: Node | null | undefined): readonly Collection[] =>
    next === null || next === undefined ? [] : collectionsOf(modules, next, seen);
  switch (node.type) {
    case "MemberExpression": {
      const own = propertyOf(modules, node);
      return own === undefined ? follow(node.object).filter((owner) => isEntry(node, owner)) : [own];
    }
    case "CallExpression":
      return unwrap(node.callee).type === "MemberExpression" ? follow(node.callee) : [];
    case "LogicalExpression":
      return [...follow(node.left), ...follow(node.right)];
    case "Identifier":
      return ofName(modules, node, follow);
    default:
      return [];
  }
}

/** The collection that a name or a property stands for itself, and not one that its value is in. */
export function collectionItself(modules: Modules, value: Node): readonly Collection[] {
  const node = unwrap(value);
  if (node.type === "MemberExpression") return [propertyOf(modules, node) ?? []].flat();
  return node.type === "Identifier" ? ofName(modules, node, () => []) : [];
}

/** Whether a value is a parameter of a function that other files may call, with a collection of theirs. */
export function isGiven(value: Node): boolean {
  const node = unwrap(value);
  return node.type === "Identifier" && bindingAt(node, node.name)?.kind === "parameter";
}

function ofName(
  modules: Modules,
  name: Extract<Node, { type: "Identifier" }>,
  follow: (next: Node | null | undefined) => readonly Collection[],
): readonly Collection[] {
  const binding = bindingAt(name, name.name);
  if (binding === undefined) return [];
  if (binding.kind === "parameter") {
    const fn = functionAround(binding.id);
    // A part of a pattern is not a parameter, so it has no argument.
    const at = fn === undefined ? -1 : parametersOf(fn).indexOf(binding.id);
    return fn === undefined ? [] : callsOf(fn).flatMap((call) => follow(call.arguments[at]));
  }
  const meaning =
    binding.kind === "import"
      ? meaningOfLocal(modules, sourceOf(name), name.name, name)
      : ({ kind: "binding", binding } as const);
  const declaration = meaning.kind === "binding" ? meaning.binding.declaration : undefined;
  if (declaration?.type !== "VariableDeclarator" || declaration.id.type !== "Identifier") return [];
  if (functionAround(declaration) === undefined)
    return declaration.init !== null && isCollection(declaration.init)
      ? [{ name: declaration.id.name, declared: declaration.id, made: declaration.init }]
      : [];
  const loop = declaration.parent?.parent;
  return follow(loop?.type === "ForOfStatement" ? loop.right : declaration.init);
}

/** Whether a member of a collection is a method or an entry; the named properties of an object are neither. */
function isEntry({ computed }: Extract<Node, { type: "MemberExpression" }>, { made }: Collection): boolean {
  return computed || unwrap(made).type !== "ObjectExpression";
}

/** A property that is a collection: of an object or an instance that a module has, or of `this` in the class of such an instance. */
function propertyOf(
  modules: Modules,
  node: Extract<Node, { type: "MemberExpression" }>,
): Collection | undefined {
  const made = node.object.type === "ThisExpression" ? fieldOfThis(modules, node) : fieldOf(modules, node);
  if (made === undefined || !isCollection(made)) return undefined;
  let property = made.parent;
  while (property && unwrap(property) === unwrap(made)) property = property.parent;
  if (property?.type !== "Property" && property?.type !== "PropertyDefinition") return undefined;
  const { key } = property;
  return key.type === "Identifier" || key.type === "PrivateIdentifier"
    ? { name: key.type === "PrivateIdentifier" ? `#${key.name}` : key.name, declared: key, made }
    : undefined;
}

function fieldOf(modules: Modules, node: Extract<Node, { type: "MemberExpression" }>): Node | undefined {
  let root: Node = unwrap(node.object);
  while (root.type === "MemberExpression") root = unwrap(root.object);
  if (root.type !== "Identifier") return undefined;
  const binding = bindingAt(root, root.name);
  if (binding === undefined || functionAround(binding.declaration) !== undefined) return undefined;
  return writtenValue(modules, sourceOf(node), node)?.node;
}

function fieldOfThis(
  modules: Modules,
  { object, property, computed }: Extract<Node, { type: "MemberExpression" }>,
): Node | undefined {
  if (computed) return undefined;
  let around: Node | null | undefined = object.parent;
  while (around && around.type !== "ClassBody") around = around.parent;
  const field = around?.body.find(
    (each) =>
      each.type === "PropertyDefinition" &&
      each.key.type === property.type &&
      each.key.name === property.name,
  );
  if (field?.type !== "PropertyDefinition" || !around) return undefined;
  const owner = around.parent;
  const isShared = (made: Extract<Node, { type: "NewExpression" }>): boolean =>
    functionAround(made) === undefined && classOf(modules, made) === owner;
  const isKept = field.static || indexOf(sourceOf(field).program).of("NewExpression").some(isShared);
  return isKept ? (field.value ?? undefined) : undefined;
}

/** Whether an expression makes a collection. A `WeakMap` and a `WeakSet` keep nothing. */
export function isCollection(value: Node): boolean {
  const node = unwrap(value);
  switch (node.type) {
    case "NewExpression":
      return ["Map", "Set", "Array"].some((each) => isGlobal(node.callee, each));
    case "ArrayExpression":
      return true;
    case "ObjectExpression":
      // An object with methods is not a table.
      return node.properties.every((each) => each.type === "Property" && !isFunction(unwrap(each.value)));
    default:
      return false;
  }
}
