// Says how to take a socket out of a collection when it closes.
import type { Node } from "oxc-parser";
import { keyOf } from "../syntax/constants.ts";
import type { HandlerRoles } from "../syntax/roles.ts";
import { sourceOf } from "../syntax/source.ts";
import { unwrap, within } from "../syntax/tree.ts";
import { callInClose, type ClosingHandler, closingOf, type Moved, movedInto } from "./closing-hints.ts";
import type { Change } from "./collection-changes.ts";
import { isGlobal, sourcesOf } from "./questions.ts";

/** The call that takes the socket out, in the names that `onClose` has. */
export function removalHint(name: string, growth: Change, handlers: HandlerRoles): string {
  const closing = closingOf(handlers);
  const target = unwrap(growth.target);
  const isLocal =
    within(target, ["ThisExpression"]).length > 0 ||
    (!closing.exists && !sourcesOf(handlers).includes(sourceOf(target)));
  const from = isLocal ? undefined : movedInto(closing, target, handlers);
  // What `get` returns may be `undefined`.
  const owner = `${from?.text}${target.type === "CallExpression" ? "?" : ""}`;
  const key = growth.keys[0] ?? growth.values[0];
  const remove = removalOf(growth);
  if (from === undefined || key === undefined || remove === undefined)
    return closing.exists
      ? `Take the socket out of \`${name}\` in \`onClose\`.`
      : `Add an \`onClose\` handler that takes the socket out of \`${name}\`.`;
  const moved = movedKey(closing, key, handlers);
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

/** How to undo a growth; `undefined` if no short expression does: a socket may not be in an array anymore. */
function removalOf({ node }: Change): Removal | undefined {
  if (node.type === "AssignmentExpression")
    return unwrap(node.left).type === "MemberExpression"
      ? (owner, key) => `delete ${owner}[${key}]`
      : undefined;
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  const method = callee?.type === "MemberExpression" ? keyOf(callee) : undefined;
  return method === "add" || method === "set" ? (owner, key) => `${owner}.delete(${key})` : undefined;
}

/** Global objects whose methods give another value each time. */
const CHANGING: ReadonlySet<string> = new Set(["Bun", "crypto", "Date", "Math", "performance", "process"]);

/** A key as `onClose` can write it; `undefined` too if it has another value by then: `crypto.randomUUID()`, `all.size`. */
function movedKey(closing: ClosingHandler, key: Node, handlers: HandlerRoles): Moved | undefined {
  const moved = movedInto(closing, key, handlers);
  const calls = within(key, ["CallExpression"]);
  const changes =
    (moved?.needs.size === 0 && calls.length > 0) ||
    calls.some(({ callee }) => {
      const called = unwrap(callee);
      return (
        called.type === "MemberExpression" && [...CHANGING].some((each) => isGlobal(called.object, each))
      );
    }) ||
    within(key, ["MemberExpression"]).some((each) => ["length", "size"].includes(keyOf(each) ?? ""));
  return changes ? undefined : moved;
}
