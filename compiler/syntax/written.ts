// Finds the code of a value: what a name, a property or a member of a class is written as.
import type { Node } from "oxc-parser";
import { keyOf, property } from "./constants.ts";
import { type Meaning, meaningOfLocal, type Modules, namespaceMember } from "./exports.ts";
import { indexOf, scopeOf } from "./indexed.ts";
import { type Binding, bindingAt, declaredIn, keyText } from "./scope.ts";
import type { Source } from "./source.ts";
import { type FunctionNode, isFunction, returnsOf, unwrap } from "./tree.ts";

type ClassNode = Extract<Node, { type: "ClassDeclaration" | "ClassExpression" }>;

/** The most names that are followed, one to the next. */
const DEEPEST = 16;

/** A value whose code is known, and the file that it is written in. */
export interface Written {
  readonly source: Source;
  readonly node: Node;
}

/** Follows a name to its expression or declaration, through constants, imports and literal objects. */
export function writtenAs(modules: Modules, meaning: Meaning, depth = 0): Written | undefined {
  if (meaning.kind === "expression") return writtenValue(modules, meaning.source, meaning.node, depth);
  if (meaning.kind !== "binding") return undefined;
  const { source, binding } = meaning;
  const { declaration, kind } = binding;
  // The value of a parameter, or of what a `catch` has caught, is not written anywhere.
  if (kind === "parameter" || kind === "other") return undefined;
  if (declaration.type !== "VariableDeclarator") return { source, node: declaration };
  if (!isSettled(source, binding)) return undefined;
  const { init } = declaration;
  if (init === null || binding.path === null) return undefined;
  const value = binding.path.reduce<Node | undefined>(property, init);
  return value === undefined ? undefined : writtenValue(modules, source, value, depth);
}

/** Follows an expression that is a name or a property of a literal object; returns any other expression as it is. */
export function writtenValue(
  modules: Modules,
  source: Source,
  expression: Node,
  depth = 0,
): Written | undefined {
  const node = unwrap(expression);
  if (depth >= DEEPEST) return undefined;
  if (node.type !== "Identifier" && node.type !== "MemberExpression") return { source, node };
  // Most rules ask about the same names.
  const { written } = scopeOf(node).index;
  if (written.has(node)) return written.get(node);
  const value = followed(modules, source, node, depth);
  if (depth === 0) written.set(node, value);
  return value;
}

function followed(
  modules: Modules,
  source: Source,
  node: Extract<Node, { type: "Identifier" | "MemberExpression" }>,
  depth: number,
): Written | undefined {
  if (node.type === "Identifier") {
    if (node.name === "undefined") return { source, node };
    const binding = bindingAt(node, node.name);
    if (binding === undefined) return undefined;
    const meaning: Meaning =
      binding.kind === "import"
        ? meaningOfLocal(modules, source, node.name, node)
        : { kind: "binding", source, binding };
    return writtenAs(modules, meaning, depth + 1);
  }
  const key = keyOf(node);
  return key === undefined ? undefined : memberOf(modules, source, node.object, key, depth + 1);
}

/** A property of a literal object, a member of a class or of its instance, or an export of a namespace. */
function memberOf(
  modules: Modules,
  source: Source,
  object: Node,
  key: string,
  depth: number,
): Written | undefined {
  const owner = unwrap(object);
  const exported = owner.type === "Identifier" ? namespaceMember(modules, source, owner, key) : undefined;
  if (exported !== undefined) return writtenAs(modules, exported, depth);
  const made = madeBy(modules, writtenValue(modules, source, owner, depth), depth);
  const created = made?.node.type === "NewExpression" ? made.node : undefined;
  const kind = made && created ? writtenValue(modules, made.source, created.callee, depth) : made;
  const value =
    kind?.node.type === "ClassDeclaration" || kind?.node.type === "ClassExpression"
      ? memberOfClass(kind.node, key, created === undefined)
      : property(made?.node, key);
  return kind === undefined || value === undefined
    ? undefined
    : writtenValue(modules, kind.source, value, depth);
}

/** What a known function returns that has one result; any other value is itself. */
function madeBy(modules: Modules, value: Written | undefined, depth: number): Written | undefined {
  if (value?.node.type !== "CallExpression") return value;
  const maker = writtenValue(modules, value.source, value.node.callee, depth + 1);
  const [only, ...others] = isFunction(maker?.node) && !isDeferred(maker.node) ? returnsOf(maker.node) : [];
  return maker === undefined || only === undefined || others.length > 0
    ? undefined
    : writtenValue(modules, maker.source, only, depth + 1);
}

/** Whether a call of a function returns a promise or an iterator, and not its result. */
function isDeferred(fn: FunctionNode): boolean {
  return fn.async || fn.generator;
}

/** The method of this name, or the value of the field if nothing in the file assigns another one. */
function memberOfClass({ body, decorators }: ClassNode, key: string, isStatic: boolean): Node | undefined {
  const member = body.body.find(
    (each) =>
      (each.type === "MethodDefinition" || each.type === "PropertyDefinition") &&
      each.static === isStatic &&
      keyText(each.key, each.computed) === key,
  );
  // A decorator may replace it.
  if (decorators.length > 0) return undefined;
  if (member?.type === "MethodDefinition")
    return member.kind === "method" && member.decorators.length === 0 ? member.value : undefined;
  if (member?.type !== "PropertyDefinition" || member.decorators.length > 0 || member.value === null)
    return undefined;
  return isAssigned(member, key) ? undefined : member.value;
}

/** Whether the file of a node assigns a property of this name, of any object. */
function isAssigned(node: Node, key: string): boolean {
  return scopeOf(node)
    .index.of("AssignmentExpression")
    .map(({ left }) => unwrap(left))
    .some((left) => left.type === "MemberExpression" && [undefined, key].includes(keyOf(left)));
}

/** Whether a name keeps one value while the program runs. */
export function isSettled(source: Source, { declaration, name, id }: Binding): boolean {
  const variables = declaredIn(source.program)
    .get(name)
    ?.filter(({ kind }) => kind === "variable");
  if ((variables?.length ?? 0) > 1) return false;
  if (declaration.parent?.type === "VariableDeclaration" && declaration.parent.kind === "const") return true;
  const index = indexOf(source.program);
  const targets: Node[] = [
    ...index.of("AssignmentExpression").map(({ left }) => left),
    ...index.of("UpdateExpression").map(({ argument }) => argument),
    ...index.of("ForInStatement").map(({ left }) => left),
    ...index.of("ForOfStatement").map(({ left }) => left),
  ];
  return !targets.some((target) => names(target, name).some((node) => bindingAt(node, name)?.id === id));
}

/** The identifiers of this name in an assignment's target. */
function names(target: Node, name: string): readonly Node[] {
  switch (target.type) {
    case "Identifier":
      return target.name === name ? [target] : [];
    case "AssignmentPattern":
      return names(target.left, name);
    case "RestElement":
      return names(target.argument, name);
    case "ArrayPattern":
      return target.elements.flatMap((each) => (each === null ? [] : names(each, name)));
    case "ObjectPattern":
      return target.properties.flatMap((each) =>
        names(each.type === "RestElement" ? each.argument : each.value, name),
      );
    default:
      return [];
  }
}
