// Says how to take a socket out of a collection when it closes.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import { unwrap, within } from "../syntax/tree.ts";
import { callInClose, type ClosingHandler, closingOf, type Moved, movedInto } from "./closing-hints.ts";
import type { Growth } from "./collections.ts";

/** The call that takes the socket out, in the names that `onClose` has. */
export function removalHint(name: string, growth: Growth, handlers: HandlerRoles): string {
  const closing = closingOf(handlers);
  const target = unwrap(growth.target);
  const isLocal = within(target, ["ThisExpression"]).length > 0;
  const from = isLocal ? undefined : movedInto(closing, target, handlers);
  // What `get` returns may be `undefined`.
  const owner = `${from?.text}${target.type === "CallExpression" ? "?" : ""}`;
  const key = growth.keys[0] ?? growth.values[0];
  const remove = removalOf(growth);
  const moved = key === undefined ? undefined : movedKey(closing, key, handlers);
  const isMade = growth.keys.length === 0 && moved === undefined;
  if (from === undefined || key === undefined || remove === undefined || isMade)
    return closing.exists
      ? `Take the socket out of \`${name}\` in \`onClose\`.`
      : `Add an \`onClose\` handler that takes the socket out of \`${name}\`.`;
  if (moved !== undefined)
    return callInClose(closing, {
      text: remove(owner, moved.text),
      needs: new Set([...from.needs, ...moved.needs]),
    });
  const kept = key.type === "Identifier" ? key.name : "key";
  const keep = key.type === "Identifier" ? `\`${kept}\`` : "the key";
  const text = remove(owner, `${closing.socket.name}.data.${kept}`);
  return `Keep ${keep} in \`ws.data\`. ${callInClose(closing, { text, needs: new Set([...from.needs, "socket"]) })}`;
}

type Removal = (owner: string, key: string) => string;

/** How to undo a growth; `undefined` if no short expression does. */
function removalOf({ node }: Growth): Removal | undefined {
  if (node.type === "AssignmentExpression")
    return unwrap(node.left).type === "MemberExpression"
      ? (owner, key) => `delete ${owner}[${key}]`
      : undefined;
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  const method = callee?.type === "MemberExpression" ? keyOf(callee) : undefined;
  return method === "add" || method === "set"
    ? (owner, key) => `${owner}.delete(${key})`
    : (owner, key) => `${owner}.splice(${owner}.indexOf(${key}), 1)`;
}

/** A key as `onClose` can write it; `undefined` too if a call makes it of nothing that the socket has: `crypto.randomUUID()`. */
function movedKey(closing: ClosingHandler, key: Node, handlers: HandlerRoles): Moved | undefined {
  const moved = movedInto(closing, key, handlers);
  return moved?.needs.size === 0 && within(key, ["CallExpression"]).length > 0 ? undefined : moved;
}
