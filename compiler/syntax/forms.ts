// Classifies the value of an exported name: a function whose code is known, a generator, a value that is not a function.
import type { Node } from "oxc-parser";
import type { ExportForm } from "../model.ts";
import { keyOf, property } from "./constants.ts";
import { type Meaning, meaningOfLocal, type Modules } from "./exports.ts";
import { type Binding, bindingAt, declaredIn, keyText } from "./scope.ts";
import type { Source } from "./source.ts";
import { indexOf, scopeOf } from "./indexed.ts";
import { type FunctionNode, isFunction, unwrap } from "./tree.ts";

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
  const { index } = scopeOf(node);
  if (index.written?.modules !== modules) index.written = { modules, values: new Map() };
  const { values } = index.written;
  if (values.has(node)) return values.get(node);
  const value = followed(modules, source, node, depth);
  if (depth === 0) values.set(node, value);
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
  const owner = writtenValue(modules, source, node.object, depth + 1);
  if (key === undefined || owner === undefined) return undefined;
  const value = property(owner.node, key);
  if (value !== undefined) return writtenValue(modules, owner.source, value, depth + 1);
  return methodOf(modules, owner, key, depth);
}

/** A method of an instance of a class whose code is known, or a static one of the class. */
function methodOf(
  modules: Modules,
  { source, node }: Written,
  key: string,
  depth: number,
): Written | undefined {
  const isInstance = node.type === "NewExpression";
  const made = isInstance ? writtenValue(modules, source, node.callee, depth + 1) : { source, node };
  if (made?.node.type !== "ClassDeclaration" && made?.node.type !== "ClassExpression") return undefined;
  for (const each of made.node.body.body)
    if (
      each.type === "MethodDefinition" &&
      each.kind === "method" &&
      each.static !== isInstance &&
      keyText(each.key, each.computed) === key
    )
      return { source: made.source, node: each.value };
  return undefined;
}

/** The function that a name stands for, if its code is known. */
export function functionOf(
  modules: Modules,
  meaning: Meaning,
): (Written & { readonly node: FunctionNode }) | undefined {
  const written = writtenAs(modules, meaning);
  if (written === undefined || !isFunction(written.node)) return undefined;
  return { source: written.source, node: written.node };
}

/** How an exported name is written. */
export function formOf(modules: Modules, meaning: Meaning): ExportForm {
  switch (meaning.kind) {
    case "type":
      return meaning.declared === true ? "declared" : "type";
    case "ambiguous":
    case "absent":
    case "dynamic":
      return meaning.kind;
    case "namespace":
      return "value";
    case "unknown":
      return "elsewhere";
    case "binding":
      return isLost(meaning.source, meaning.binding) ? "lost" : formInSight(modules, meaning);
    case "expression":
      return formInSight(modules, meaning);
  }
}

function formInSight(modules: Modules, meaning: Meaning): ExportForm {
  const written = writtenAs(modules, meaning);
  return written === undefined ? "elsewhere" : formOfNode(written.node);
}

/** Whether a value is a function, or may be one. */
export function mayBeCalled(written: Written | undefined): boolean {
  return written === undefined || ["function", "generator", "elsewhere"].includes(formOfNode(written.node));
}

/** The form of an expression or a declaration. */
function formOfNode(node: Node): ExportForm {
  if (isFunction(node)) {
    if (node.type !== "ArrowFunctionExpression" && node.body === null) return "declared";
    return node.generator ? "generator" : "function";
  }
  switch (node.type) {
    case "CallExpression":
    case "MemberExpression":
    case "AwaitExpression":
    case "TaggedTemplateExpression":
    case "LogicalExpression":
    case "ConditionalExpression":
    case "AssignmentExpression":
    case "SequenceExpression":
    case "YieldExpression":
    case "ImportExpression":
    case "MetaProperty":
    case "ThisExpression":
    case "TSImportEqualsDeclaration":
    case "Super":
      return "elsewhere";
    case "Identifier":
      return node.name === "undefined" ? "value" : "elsewhere";
    case "NewExpression":
      // `new Proxy(f, {})` can be called; instances of most classes cannot.
      return node.callee.type === "Identifier" && ["Proxy", "Function"].includes(node.callee.name)
        ? "elsewhere"
        : "value";
    default:
      return "value";
  }
}

/** `export var f = …; var f;`: esbuild 0.28 drops the first declaration, and refers to it. */
function isLost(source: Source, { name }: Binding): boolean {
  const [first, ...others] = (declaredIn(source.program).get(name) ?? []).filter(
    ({ kind }) => kind === "variable",
  );
  return others.length > 0 && first?.declaration.parent?.parent?.type === "ExportNamedDeclaration";
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
