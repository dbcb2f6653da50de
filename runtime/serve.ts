// What `bun dist/server.js` does: listen, say so, and end well.
import type { App } from "./app.ts";
import { routeOf } from "./link.ts";
import { addressOf, listen } from "./listen.ts";
import { reportStray } from "./report.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** Serves the app until SIGTERM or SIGINT; a port that cannot be had is one line and exit 1. */
export async function serve(app: App): Promise<void> {
  const guests = createGuests(app.websocket);
  const server = await listen(app, guests.websocket);
  // An error outside every handler, in a timer say, must not end the connections of everybody else.
  process.on("uncaughtException", (error) => reportStray("uncaught error", error));
  process.on("unhandledRejection", (error) => reportStray("unhandled rejection", error));
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(signal === "SIGINT" ? 130 : 143); // 128 + the signal's number, as a shell would say
    stopping = true;
    void shutDown(app, server, guests).finally(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // Last, because whoever reads this line may send a signal.
  console.log(`Listening on ${addressOf(server, app.options)}`);
}

/** The sockets that the fallback has upgraded by itself: nobody else knows them when the server ends. */
interface Guests {
  /** The app's callbacks, which see every socket that comes and goes. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  /** Closes those that are there, and those that still come. */
  close(): void;
}

function createGuests(websocket: Bun.WebSocketHandler<unknown>): Guests {
  const open = new Set<Socket>();
  let closing = false;
  return {
    websocket: {
      ...websocket,
      open(ws) {
        void websocket.open?.(ws);
        if (routeOf(ws) !== undefined) return;
        open.add(ws);
        if (closing) closeGoingAway(ws);
      },
      close(ws, code, reason) {
        open.delete(ws);
        void websocket.close?.(ws, code, reason);
      },
    },
    close() {
      closing = true;
      for (const ws of open) closeGoingAway(ws);
    },
  };
}

/**
 * Refuses what comes, closes every socket with 1001 (going away, RFC 6455 section 7.4.1), waits for every `onClose` and
 * for the responses that are under way, up to `shutdownTimeout`, then closes the port.
 */
async function shutDown(app: App, server: Bun.Server<unknown>, guests: Guests): Promise<void> {
  const limit = app.options.shutdownTimeout * 1000;
  const began = performance.now();
  app.drain();
  // An onOpen that never settles must leave its onClose some of the time.
  app.connections.hurry(limit / 2);
  for (const ws of app.connections.live) closeGoingAway(ws);
  guests.close();
  await Promise.race([app.connections.closed(), Bun.sleep(limit)]);
  // `server.stop()` would wait for a client that has sent half a request, too.
  while (server.pendingRequests > 0 && performance.now() - began < limit) await Bun.sleep(10);
  await server.stop(true);
}

/** User code can have put anything in the place of a socket's `close`. */
function closeGoingAway(ws: Socket): void {
  try {
    ws.close(1001, "Server shutting down");
  } catch (error) {
    reportStray("a socket cannot be closed", error);
  }
}
