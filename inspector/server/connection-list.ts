// Keeps the list of an app's open sockets, which the inspector shows.
import { contextOf, routeOf } from "../../runtime/link.ts";
import { observeRefusals } from "../../runtime/refuse.ts";
import type { LiveConnection, LiveState } from "./feed.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** The sockets that are open. */
export interface ConnectionList {
  /** The app's callbacks, which also keep the list up to date. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  state(): LiveState;
}

interface Entry extends Omit<LiveConnection, "topics" | "received"> {
  received: number;
}

/** Lists the sockets of an app's routes; sockets that a fallback upgrades are not in the list. */
export function createConnectionList(websocket: Bun.WebSocketHandler<unknown>): ConnectionList {
  const open = new Map<Socket, Entry>();
  let opened = 0;
  let refusals = 0;
  observeRefusals(() => {
    refusals += 1;
  });

  function add(ws: Socket): void {
    const route = routeOf(ws);
    const context = contextOf(ws);
    // `onOpen` may have closed it already.
    if (route === undefined || context === undefined || ws.readyState !== WebSocket.OPEN) return;
    opened += 1;
    open.set(ws, {
      id: opened,
      route: route.path,
      path: route.topic === null ? context.topic : route.path,
      remoteAddress: ws.remoteAddress,
      openedAt: Date.now(),
      received: 0,
    });
  }

  return {
    websocket: {
      ...websocket,
      open(ws) {
        void websocket.open?.(ws);
        add(ws);
      },
      message(ws, message) {
        const entry = open.get(ws);
        if (entry !== undefined) entry.received += 1;
        void websocket.message?.(ws, message);
      },
      close(ws, code, reason) {
        open.delete(ws);
        void websocket.close?.(ws, code, reason);
      },
    },
    state() {
      const connections = [...open].map(([ws, entry]) => ({ ...entry, topics: ws.subscriptions.toSorted() }));
      return { connections, refusals };
    },
  };
}
