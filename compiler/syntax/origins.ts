// Follows a value back to the parameter that it comes from, through names, properties, patterns and calls within the file.
import type { Node } from "oxc-parser";
import { keyOf } from "./constants.ts";
import { bindingAt, keyText } from "./scope.ts";
import { indexOf } from "./indexed.ts";
import { type FunctionNode, isFunction, programOf, unwrap } from "./tree.ts";

/** A parameter, and the keys that lead from it to a value. */
export interface Origin {
  readonly fn: FunctionNode;
  /** The number of the parameter, without `this`. */
  readonly index: number;
  readonly path: readonly string[];
}

/** What is known of targets in one question: each is followed once. One that leads back to itself has no origin there. */
type Known = Map<Node, readonly Origin[]>;

/** The parameters that a value can come from: a function's own, and those that the file's calls of it pass on. */
export function originsOf(expression: Node, known: Known = new Map()): readonly Origin[] {
  const node = unwrap(expression);
  switch (node.type) {
    case "Identifier": {
      const binding = bindingAt(node, node.name);
      return binding === undefined ? [] : originsOfTarget(binding.id, known);
    }
    case "MemberExpression": {
      const key = keyOf(node);
      return key === undefined ? [] : extend(originsOf(node.object, known), key);
    }
    case "ConditionalExpression":
      return distinct([...originsOf(node.consequent, known), ...originsOf(node.alternate, known)]);
    case "LogicalExpression":
      return distinct([...originsOf(node.left, known), ...originsOf(node.right, known)]);
    default:
      return [];
  }
}

/** The origins of the value that a declared name or pattern gets. */
export function originsOfTarget(target: Node, known: Known = new Map()): readonly Origin[] {
  const before = known.get(target);
  if (before !== undefined) return before;
  known.set(target, []);
  const found = distinct(followed(target, known));
  known.set(target, found);
  return found;
}

function followed(target: Node, known: Known): readonly Origin[] {
  const { parent } = target;
  if (parent === undefined || parent === null) return [];
  switch (parent.type) {
    case "VariableDeclarator":
      return parent.id !== target || parent.init === null ? [] : originsOf(parent.init, known);
    case "AssignmentExpression":
      return parent.left === target ? originsOf(parent.right, known) : [];
    case "AssignmentPattern":
      return parent.left === target ? originsOfTarget(parent, known) : [];
    case "Property": {
      const key = keyText(parent.key, parent.computed);
      const pattern = parent.parent;
      if (parent.value !== target || key === undefined || pattern?.type !== "ObjectPattern") return [];
      return extend(originsOfTarget(pattern, known), key);
    }
    case "RestElement":
      // The rest of an object has the same keys.
      return parent.parent?.type === "ObjectPattern" ? originsOfTarget(parent.parent, known) : [];
    default:
      return isFunction(parent) ? originsOfParameter(parent, target, known) : [];
  }
}

function originsOfParameter(fn: FunctionNode, target: Node, known: Known): readonly Origin[] {
  const parameters = parametersOf(fn);
  const index = parameters.findIndex((each) => each === target);
  if (index < 0) return [];
  const given = callsOf(fn).flatMap((call) => {
    const argument = call.arguments[index];
    const spread = call.arguments.slice(0, index + 1).some(({ type }) => type === "SpreadElement");
    return argument === undefined || spread ? [] : originsOf(argument, known);
  });
  return [{ fn, index, path: [] }, ...given];
}

/** Each origin once: two ways may lead to it. */
function distinct(origins: readonly Origin[]): readonly Origin[] {
  if (origins.length < 2) return origins;
  return origins.filter(
    (one, at) =>
      origins.findIndex(
        (each) => each.fn === one.fn && each.index === one.index && isSamePath(each.path, one.path),
      ) === at,
  );
}

function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, at) => key === other[at]);
}

/** The parameters of a function without `this`, which does not exist at run time. */
export function parametersOf({ params }: FunctionNode): readonly Node[] {
  const [first] = params;
  return first?.type === "Identifier" && first.name === "this" ? params.slice(1) : params;
}

function extend(origins: readonly Origin[], key: string): readonly Origin[] {
  return origins.map((origin) => ({ ...origin, path: [...origin.path, key] }));
}

type Call = Extract<Node, { type: "CallExpression" }>;

/** The calls of a function within its own file. */
export function callsOf(fn: FunctionNode): readonly Call[] {
  const index = indexOf(programOf(fn));
  if (index.calls === undefined) {
    const found = new Map<Node, Call[]>();
    for (const call of index.of("CallExpression")) {
      const called = calledFunction(call);
      if (called !== undefined) found.set(called, [...(found.get(called) ?? []), call]);
    }
    index.calls = found;
  }
  return index.calls.get(fn) ?? [];
}

/** The function of the same file that a call runs. */
export function calledFunction({ callee }: Call): FunctionNode | undefined {
  const name = unwrap(callee);
  if (isFunction(name)) return name;
  if (name.type !== "Identifier") return undefined;
  const binding = bindingAt(name, name.name);
  const declaration = binding?.declaration;
  if (binding?.kind === "function" && isFunction(declaration)) return declaration;
  if (declaration?.type !== "VariableDeclarator" || declaration.init === null) return undefined;
  const value = unwrap(declaration.init);
  return isFunction(value) && declaration.id.type === "Identifier" ? value : undefined;
}
