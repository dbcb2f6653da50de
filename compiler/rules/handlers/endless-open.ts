// BBX2062: an `onOpen` that never settles keeps the messages waiting.
import type { Node } from "oxc-parser";
import { keyOf } from "../../syntax/constants.ts";
import type { Modules } from "../../syntax/exports.ts";
import { writtenValue } from "../../syntax/written.ts";
import { originsOf } from "../../syntax/origins.ts";
import type { HandlerRoles } from "../../syntax/roles.ts";
import { placeOf, sourceOf } from "../../syntax/source.ts";
import {
  type FunctionNode,
  functionAround,
  isFunction,
  returnsOf,
  unwrap,
  within,
} from "../../syntax/tree.ts";
import { handlerNamed, isGlobal, isRole } from "../questions.ts";
import type { Rule } from "../rule.ts";

const LOOPS = ["WhileStatement", "DoWhileStatement", "ForStatement"] as const;
type Loop = Extract<Node, { type: (typeof LOOPS)[number] }>;

export const endlessOpen = {
  code: "BBX2062",
  severity: "warning",
  name: "endless-open",
  label: "does not end",
  meaning:
    "An asynchronous `onOpen` has a loop that does not end while the socket is open. Messages wait until `onOpen` has settled, so `onMessage` does not run, and the socket is closed once too many are waiting.",
  remedy: "Move the loop to an `async` function, and call it without `await` or `return`.",
  mayApply: ({ code, names }) =>
    names.includes("onMessage") && names.includes("onOpen") && code.includes("await"),
  inHandlers({ modules, handlers }) {
    const onOpen = handlerNamed(handlers, "onOpen");
    if (onOpen === undefined || handlerNamed(handlers, "onMessage") === undefined) return [];
    return [...awaitedFrom(modules, onOpen)].flatMap((fn) =>
      within(fn, LOOPS)
        .filter((each) => functionAround(each) === fn && isEndless(each, handlers) && waits(each, fn))
        .map((loop) => ({
          place: placeOf(loop.test ?? loop),
          message:
            "`onMessage` does not run: messages wait until `onOpen` has settled, and this loop does not end while the socket is open",
        })),
    );
  },
} as const satisfies Rule;

/** A function, and those of the project whose promises it awaits or returns. */
function awaitedFrom(
  modules: Modules,
  fn: FunctionNode,
  found: Set<FunctionNode> = new Set(),
): ReadonlySet<FunctionNode> {
  // The call of a generator does not run it.
  if (fn.generator || found.has(fn) || sourceOf(fn).file.includes("node_modules/")) return found;
  found.add(fn);
  const awaited = within(fn, ["AwaitExpression"]).filter((each) => functionAround(each) === fn);
  for (const each of [...awaited.map(({ argument }) => argument), ...returnsOf(fn)].map(unwrap)) {
    if (each.type !== "CallExpression") continue;
    const called = writtenValue(modules, sourceOf(each), each.callee)?.node;
    if (isFunction(called)) awaitedFrom(modules, called, found);
  }
  return found;
}

/** Whether nothing but the end of the socket ends a loop. */
function isEndless({ test }: Loop, handlers: HandlerRoles): boolean {
  if (test === null) return true;
  const node = unwrap(test);
  if (node.type === "Literal") return node.value === true || node.value === 1;
  if (node.type !== "BinaryExpression" || !["==", "==="].includes(node.operator)) return false;
  const [state, open] = isOpen(node.left) ? [node.right, node.left] : [node.left, node.right];
  return isOpen(open) && originsOf(state).some((each) => isRole(each, "socket", handlers, ["readyState"]));
}

/** Whether a value is the state of an open socket: `1`, or `WebSocket.OPEN`. */
function isOpen(value: Node): boolean {
  const node = unwrap(value);
  if (node.type === "Literal") return node.value === 1;
  return node.type === "MemberExpression" && isGlobal(node.object, "WebSocket") && keyOf(node) === "OPEN";
}

/** Whether a loop waits for something, and has nothing that leaves it. */
function waits(loop: Loop, fn: FunctionNode): boolean {
  const own = (nodes: readonly Node[]): boolean => nodes.some((each) => functionAround(each) === fn);
  const leaves = own(within(loop, ["BreakStatement", "ReturnStatement", "ThrowStatement"]));
  return !leaves && own(within(loop, ["AwaitExpression"]));
}
