// How a server ends: what is open is closed, what is under way is waited for.
import type { App } from "./app.ts";
import { routeOf } from "./link.ts";
import { reportStray } from "./report.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** What the sockets are closed with. */
export interface Farewell {
  /** RFC 6455, section 7.4.1, and the registry of close codes at IANA. */
  readonly code: number;
  readonly reason: string;
}

/** The sockets that the fallback has upgraded by itself: nobody else knows them when the server ends. */
export interface Guests {
  /** The app's callbacks, which see every socket that comes and goes. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  /** Closes those that are there, and those that still come. */
  close(farewell: Farewell): void;
}

/** Watches a server's sockets for those that are not the app's. */
export function createGuests(websocket: Bun.WebSocketHandler<unknown>): Guests {
  const open = new Set<Socket>();
  let farewell: Farewell | undefined;
  return {
    websocket: {
      ...websocket,
      open(ws) {
        void websocket.open?.(ws);
        if (routeOf(ws) !== undefined) return;
        open.add(ws);
        if (farewell !== undefined) close(ws, farewell);
      },
      close(ws, code, reason) {
        open.delete(ws);
        void websocket.close?.(ws, code, reason);
      },
    },
    close(said) {
      farewell = said;
      for (const ws of open) close(ws, said);
    },
  };
}

/**
 * Refuses what comes, closes every socket, waits for every `onClose` and for the responses that are under way, up to
 * `shutdownTimeout`, then closes the port.
 */
export async function shutDown(
  app: App,
  server: Bun.Server<unknown>,
  guests: Guests,
  farewell: Farewell,
): Promise<void> {
  const limit = app.options.shutdownTimeout * 1000;
  const began = performance.now();
  app.drain();
  // An onOpen that never settles must leave its onClose some of the time.
  app.connections.hurry(limit / 2);
  for (const ws of app.connections.live) close(ws, farewell);
  guests.close(farewell);
  await Promise.race([app.connections.closed(), Bun.sleep(limit)]);
  // `server.stop()` would wait for a client that has sent half a request, too.
  while (server.pendingRequests > 0 && performance.now() - began < limit) await Bun.sleep(10);
  await server.stop(true);
}

/** User code can have put anything in the place of a socket's `close`. */
function close(ws: Socket, { code, reason }: Farewell): void {
  try {
    ws.close(code, reason);
  } catch (error) {
    reportStray("a socket cannot be closed", error);
  }
}
