// Says how to stop a timer when the socket closes.
import type { Node } from "oxc-parser";
import { originsOfTarget, parametersOf } from "../syntax/origins.ts";
import type { HandlerRoles, Role } from "../syntax/roles.ts";
import { declaredIn } from "../syntax/scope.ts";
import { sourceOf } from "../syntax/source.ts";
import { type FunctionNode, functionAround, unwrap } from "../syntax/tree.ts";
import { addedFor, callInClose, closingOf, movedInto } from "./closing-hints.ts";
import { type NamedParameter, parameterOf, typesIn } from "./parameters.ts";
import { isRole, shortText } from "./questions.ts";
import type { Timer } from "./timers.ts";
import { thenImport } from "./type-imports.ts";

/**
 * Where the timer is kept, or could be, and the call that stops it.
 *
 * @param index which one it is of the timers that nothing stops, from 0
 */
export function timerHint(
  { call, name }: Timer,
  index: number,
  onOpen: FunctionNode,
  handlers: HandlerRoles,
): string {
  const stop = name === "setTimeout" ? "clearTimeout" : "clearInterval";
  const closing = closingOf(handlers);
  const { parent } = call;
  if (parent?.type === "AssignmentExpression" && unwrap(parent.left).type === "MemberExpression") {
    const kept = movedInto(closing, parent.left, handlers);
    if (kept !== undefined) return callInClose(closing, { ...kept, text: `${stop}(${kept.text})` });
  }
  const timer = parent?.type === "VariableDeclarator" ? shortText(parent.id, "timer") : `${name}(…)`;
  const ws = socketAt(call, onOpen, handlers);
  const added = addedFor(closing, new Set<Role>(["socket"]));
  const where = closing.exists
    ? `in \`onClose\`${added === "" ? "" : `, where you ${added}`}`
    : "in an `onClose` handler";
  const timers = freeNames(call).at(index) ?? "timers";
  return thenImport(
    `Add \`const ${timers} = new WeakMap();\` to the module, ${ws.toAdd === "" ? "" : `${ws.toAdd}, `}write \`${timers}.set(${ws.name}, ${timer})\` here, and \`${stop}(${timers}.get(${closing.socket.name}))\` ${where}.`,
    sourceOf(call),
  );
}

/** Names for the maps of timers that the file of a call does not have yet: each timer has a map of its own. */
function freeNames(call: Node): readonly string[] {
  const declared = declaredIn(sourceOf(call).program);
  return Array.from({ length: 20 }, (_, at) => `timers${at === 0 ? "" : at + 1}`).filter(
    (each) => !declared.has(each),
  );
}

/** The socket as the code around a call names it, or how that code can get it. */
function socketAt(call: Node, onOpen: FunctionNode, handlers: HandlerRoles): NamedParameter {
  for (let fn = functionAround(call); fn !== undefined; fn = functionAround(fn)) {
    if (fn === onOpen) {
      const { name, toAdd } = parameterOf("onOpen", onOpen, "socket", typesIn(sourceOf(onOpen), handlers));
      return { name, toAdd: toAdd === "" ? "" : `${toAdd} of \`onOpen\`` };
    }
    const own = parametersOf(fn).find(
      (each) =>
        each.type === "Identifier" &&
        originsOfTarget(each).some((origin) => isRole(origin, "socket", handlers, [])),
    );
    if (own?.type === "Identifier") return { name: own.name, toAdd: "" };
  }
  return { name: "ws", toAdd: "pass the socket to this function as `ws`" };
}
