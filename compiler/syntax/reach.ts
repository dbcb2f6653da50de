// Finds the functions that may run when other functions run: those within them, and those that they name, in other files too.
import type { Node } from "oxc-parser";
import { meaningOfLocal, type Modules } from "./exports.ts";
import { writtenAs } from "./written.ts";
import { functionOf } from "./forms.ts";
import { bindingAt } from "./scope.ts";
import { sourceOf } from "./source.ts";
import { scopeOf } from "./indexed.ts";
import { type FunctionNode, functionAround, isFunction, unwrap, within } from "./tree.ts";

/** The types of functions that have a body. */
export const FUNCTIONS = ["ArrowFunctionExpression", "FunctionDeclaration", "FunctionExpression"] as const;

/** A class, declared or as a value. */
export type ClassNode = Extract<Node, { type: "ClassDeclaration" | "ClassExpression" }>;

/** The roots, and every function that may run because of them. A method may run if its class or an instance is named. */
export function reachableFrom(modules: Modules, roots: Iterable<FunctionNode>): ReadonlySet<FunctionNode> {
  const reached = new Set<FunctionNode>();
  const waiting = [...roots];
  for (let fn = waiting.pop(); fn !== undefined; fn = waiting.pop()) {
    if (reached.has(fn)) continue;
    reached.add(fn);
    waiting.push(...nextOf(modules, fn));
  }
  return reached;
}

/** The functions that a function names, and those within it. */
function nextOf(modules: Modules, fn: FunctionNode): readonly FunctionNode[] {
  const { next: found } = scopeOf(fn).index;
  const known = found.get(fn);
  if (known !== undefined) return known;
  // What a function within it names is looked at with that function.
  const own = within(fn, ["Identifier"]).filter((name) => functionAround(name) === fn);
  const next = [...own.flatMap((name) => functionsNamed(modules, name)), ...functionsIn(fn)];
  found.set(fn, next);
  return next;
}

function functionsNamed(
  modules: Modules,
  identifier: Extract<Node, { type: "Identifier" }>,
): readonly FunctionNode[] {
  const value = valueNamed(modules, identifier);
  if (value === undefined) return [];
  if (isFunction(value)) return [value];
  const owner = classOf(modules, value);
  return owner === undefined ? [] : functionsIn(owner);
}

/** The value that a name is declared with: a function, a class, an expression. */
export function valueNamed(
  modules: Modules,
  identifier: Extract<Node, { type: "Identifier" }>,
): Node | undefined {
  const binding = bindingAt(identifier, identifier.name);
  if (binding === undefined || binding.typeOnly || binding.kind === "parameter") return undefined;
  const source = sourceOf(identifier);
  if (binding.kind !== "import" && functionAround(binding.declaration) !== undefined) {
    const { declaration } = binding;
    return declaration.type === "VariableDeclarator" ? (declaration.init ?? undefined) : declaration;
  }
  const meaning = meaningOfLocal(modules, source, identifier.name, identifier);
  if (meaning.kind === "unknown") return undefined;
  const written = functionOf(modules, meaning) ?? writtenAs(modules, meaning);
  return written === undefined || written.source.file.includes("node_modules/") ? undefined : written.node;
}

/** The class of a value that is one, or that `new` makes of one of the project. */
export function classOf(modules: Modules, value: Node): ClassNode | undefined {
  const node = unwrap(value);
  if (node.type === "ClassDeclaration" || node.type === "ClassExpression") return node;
  if (node.type !== "NewExpression" || node.callee.type !== "Identifier") return undefined;
  const made = valueNamed(modules, node.callee);
  return made?.type === "ClassDeclaration" || made?.type === "ClassExpression" ? made : undefined;
}

/** The functions directly within a node: not those within others. */
function functionsIn(node: Node): readonly FunctionNode[] {
  const owner = isFunction(node) ? node : functionAround(node);
  return within(node, FUNCTIONS).filter((fn) => fn !== node && functionAround(fn) === owner);
}
