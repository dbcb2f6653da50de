// Calls the handlers of an open socket, and reports their failures.
import { Context } from "./context.ts";
import { assertAbsent } from "./handlers.ts";
import { contextOf, type Linked } from "./link.ts";
import { reportFailure } from "./report.ts";
import type { HandlerName, RouteEntry } from "./route.ts";
import { isThenable } from "./thenable.ts";
import type { Bytes } from "./types.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** Reports that `onOpen` failed, and closes the socket. */
export function failOpen(ws: Socket, route: RouteEntry, error: unknown): void {
  reportFailure(route, "onOpen", error);
  ws.close(1011, "Internal error"); // RFC 6455, section 7.4.1: an unexpected condition
}

/** Hands a message to `onMessage`. */
export function receive(ws: Socket, context: Context, data: string | Bytes): void {
  const route = Context.route(context);
  try {
    const { onMessage } = route;
    if (onMessage === undefined) return assertAbsent(route, "onMessage");
    const result = onMessage(ws, data, context);
    if (isThenable(result)) void watch(result, route, "onMessage");
  } catch (error) {
    reportFailure(route, "onMessage", error);
  }
}

/** Bun's callback. */
export function drain(ws: Linked): void {
  const context = contextOf(ws);
  if (context === undefined) return;
  const route = Context.route(context);
  try {
    const { onDrain } = route;
    if (onDrain === undefined) return assertAbsent(route, "onDrain");
    const result = onDrain(ws, context);
    if (isThenable(result)) void watch(result, route, "onDrain");
  } catch (error) {
    reportFailure(route, "onDrain", error);
  }
}

/** Resolves once a handler's promise has settled; its failure is reported. */
export function watch(
  result: PromiseLike<unknown>,
  route: RouteEntry,
  handler: HandlerName,
): Promise<unknown> {
  return Promise.resolve(result).then(undefined, (error: unknown) => reportFailure(route, handler, error));
}
