// Calls `onOpen`, and keeps the messages of a socket until it has settled. The entry imports this file only if a route has one.
import type { Closing } from "./on-close.ts";
import type { Connections } from "./connection.ts";
import { Context } from "./context.ts";
import { assertAbsent, hasHandler } from "./handlers.ts";
import { contextOf, type Linked } from "./link.ts";
import { reportFailure } from "./report.ts";
import type { RouteEntry } from "./route.ts";
import { isThenable } from "./thenable.ts";
import { WaitingMessages } from "./waiting-messages.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** How many milliseconds after a close `onClose` waits for a pending `onOpen` before it runs anyway. */
const GIVE_UP_AFTER = 10_000;

/** A socket whose `onOpen` has not settled. */
class Opening {
  /** Messages that came before `onOpen` settled. */
  waiting: WaitingMessages | undefined;
  /** The close that came before `onOpen` settled. */
  closed: { readonly code: number; readonly reason: string } | undefined;
  /** Runs `onClose` if `onOpen` does not settle in time. */
  giveUp: ReturnType<typeof setTimeout> | undefined;
}

/** Puts `onOpen` behind the opening of each socket, and before everything else that happens to it. */
export function withOpen(connections: Closing): Connections {
  const { callbacks, hold, release, forget, runClose } = connections;
  const pending = new Map<Socket, Opening>();
  let giveUpAfter = GIVE_UP_AFTER;

  function begin(ws: Socket, context: Context): void {
    const route = Context.route(context);
    if (!hasHandler(route, "onOpen")) return;
    const own = new Opening();
    pending.set(ws, own);
    try {
      const handler = route.onOpen;
      const result = handler === undefined ? assertAbsent(route, "onOpen") : handler(ws, context);
      if (isThenable(result)) {
        void Promise.resolve(result)
          .catch((error: unknown) => fail(ws, route, error))
          .then(() => settle(ws, own));
        return;
      }
    } catch (error) {
      fail(ws, route, error);
    }
    settle(ws, own);
  }

  /** Lets the waiting messages in, or runs the `onClose` that waited. */
  function settle(ws: Socket, own: Opening): void {
    if (pending.get(ws) !== own) return; // given up before it settled
    pending.delete(ws);
    const { closed, waiting } = own;
    if (closed !== undefined) {
      clearTimeout(own.giveUp);
      runClose(ws, closed.code, closed.reason);
      return release();
    }
    for (let next = waiting?.take(); next !== undefined; next = waiting?.take()) {
      const message = next;
      if (ws.readyState !== WebSocket.OPEN) return undefined;
      ws.cork(() => callbacks.message(ws, message));
    }
    return undefined;
  }

  function give(ws: Socket, own: Opening): void {
    own.giveUp = setTimeout(settle, giveUpAfter, ws, own);
  }

  return {
    ...connections,
    callbacks: {
      ...callbacks,
      open(ws: Linked) {
        const known = contextOf(ws);
        callbacks.open(ws);
        const context = contextOf(ws);
        if (known === undefined && context !== undefined) begin(ws, context);
      },
      message(ws, data) {
        const own = pending.size === 0 ? undefined : pending.get(ws);
        if (own === undefined) return callbacks.message(ws, data);
        own.waiting ??= new WaitingMessages();
        if (own.waiting.keep(data)) return undefined;
        own.waiting.clear();
        ws.close(1008, "Too many messages before the connection was ready");
        return undefined;
      },
      close(ws, code, reason) {
        const own = pending.get(ws);
        if (own === undefined) return callbacks.close(ws, code, reason);
        forget(ws, code, reason);
        own.waiting?.clear();
        own.closed = { code, reason };
        give(ws, own);
        hold();
      },
    },
    hurry(atMost) {
      giveUpAfter = Math.min(GIVE_UP_AFTER, atMost);
      for (const [ws, own] of pending) {
        if (own.closed === undefined) continue;
        clearTimeout(own.giveUp);
        give(ws, own);
      }
    },
  };
}

/** Reports that `onOpen` failed, and closes the socket. */
function fail(ws: Socket, route: RouteEntry, error: unknown): void {
  reportFailure(route, "onOpen", error, ws);
  ws.close(1011, "Internal error"); // RFC 6455, section 7.4.1: an unexpected condition
}
