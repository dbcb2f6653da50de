// Finds the collections that live as long as a module, what puts values into them, and what takes values out.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import { meaningOfLocal, type Modules } from "../syntax/exports.ts";
import { indexOf } from "../syntax/indexed.ts";
import { callsOf, parametersOf } from "../syntax/origins.ts";
import { classOf } from "../syntax/reach.ts";
import { bindingAt } from "../syntax/scope.ts";
import { type Source, sourceOf } from "../syntax/source.ts";
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

/** A place that puts a value into a collection, or takes one out. */
export interface Change {
  readonly node: Node;
  /** What is changed, as it is written: `rooms.get(id)`. */
  readonly target: Node;
  /** The key that is set or removed; `null` if the whole collection gets another value. */
  readonly keys: readonly Node[] | null;
}

/** A place that puts values into a collection. */
export interface Growth extends Change {
  readonly keys: readonly Node[];
  readonly values: readonly Node[];
}

const ADDS: ReadonlySet<string> = new Set(["add", "push", "unshift"]);
const SHRINKS: ReadonlySet<string> = new Set(["delete", "clear", "splice", "pop", "shift"]);

/** What puts values into collections, in the order of the text. */
export function growthsIn({ program }: Source): readonly Growth[] {
  const index = indexOf(program);
  const called = index.of("CallExpression").flatMap((node): readonly Growth[] => {
    const callee = unwrap(node.callee);
    if (callee.type !== "MemberExpression") return [];
    const method = keyOf(callee) ?? "";
    const target = callee.object;
    if (ADDS.has(method)) return [{ node, target, keys: [], values: node.arguments }];
    const [key] = node.arguments;
    return method === "set" && key !== undefined
      ? [{ node, target, keys: [key], values: node.arguments }]
      : [];
  });
  const assigned = index.of("AssignmentExpression").flatMap((node): readonly Growth[] => {
    const left = unwrap(node.left);
    if (left.type === "MemberExpression" && left.computed)
      return [{ node, target: left.object, keys: [left.property], values: [node.right] }];
    const right = unwrap(node.right);
    return right.type === "ArrayExpression" && right.elements.some((each) => each?.type === "SpreadElement")
      ? [{ node, target: left, keys: [], values: right.elements.filter((each) => each !== null) }]
      : [];
  });
  return [...called, ...assigned].toSorted((a, b) => a.node.start - b.node.start);
}

/** What takes values out of collections, or gives their variables another value. */
export function shrinksIn({ program }: Source): readonly Change[] {
  const index = indexOf(program);
  const called = index.of("CallExpression").flatMap((node): readonly Change[] => {
    const callee = unwrap(node.callee);
    return callee.type === "MemberExpression" && SHRINKS.has(keyOf(callee) ?? "")
      ? [{ node, target: callee.object, keys: node.arguments }]
      : [];
  });
  const deleted = index.of("UnaryExpression").flatMap((node): readonly Change[] => {
    const key = node.operator === "delete" ? unwrap(node.argument) : undefined;
    return key?.type === "MemberExpression" ? [{ node, target: key.object, keys: [key.property] }] : [];
  });
  const assigned = index.of("AssignmentExpression").flatMap((node): readonly Change[] => {
    const left = unwrap(node.left);
    if (left.type === "Identifier") return [{ node, target: left, keys: null }];
    if (left.type !== "MemberExpression") return [];
    if (keyOf(left) === "length") return [{ node, target: left.object, keys: [] }];
    return left.computed && isNothing(node.right)
      ? [{ node, target: left.object, keys: [left.property] }]
      : [];
  });
  return [...called, ...deleted, ...assigned];
}

function isNothing(value: Node): boolean {
  const node = unwrap(value);
  return (node.type === "Literal" && node.value === null) || isGlobal(node, "undefined");
}

/** The collection that a value is, or is in: `rooms` of `rooms.get(id)`, `clients` of `hub.clients`. */
export function collectionOf(modules: Modules, value: Node, depth = 0): Collection | undefined {
  const node = unwrap(value);
  if (depth > 8) return undefined;
  const follow = (next: Node | null | undefined): Collection | undefined =>
    next === null || next === undefined ? undefined : collectionOf(modules, next, depth + 1);
  switch (node.type) {
    case "MemberExpression":
      return propertyOf(modules, node) ?? ofEntry(node, follow(node.object));
    case "CallExpression":
      return unwrap(node.callee).type === "MemberExpression" ? follow(node.callee) : undefined;
    case "LogicalExpression":
      return follow(node.left);
    case "Identifier":
      return ofName(modules, node, follow);
    default:
      return undefined;
  }
}

function ofName(
  modules: Modules,
  name: Extract<Node, { type: "Identifier" }>,
  follow: (next: Node | null | undefined) => Collection | undefined,
): Collection | undefined {
  const binding = bindingAt(name, name.name);
  if (binding === undefined) return undefined;
  if (binding.kind === "parameter") {
    const fn = functionAround(binding.id);
    // A part of a pattern is not a parameter, so it has no argument.
    return fn === undefined
      ? undefined
      : follow(callsOf(fn)[0]?.arguments[parametersOf(fn).indexOf(binding.id)]);
  }
  const meaning =
    binding.kind === "import"
      ? meaningOfLocal(modules, sourceOf(name), name.name, name)
      : ({ kind: "binding", binding } as const);
  const declaration = meaning.kind === "binding" ? meaning.binding.declaration : undefined;
  if (declaration?.type !== "VariableDeclarator" || declaration.id.type !== "Identifier") return undefined;
  if (functionAround(declaration) === undefined)
    return declaration.init !== null && isCollection(declaration.init)
      ? { name: declaration.id.name, declared: declaration.id, made: declaration.init }
      : undefined;
  const loop = declaration.parent?.parent;
  return follow(loop?.type === "ForOfStatement" ? loop.right : declaration.init);
}

/** What a method or an entry of a collection belongs to; the named properties of an object are not its entries. */
function ofEntry(
  { computed }: Extract<Node, { type: "MemberExpression" }>,
  owner: Collection | undefined,
): Collection | undefined {
  return !computed && owner !== undefined && unwrap(owner.made).type === "ObjectExpression"
    ? undefined
    : owner;
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
