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
import { importedName } from "../timers.ts";

const LOOPS = ["WhileStatement", "DoWhileStatement", "ForStatement", "ForOfStatement"] as const;
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
    names.includes("onMessage") &&
    names.includes("onOpen") &&
    ["await", "return", "=>"].some((text) => code.includes(text)),
  inHandlers({ modules, handlers }) {
    const onOpen = handlerNamed(handlers, "onOpen");
    if (onOpen === undefined || handlerNamed(handlers, "onMessage") === undefined) return [];
    return [...awaitedFrom(modules, onOpen)].flatMap((fn) =>
      within(fn, LOOPS)
        .filter(
          (each) => functionAround(each) === fn && isEndless(modules, each, handlers) && waits(each, fn),
        )
        .map((loop) => ({
          place: placeOf((loop.type === "ForOfStatement" ? loop.right : loop.test) ?? loop),
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
function isEndless(modules: Modules, loop: Loop, handlers: HandlerRoles): boolean {
  if (loop.type === "ForOfStatement") return loop.await && isEndlessSource(modules, loop.right, handlers);
  if (loop.test === null) return true;
  const node = unwrap(loop.test);
  if (node.type === "Literal") return node.value === true || node.value === 1;
  if (node.type !== "BinaryExpression") return false;
  const isState = (value: Node): boolean =>
    originsOf(value).some((each) => isRole(each, "socket", handlers, ["readyState"]));
  const { left, operator, right } = node;
  if (isState(left)) return holdsWhileOpen(operator, stateOf(right));
  return isState(right) && holdsWhileOpen(MIRRORED.get(operator) ?? operator, stateOf(left));
}

const MIRRORED: ReadonlyMap<string, string> = new Map([
  [">", "<"],
  [">=", "<="],
]);

/** Whether a comparison of `readyState` with a state holds as long as a socket is open. */
function holdsWhileOpen(operator: string, state: number): boolean {
  switch (operator) {
    case "==":
    case "===":
      return state === OPEN;
    case "!=":
    case "!==":
    case "<":
      return state > OPEN;
    case "<=":
      return state >= OPEN;
    default:
      return false;
  }
}

/** A state that is written as a number or as `WebSocket.OPEN`; `NaN` for any other value. */
function stateOf(value: Node): number {
  const node = unwrap(value);
  if (node.type === "Literal") return typeof node.value === "number" ? node.value : Number.NaN;
  if (node.type !== "MemberExpression" || !isGlobal(node.object, "WebSocket")) return Number.NaN;
  return STATES.indexOf(keyOf(node) ?? "");
}

/** The states of a socket, in the order of their numbers. */
const STATES = ["CONNECTING", "OPEN", "CLOSING", "CLOSED"];
const OPEN = STATES.indexOf("OPEN");

/** Functions of Node whose iterators do not end, unless a signal in their options ends them. */
const ENDLESS: ReadonlyMap<string, readonly string[]> = new Map([
  ["on", ["events", "node:events"]],
  ["setInterval", ["timers/promises", "node:timers/promises"]],
]);

/** Whether an iterator does not end: of `node:events` or `node:timers/promises`, or of a generator with an endless loop. */
function isEndlessSource(modules: Modules, source: Node, handlers: HandlerRoles): boolean {
  const call = unwrap(source);
  if (call.type !== "CallExpression") return false;
  const callee = unwrap(call.callee);
  for (const [name, from] of ENDLESS)
    if (callee.type === "Identifier" && importedName(callee, from) === name) return call.arguments.length < 3;
  const called = writtenValue(modules, sourceOf(call), callee)?.node;
  if (!isFunction(called) || !called.generator) return false;
  return within(called, LOOPS).some(
    (each) => functionAround(each) === called && isEndless(modules, each, handlers) && !isLeft(each, called),
  );
}

/** Whether a loop waits for something, and has nothing that leaves it. */
function waits(loop: Loop, fn: FunctionNode): boolean {
  const awaits = within(loop, ["AwaitExpression"]).some((each) => functionAround(each) === fn);
  return !isLeft(loop, fn) && (awaits || loop.type === "ForOfStatement");
}

/** Whether a loop has something that leaves it. */
function isLeft(loop: Loop, fn: FunctionNode): boolean {
  const leaves = within(loop, ["BreakStatement", "ReturnStatement", "ThrowStatement", "ContinueStatement"]);
  // A signal may end what is awaited.
  const signals = within(loop, ["Identifier"]).some(({ name }) =>
    ["signal", "throwIfAborted"].includes(name),
  );
  const closes = within(loop, ["CallExpression"]).some(({ callee }) => {
    const called = unwrap(callee);
    return called.type === "MemberExpression" && ["close", "terminate"].includes(keyOf(called) ?? "");
  });
  return (
    signals ||
    closes ||
    leaves.some(
      (each) => functionAround(each) === fn && (each.type !== "ContinueStatement" || each.label !== null),
    )
  );
}
