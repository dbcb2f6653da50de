// Answers questions of rules about syntax: values, calls of a socket's methods, arguments, handlers.
import type { Node } from "oxc-parser";
import { type FunctionName, GUARD } from "../../runtime/facts.ts";
import { type Constant, constantsOf, declaredValue } from "../syntax/constants.ts";
import { meaningOfLocal, type Modules } from "../syntax/exports.ts";
import { calledFunction, type Origin, originsOf } from "../syntax/origins.ts";
import { reachableFrom } from "../syntax/reach.ts";
import { type HandlerRoles, hasRole, type Role } from "../syntax/roles.ts";
import { bindingAt } from "../syntax/scope.ts";
import { type Range, type Source, sourceOf } from "../syntax/source.ts";
import { type Index, indexOf } from "../syntax/indexed.ts";
import { type FunctionNode, functionAround, unwrap, within } from "../syntax/tree.ts";
import { callsOf } from "./own-types.ts";

export type Call = Extract<Node, { type: "CallExpression" }>;

/** The values that an expression can have; constants of other files are followed. */
export function valuesOf(modules: Modules, expression: Node): readonly Constant[] {
  return constantsOf(expression, (identifier, name) => {
    const own = bindingAt(identifier, name)?.declaration;
    if (own?.type === "TSEnumDeclaration") return own;
    // A parameter may have the name of something in the module.
    if (own?.type !== "ImportDeclaration") return undefined;
    const meaning = meaningOfLocal(modules, sourceOf(identifier), name, identifier);
    if (meaning.kind !== "binding") return undefined;
    const { declaration, id, name: declared } = meaning.binding;
    return declaration.type === "TSEnumDeclaration" ? declaration : declaredValue(id, declared);
  });
}

/** Whether a value comes, by these keys, from a parameter with a role in a handler. */
export function isRole(origin: Origin, role: Role, handlers: HandlerRoles, path: readonly string[]): boolean {
  return origin.path.join("\0") === path.join("\0") && hasRole(origin, role, handlers);
}

/** The calls of a method of a socket, however the socket and the method are named: `ws.close()`, `const { close } = ws`. */
export function socketCalls(
  source: Source,
  handlers: HandlerRoles,
  methods: readonly string[],
): readonly Call[] {
  return methodCalls(source, handlers, "socket", methods);
}

/** The calls of a method of a socket or a context. */
export function methodCalls(
  source: Source,
  handlers: HandlerRoles,
  role: Role,
  methods: readonly string[],
): readonly Call[] {
  const index = indexOf(source.program);
  if (index.methods?.handlers !== handlers)
    index.methods = { handlers, calls: callsByMethod(index, handlers) };
  const { calls } = index.methods;
  const found = new Set(methods.flatMap((method) => calls.get(`${role}.${method}`) ?? []));
  return [...found].toSorted((a, b) => a.start - b.start);
}

const CALLABLE_ROLES: readonly Role[] = ["socket", "context"];

/** The calls of methods of sockets and contexts in a tree, by `role.method`. */
function callsByMethod(index: Index, handlers: HandlerRoles): ReadonlyMap<string, readonly Call[]> {
  const found = new Map<string, Call[]>();
  for (const call of index.of("CallExpression")) {
    const called = unwrap(call.callee);
    if (!mayBeMethod(called)) continue;
    for (const origin of originsOf(called)) {
      const [method, ...others] = origin.path;
      if (method === undefined || others.length > 0) continue;
      for (const role of CALLABLE_ROLES.filter((each) => hasRole(origin, each, handlers))) {
        const same = found.get(`${role}.${method}`);
        if (same === undefined) found.set(`${role}.${method}`, [call]);
        else same.push(call);
      }
    }
  }
  return found;
}

/** Whether a callee may be a method: a function of the file or an import is none. */
function mayBeMethod(called: Node): boolean {
  if (called.type === "MemberExpression") return true;
  const kind = called.type === "Identifier" ? bindingAt(called, called.name)?.kind : undefined;
  return kind === "variable" || kind === "parameter";
}

/** The argument of a call, unless a spread before it hides which it is. */
export function argumentOf(call: Call, index: number): Node | undefined {
  const before = call.arguments.slice(0, index + 1);
  return before.some(({ type }) => type === "SpreadElement") ? undefined : call.arguments[index];
}

/** The function of one handler. */
export function handlerNamed(handlers: HandlerRoles, name: FunctionName): FunctionNode | undefined {
  return [...handlers].find(([, names]) => names.includes(name))?.[0];
}

/** Whether a function decides who may connect. */
export function decides(name: string): boolean {
  return name === "upgrade" || name === GUARD;
}

/** The function of a route or a guard that decides who may connect. */
export function decidingHandler(handlers: HandlerRoles): FunctionNode | undefined {
  return handlerNamed(handlers, GUARD) ?? handlerNamed(handlers, "upgrade");
}

/** The files in which the handlers of a route are written. */
export function sourcesOf(handlers: HandlerRoles): readonly Source[] {
  return [...new Set([...handlers.keys()].map(sourceOf))];
}

/** Where a text has a name. */
export function occurrences(text: string, name: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) places.push(at);
  return places;
}

/** Whether a place is in a range of the text. */
export function covers({ start, end }: Range, at: number): boolean {
  return start <= at && at < end;
}

/** Whether a place is in an import statement. */
export function isImported({ imports }: Source, at: number): boolean {
  return imports.some((each) => covers(each, at));
}

/** An argument of each `ws.close(code, reason)`, and of each `closeAll(topic, code, reason)`. */
export function closeArguments(source: Source, handlers: HandlerRoles, index: 0 | 1): readonly Node[] {
  return [
    ...socketCalls(source, handlers, ["close"]).map((call) => argumentOf(call, index)),
    ...callsOf(source, ["closeAll"]).map((call) => argumentOf(call, index + 1)),
  ].filter((argument) => argument !== undefined);
}

/** Whether code may close a socket with a close code. */
export function mayClose(code: string): boolean {
  return occurrences(code, "close").some((at) => !code.startsWith("close()", at));
}

/** A function, and the functions of its file that it calls, directly or not. */
export function functionsFrom(
  fn: FunctionNode,
  found: Set<FunctionNode> = new Set(),
): ReadonlySet<FunctionNode> {
  if (found.has(fn)) return found;
  found.add(fn);
  for (const call of within(fn, ["CallExpression"])) {
    const called = calledFunction(call);
    if (called !== undefined) functionsFrom(called, found);
  }
  return found;
}

/** The expressions that are statements, of a function and of the project's functions that may run because of it. */
export function statementsFrom(
  modules: Modules,
  root: FunctionNode,
): readonly { readonly fn: FunctionNode; readonly expression: Node }[] {
  return [...reachableFrom(modules, [root])]
    .filter((fn) => !sourceOf(fn).file.includes("node_modules/"))
    .flatMap((fn) =>
      within(fn, ["ExpressionStatement"])
        .filter((each) => functionAround(each) === fn)
        .map(({ expression }) => ({ fn, expression })),
    );
}

/** Whether a name is a global one: nothing in the file declares it. */
export function isGlobal(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name && bindingAt(node, name) === undefined;
}

/** An expression as it is written, if it is short enough for a hint. */
export function shortText(node: Node, otherwise: string, most = 40): string {
  const text = sourceOf(node).text.slice(node.start, node.end);
  return fitsHint(text, most) ? text : otherwise;
}

/** Whether code fits into a hint: it is short, on one line, and without the character that encloses it there. */
export function fitsHint(code: string, most: number): boolean {
  return code.length <= most && !code.includes("\n") && !code.includes("`");
}
