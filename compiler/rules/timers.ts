// Finds calls of timers, whatever they are imported as, and the functions that they call.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import { nameOf, type Modules } from "../syntax/exports.ts";
import { valueNamed } from "../syntax/reach.ts";
import { bindingAt } from "../syntax/scope.ts";
import { type FunctionNode, isFunction, unwrap, within } from "../syntax/tree.ts";
import { isGlobal } from "./questions.ts";

const MODULES = ["timers", "node:timers"];

/** The global function that a callee is, one of these: by its name, of `globalThis`, or imported from `node:timers`. */
export function timerOf(callee: Node, names: ReadonlySet<string>): string | undefined {
  const called = unwrap(callee);
  const name =
    called.type === "Identifier"
      ? bindingAt(called, called.name) === undefined
        ? called.name
        : importedName(called, MODULES)
      : called.type === "MemberExpression" && isOwner(called.object)
        ? keyOf(called)
        : undefined;
  return name !== undefined && names.has(name) ? name : undefined;
}

/** Where a part of a file mentions one of these functions: to call it, or as a value, `timers.forEach(clearInterval)`. */
export function mentionsOf(part: Node, names: ReadonlySet<string>): readonly Node[] {
  return within(part, ["Identifier", "MemberExpression"]).filter(
    (each) => isValue(each) && timerOf(each, names) !== undefined,
  );
}

/** Whether a name stands for its value, and is not a key or the name of an import or an export. */
function isValue({ parent, start }: Node): boolean {
  switch (parent?.type) {
    case "MemberExpression":
      return parent.computed || parent.object.start === start;
    case "Property":
      return parent.computed || parent.shorthand || parent.value.start === start;
    default:
      return parent?.type.endsWith("Specifier") !== true;
  }
}

function isOwner(node: Node): boolean {
  return isGlobal(node, "globalThis") || (node.type === "Identifier" && importedName(node, MODULES) === "*");
}

/** The function that a timer gets: written in its place, or named. */
export function functionAt(modules: Modules, value: Node | undefined): FunctionNode | undefined {
  const node = value === undefined ? undefined : unwrap(value);
  if (isFunction(node)) return node;
  const named = node?.type === "Identifier" ? valueNamed(modules, node) : undefined;
  return isFunction(named) ? named : undefined;
}

/** The name under which a module exports what an identifier stands for; `*` for the whole module. */
export function importedName(
  identifier: Extract<Node, { type: "Identifier" }>,
  modules: readonly string[],
): string | undefined {
  const binding = bindingAt(identifier, identifier.name);
  const declaration = binding?.declaration;
  if (declaration?.type !== "ImportDeclaration" || !modules.includes(declaration.source.value))
    return undefined;
  const specifier = declaration.specifiers.find(({ local }) => local === binding?.id);
  if (specifier?.type === "ImportNamespaceSpecifier") return "*";
  return specifier?.type === "ImportSpecifier" ? nameOf(specifier.imported) : undefined;
}
