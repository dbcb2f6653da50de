// Says how to take a socket out of a collection when it closes.
import type { Node } from "oxc-parser";
import type { HandlerRoles } from "../syntax/roles.ts";
import { unwrap, within } from "../syntax/tree.ts";
import { callInClose, type ClosingHandler, closingOf, type Moved, movedInto } from "./closing-hints.ts";
import type { Call } from "./questions.ts";

/** The call that takes the socket out, in the names that `onClose` has. */
export function removalHint(name: string, call: Call, collection: Node, handlers: HandlerRoles): string {
  const closing = closingOf(handlers);
  const [key] = call.arguments;
  const from = movedInto(closing, unwrap(collection), handlers);
  const moved = key === undefined ? undefined : movedKey(closing, key, handlers);
  if (from === undefined)
    return closing.exists
      ? `Take the socket out of \`${name}\` in \`onClose\`.`
      : `Add an \`onClose\` handler that takes the socket out of \`${name}\`.`;
  // What `get` returns may be `undefined`.
  const owner = `${from.text}${unwrap(collection).type === "CallExpression" ? "?" : ""}`;
  if (moved !== undefined)
    return callInClose(closing, {
      text: `${owner}.delete(${moved.text})`,
      needs: new Set([...from.needs, ...moved.needs]),
    });
  const kept = key?.type === "Identifier" ? key.name : "key";
  const keep = key?.type === "Identifier" ? `\`${kept}\`` : "the key";
  const data = `${closing.socket.name}.data.${kept}`;
  const text = `${owner}.delete(${data})`;
  return `Keep ${keep} in \`ws.data\`. ${callInClose(closing, { text, needs: new Set([...from.needs, "socket"]) })}`;
}

/** A key as `onClose` can write it; `undefined` too if a call makes it of nothing that the socket has: `crypto.randomUUID()`. */
function movedKey(closing: ClosingHandler, key: Node, handlers: HandlerRoles): Moved | undefined {
  const moved = movedInto(closing, key, handlers);
  return moved?.needs.size === 0 && within(key, ["CallExpression"]).length > 0 ? undefined : moved;
}
