// What `bun dist/server.js` does: listen, say so, and end well.
import type { App } from "./app.ts";
import { routeOf } from "./connection.ts";
import { addressOf, listen } from "./listen.ts";
import { reportStray } from "./report.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** Serves the app until SIGTERM or SIGINT; a port that cannot be had is one line and exit 1. */
export async function serve(app: App): Promise<void> {
  const guests = new Set<Socket>();
  const server = await listen(app, withGuests(app.websocket, guests));
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

/** Keeps the sockets that the fallback has upgraded by itself: nobody else knows them when the server ends. */
function withGuests(
  websocket: Bun.WebSocketHandler<unknown>,
  guests: Set<Socket>,
): Bun.WebSocketHandler<unknown> {
  return {
    ...websocket,
    open(ws) {
      void websocket.open?.(ws);
      if (routeOf(ws) === undefined) guests.add(ws);
    },
    close(ws, code, reason) {
      guests.delete(ws);
      void websocket.close?.(ws, code, reason);
    },
  };
}

/**
 * Refuses what comes, closes every socket with 1001 (going away, RFC 6455 section 7.4.1), waits for every `onClose`
 * up to `shutdownTimeout`, then closes the port.
 */
async function shutDown(app: App, server: Bun.Server<unknown>, guests: ReadonlySet<Socket>): Promise<void> {
  const limit = app.options.shutdownTimeout * 1000;
  app.drain();
  // An onOpen that never settles must leave its onClose some of the time.
  app.connections.hurry(limit / 2);
  for (const ws of [...app.connections.live, ...guests]) closeGoingAway(ws);
  const timeout = new Promise((resolve) => setTimeout(resolve, limit));
  await Promise.race([app.connections.closed(), timeout]);
  await Promise.race([server.stop(), timeout]);
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
