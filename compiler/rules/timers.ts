// Finds calls of timers, whatever they are imported as, the functions that they call, and the timers that repeat.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import { nameOf, type Modules } from "../syntax/exports.ts";
import { valueNamed } from "../syntax/reach.ts";
import { bindingAt } from "../syntax/scope.ts";
import { type FunctionNode, functionAround, isFunction, unwrap, within } from "../syntax/tree.ts";
import { type Call, isGlobal } from "./questions.ts";

const MODULES = ["timers", "node:timers"];

/** The functions that stop a timer. */
export const STOPS: ReadonlySet<string> = new Set(["clearInterval", "clearTimeout"]);

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
      return parent.computed || parent.value.start === start;
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

const STARTS: ReadonlySet<string> = new Set(["setInterval", "setTimeout"]);

/** A timer that repeats. */
export interface Timer {
  readonly call: Call;
  readonly name: string;
  /** The function that it calls, if that is in sight. */
  readonly tick: FunctionNode | undefined;
}

/** A call that starts a timer which repeats: `setInterval`, or `setTimeout` of a function that always starts it again. */
export function repeating(modules: Modules, call: Call): Timer | undefined {
  const name = timerOf(call.callee, STARTS);
  if (name === undefined) return undefined;
  const tick = functionAt(modules, call.arguments[0]);
  if (name === "setInterval") return { call, name, tick };
  const again =
    tick !== undefined &&
    within(tick, ["CallExpression"]).some(
      (each) =>
        functionAround(each) === tick &&
        timerOf(each.callee, STARTS) === name &&
        functionAt(modules, each.arguments[0]) === tick &&
        !isConditional(each, tick),
    );
  return again ? { call, name, tick } : undefined;
}

/** Whether a place in a function is not always reached. The first operand of an operator is. */
export function isConditional(node: Node, fn: FunctionNode): boolean {
  const inTest = within(fn, [
    "IfStatement",
    "ConditionalExpression",
    "LogicalExpression",
    "SwitchStatement",
  ]).some(({ start, end }) => start < node.start && node.end <= end);
  return (
    inTest ||
    within(fn, ["ReturnStatement", "ThrowStatement"]).some(
      (each) => functionAround(each) === fn && each.end <= node.start,
    )
  );
}

/** Whether a statement of its own in a `finally` calls: it runs after a `return` too. */
function isInFinally({ parent }: Call, fn: FunctionNode): boolean {
  return within(fn, ["TryStatement"]).some(
    ({ finalizer }) => finalizer?.body.some((statement) => statement === parent) === true,
  );
}

/** Whether a function that starts a timer stops it before it ends: `try { await work(); } finally { clearInterval(timer); }`. */
export function isStoppedIn(fn: FunctionNode, timer: Call): boolean {
  const { parent } = timer;
  if (parent?.type !== "VariableDeclarator") return false;
  return within(fn, ["CallExpression"]).some((call) => {
    const argument = call.arguments[0];
    return (
      functionAround(call) === fn &&
      timerOf(call.callee, STOPS) !== undefined &&
      argument?.type === "Identifier" &&
      bindingAt(argument, argument.name)?.id === parent.id &&
      (!isConditional(call, fn) || isInFinally(call, fn))
    );
  });
}
