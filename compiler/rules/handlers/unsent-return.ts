// BBX2044: a handler returns a value that is meant to be sent.
import type { Node } from "oxc-parser";
import type { HandlerName } from "../../../runtime/route.ts";
import { HANDLERS } from "../../model.ts";
import { keyOf } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { writtenValue } from "../../syntax/written.ts";
import { callsOf, calledFunction, originsOf } from "../../syntax/origins.ts";
import type { HandlerRoles } from "../../syntax/roles.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import { type FunctionNode, isFunction, returnsOf, unwrap, within } from "../../syntax/tree.ts";
import { decides, isGlobal, shortText } from "../questions.ts";
import { type NamedParameter, parameterOf, typesIn } from "../parameters.ts";
import type { Rule } from "../rule.ts";
import { thenImport } from "../type-imports.ts";

type Kind = "text" | "object" | "response";

export const unsentReturn = {
  code: "BBX2044",
  severity: "warning",
  name: "unsent-return",
  label: "not sent",
  meaning:
    "A handler other than `upgrade` returns a text, an object or a `Response`. bunbox does not send what a handler returns, so no client gets it.",
  remedy:
    "Write `ws.send(…)` to answer the client, `ctx.broadcast(…)` or `ctx.broadcastJSON(…)` to reach everyone on the route.",
  mayApply: ({ code, names }) => names.some((name) => !decides(name)) && code.includes("return"),
  inHandlers: ({ modules, handlers }) =>
    [...handlers].flatMap(([fn, names]) => {
      // A function that is also called by code of the file may return something to it.
      if (names.some(decides) || callsOf(fn).length > 0) return [];
      const name = HANDLERS.find((each) => names.includes(each)) ?? "onMessage";
      return returnsOf(fn).flatMap((each) =>
        unsentIn(modules, each, handlers).map(({ node, kind }) => ({
          place: placeOf(node),
          message: `bunbox does not send what \`${name}\` returns`,
          hint: thenImport(hintFor(name, fn, node, kind, handlers), sourceOf(fn)),
        })),
      );
    }),
} as const satisfies Rule;

interface Unsent {
  readonly node: Node;
  readonly kind: Kind;
}

/** The parts of a returned expression whose values nobody uses unless they are sent. */
function unsentIn(modules: Modules, expression: Node, handlers: HandlerRoles): readonly Unsent[] {
  const node = unwrap(expression);
  switch (node.type) {
    case "ConditionalExpression":
      return [node.consequent, node.alternate].flatMap((each) => unsentIn(modules, each, handlers));
    case "LogicalExpression":
      return [...(node.operator === "&&" ? [] : [node.left]), node.right].flatMap((each) =>
        unsentIn(modules, each, handlers),
      );
    case "SequenceExpression":
      return unsentIn(modules, node.expressions.at(-1) ?? node, handlers);
    case "AwaitExpression":
      return unsentIn(modules, node.argument, handlers);
    default: {
      const kind = kindOf(modules, node, handlers);
      return kind === undefined ? [] : [{ node, kind }];
    }
  }
}

/** What a value is, if it makes sense only for a client. */
function kindOf(modules: Modules, expression: Node, handlers: HandlerRoles): Kind | undefined {
  const node = unwrap(expression);
  switch (node.type) {
    case "Literal":
      return typeof node.value === "string" && node.value !== "" ? "text" : undefined;
    case "TemplateLiteral":
      return "text";
    case "ObjectExpression":
    case "ArrayExpression":
      // `return [ws.send(a), ws.send(b)]` sends.
      return node.type === "ObjectExpression" || node.elements.length > 0
        ? calls(node)
          ? undefined
          : "object"
        : undefined;
    case "BinaryExpression":
      return node.operator === "+" && [node.left, node.right].some((each) => isText(modules, each, handlers))
        ? "text"
        : undefined;
    case "NewExpression":
      return isGlobal(node.callee, "Response") ? "response" : undefined;
    case "Identifier": {
      if (isMessage(node, handlers)) return "text";
      const value = writtenValue(modules, sourceOf(node), node)?.node;
      return value === undefined || value === node || isFunction(value)
        ? undefined
        : kindOf(modules, value, handlers);
    }
    case "CallExpression":
      return kindOfCall(modules, node, handlers);
    default:
      return undefined;
  }
}

function kindOfCall(
  modules: Modules,
  call: Extract<Node, { type: "CallExpression" }>,
  handlers: HandlerRoles,
): Kind | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === "MemberExpression") {
    const key = keyOf(callee) ?? "";
    if (isGlobal(callee.object, "JSON") && key === "stringify") return "text";
    if (isGlobal(callee.object, "Response")) return "response";
    if (key === "toString" && isMessage(callee.object, handlers)) return "text";
    const resolved = resolvedBy(call);
    return resolved === undefined ? undefined : kindOf(modules, resolved, handlers);
  }
  if (isGlobal(callee, "String")) return "text";
  // A function that makes the answer: it does not get the socket, and does not send anything itself.
  const called = calledFunction(call);
  if (
    called === undefined ||
    handlers.has(called) ||
    calls(called) ||
    within(called, ["ThrowStatement"]).length > 0
  )
    return undefined;
  const kinds = returnsOf(called).map((each) => kindOf(modules, each, handlers));
  return kinds.includes(undefined) ? undefined : kinds[0];
}

/** Whether something within a node may send, or do anything else: any call but of `JSON.stringify` and the like. */
function calls(node: Node): boolean {
  return within(node, ["CallExpression", "NewExpression"]).some(({ callee }) => {
    const called = unwrap(callee);
    const owner = called.type === "MemberExpression" ? unwrap(called.object) : called;
    return owner.type !== "Identifier" || !BUILT_IN.has(owner.name);
  });
}

const BUILT_IN: ReadonlySet<string> = new Set([
  "JSON",
  "Date",
  "Math",
  "Object",
  "Number",
  "String",
  "Response",
]);

function isText(modules: Modules, node: Node, handlers: HandlerRoles): boolean {
  return unwrap(node).type !== "Identifier" && kindOf(modules, node, handlers) === "text";
}

/** Whether a value is the message that `onMessage` gets. */
function isMessage(node: Node, handlers: HandlerRoles): boolean {
  return originsOf(node).some(
    ({ fn, index, path }) => index === 1 && path.length === 0 && handlers.get(fn)?.includes("onMessage"),
  );
}

/** The value of `Promise.resolve(value)`. */
function resolvedBy(node: Node): Node | undefined {
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  if (node.type !== "CallExpression" || callee?.type !== "MemberExpression") return undefined;
  return isGlobal(callee.object, "Promise") && keyOf(callee) === "resolve" ? node.arguments[0] : undefined;
}

function hintFor(
  name: HandlerName,
  fn: FunctionNode,
  node: Node,
  kind: Kind,
  handlers: HandlerRoles,
): string {
  const types = typesIn(sourceOf(fn), handlers);
  const ws = parameterOf(name, fn, "socket", types);
  const ctx = parameterOf(name, fn, "context", types);
  if (kind === "response")
    return `Only \`upgrade\` answers with a \`Response\`. To send a message, ${toWrite(ws)} \`${ws.name}.send(…)\`.`;
  const text = shortText(resolvedBy(node) ?? node, "…");
  const everyone = `\`${ctx.name}.${kind === "text" ? "broadcast" : "broadcastJSON"}(${text})\``;
  if (name === "onClose") return `The socket is closed. To reach the others, ${toWrite(ctx)} ${everyone}.`;
  const one = `\`${ws.name}.send(${kind === "text" ? text : `JSON.stringify(${text})`})\``;
  return ws.toAdd === "" && ctx.toAdd === ""
    ? `Write ${one} to answer this client, or ${everyone} to reach everyone on the route.`
    : `To answer this client, ${toWrite(ws)} ${one}. To reach everyone on the route, ${toWrite(ctx)} ${everyone}.`;
}

/** Begins what to do to write code with a parameter. */
function toWrite({ toAdd }: NamedParameter): string {
  return toAdd === "" ? "write" : `${toAdd}, and write`;
}
