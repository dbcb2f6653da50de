// Keeps the list of an app's open sockets, and of those that closed last, which the inspector shows.
import { Context } from "../../runtime/context.ts";
import { Handoff } from "../../runtime/handoff.ts";
import type { ClosedConnection, LiveConnection, LiveState } from "./feed.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** The sockets that are open. */
export interface ConnectionList {
  /** The app's callbacks, which also keep the list up to date. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  state(): LiveState;
  /** The sockets that closed last, the oldest first. */
  closed(): readonly ClosedConnection[];
  /** The socket with this id. */
  find(id: number): Socket | undefined;
  idOf(ws: unknown): number | undefined;
}

/** Called before the app's own callbacks. */
export interface ConnectionListEvents {
  readonly opens: (ws: Socket) => void;
  readonly sent: (ws: Socket, message: string | Buffer) => void;
  readonly closed: (connection: ClosedConnection) => void;
}

/** How many sockets the state lists; the others are only counted. */
export const MOST_CONNECTIONS = 500;

/** How many topics of a socket the state lists. */
const MOST_TOPICS = 50;

/** How many closed sockets are kept. */
const MOST_CLOSED = 100;

interface Entry extends Omit<LiveConnection, "topics" | "received"> {
  received: number;
}

/** Lists the sockets of an app's routes; sockets that a fallback upgrades are not in the list. */
export function createConnectionList(
  websocket: Bun.WebSocketHandler<unknown>,
  events: ConnectionListEvents,
): ConnectionList {
  const open = new Map<unknown, Entry>();
  const sockets = new Map<number, Socket>();
  const counts = new Map<string, number>();
  const closed: ClosedConnection[] = [];
  let opened = 0;

  function add(ws: Socket): void {
    // Only until the app's own callback has run; a socket of the fallback has none.
    if (!(ws.data instanceof Handoff)) return;
    const { context } = ws.data;
    const { path, topic } = Context.route(context);
    opened += 1;
    open.set(ws, {
      id: opened,
      route: path,
      path: topic === null ? context.topic : path,
      remoteAddress: ws.remoteAddress,
      openedAt: Date.now(),
      received: 0,
    });
    sockets.set(opened, ws);
    counts.set(path, (counts.get(path) ?? 0) + 1);
    events.opens(ws);
  }

  function remove(ws: Socket, code: number, reason: string): void {
    const entry = open.get(ws);
    if (entry === undefined) return;
    open.delete(ws);
    sockets.delete(entry.id);
    counts.set(entry.route, (counts.get(entry.route) ?? 1) - 1);
    const last = { ...entry, closedAt: Date.now(), code, reason };
    closed.push(last);
    if (closed.length > MOST_CLOSED) closed.shift();
    events.closed(last);
  }

  return {
    websocket: {
      ...websocket,
      open(ws) {
        add(ws);
        void websocket.open?.(ws);
      },
      message(ws, message) {
        const entry = open.get(ws);
        if (entry !== undefined) {
          entry.received += 1;
          events.sent(ws, message);
        }
        void websocket.message?.(ws, message);
      },
      close(ws, code, reason) {
        remove(ws, code, reason);
        void websocket.close?.(ws, code, reason);
      },
    },
    state() {
      const connections = [...sockets.values()].slice(0, MOST_CONNECTIONS).flatMap((ws) => {
        const entry = open.get(ws);
        return entry === undefined ? [] : [{ ...entry, topics: topicsOf(ws) }];
      });
      return { connections, counts: Object.fromEntries(counts) };
    },
    closed: () => closed,
    find: (id) => sockets.get(id),
    idOf: (ws) => open.get(ws)?.id,
  };
}

function topicsOf(ws: Socket): readonly string[] {
  return ws.subscriptions.toSorted().slice(0, MOST_TOPICS);
}
