// Writes what `onClose` should do, in the names that `onClose` has.
import type { Node } from "oxc-parser";
import { originsOf } from "../syntax/origins.ts";
import { bindingAt } from "../syntax/scope.ts";
import { type HandlerRoles, hasRole, type Role } from "../syntax/roles.ts";
import { type Source, sourceOf } from "../syntax/source.ts";
import { functionAround, within } from "../syntax/tree.ts";
import { isExact } from "./exact.ts";
import { type NamedParameter, parameterOf, typesIn } from "./parameters.ts";
import { fitsHint, handlerNamed } from "./questions.ts";
import { thenImport } from "./type-imports.ts";

/** The `onClose` of a route, or the one that it should have. */
export interface ClosingHandler {
  /** The socket as `onClose` names it. */
  readonly socket: NamedParameter;
  readonly context: NamedParameter;
  /** Whether the route has one. */
  readonly exists: boolean;
  /** The file that it is in; `undefined` if the route has none. */
  readonly source: Source | undefined;
}

export function closingOf(handlers: HandlerRoles): ClosingHandler {
  const fn = handlerNamed(handlers, "onClose");
  if (fn === undefined)
    return {
      socket: { name: "ws", toAdd: "" },
      context: { name: "ctx", toAdd: "" },
      exists: false,
      source: undefined,
    };
  const source = sourceOf(fn);
  const types = typesIn(source, handlers);
  return {
    socket: parameterOf("onClose", fn, "socket", types),
    context: parameterOf("onClose", fn, "context", types),
    exists: true,
    source,
  };
}

/** An expression as `onClose` can write it. */
export interface Moved {
  readonly text: string;
  /** The parameters that it needs. */
  readonly needs: ReadonlySet<Role>;
}

/**
 * An expression of another handler as `onClose` can write it; `undefined` if it has a name that `onClose` does not have, or that
 * may stand for something else by then.
 */
export function movedInto(closing: ClosingHandler, node: Node, handlers: HandlerRoles): Moved | undefined {
  const { text } = sourceOf(node);
  const needs = new Set<Role>();
  let written = "";
  let at = node.start;
  for (const each of within(node, ["Identifier"])) {
    const { parent } = each;
    if (parent?.type === "MemberExpression" && parent.property === each && !parent.computed) continue;
    if (parent?.type === "Property") return undefined;
    if (isEverywhere(each, closing)) continue;
    const same = sameIn(closing, each, handlers);
    if (same === undefined) return undefined;
    needs.add(same.role);
    written += text.slice(at, each.start) + same.text;
    at = each.end;
  }
  written += text.slice(at, node.end);
  return fitsHint(written, 60) ? { text: written, needs } : undefined;
}

/** What `onClose` should call. */
export function callInClose(closing: ClosingHandler, { text, needs }: Moved): string {
  if (!closing.exists) return `Add an \`onClose\` handler that calls \`${text}\`.`;
  const added = addedFor(closing, needs);
  const hint =
    added === "" ? `Call \`${text}\` in \`onClose\`.` : `In \`onClose\`, ${added}, and call \`${text}\`.`;
  return closing.source === undefined ? hint : thenImport(hint, closing.source);
}

/** The parameters that `onClose` should get. Those of the context include the ones before it. */
export function addedFor({ socket, context }: ClosingHandler, needs: ReadonlySet<Role>): string {
  return (needs.has("context") && context.toAdd) || (needs.has("socket") && socket.toAdd) || "";
}

/** Whether a name is global, or a constant of the file that `onClose` is in. */
function isEverywhere(name: Extract<Node, { type: "Identifier" }>, { source }: ClosingHandler): boolean {
  const binding = bindingAt(name, name.name);
  if (binding === undefined) return true;
  const { declaration, kind } = binding;
  if (functionAround(declaration) !== undefined || kind === "parameter") return false;
  if (source !== undefined && source.file !== sourceOf(name).file) return false;
  const { parent } = declaration;
  return kind !== "variable" || (parent?.type === "VariableDeclaration" && parent.kind === "const");
}

/** How a key is read: `.id`, `["user-id"]`. */
function accessTo(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

/** The same value, made of the socket or the context that `onClose` gets. */
function sameIn(
  { socket, context }: ClosingHandler,
  name: Node,
  handlers: HandlerRoles,
): { readonly role: Role; readonly text: string } | undefined {
  if (!isExact(name)) return undefined;
  for (const [role, parameter] of [
    ["socket", socket],
    ["context", context],
  ] as const) {
    const paths = new Set(
      originsOf(name)
        .filter((origin) => hasRole(origin, role, handlers))
        .map(({ path }) => [parameter.name, ...path.map(accessTo)].join("")),
    );
    const [only] = paths;
    if (only !== undefined && paths.size === 1) return { role, text: only };
  }
  return undefined;
}
