// Finds out whether an app's own Bun.serve calls the callbacks that the built server exports.
//
// Bun runs `open` inside `server.upgrade` (Bun 1.4). If our `open` has not run by then, the app has replaced it, and no
// handler can run for the socket. Only callbacks get that socket, so the next callback closes it.
import { Handoff } from "./handoff.ts";
import { socketCount } from "./publish.ts";
import { log } from "./report.ts";

type Server = Bun.Server<unknown>;
type Socket = Bun.ServerWebSocket<unknown>;

/** Records which servers call our callbacks, and closes the sockets for which they did not. */
export interface Wiring {
  /** Our `open` has run for a socket of this server, within its upgrade. */
  took(server: Server): void;
  /** Our `open` has not run for a socket of this server. */
  missed(server: Server, path: string): void;
  /** Whether no handshake with this server can open a socket, because it has never called our `open`. */
  isBroken(server: Server): boolean;
  /** Closes a socket for which our `open` was not called; a socket that the app upgraded by itself is left alone. */
  meet(ws: Socket): void;
  /** Removes the sockets that have closed without our `close`. */
  sweep(live: Set<Socket>): void;
}

const SPREAD = "pass all of `websocket` to Bun.serve";

/** Starts with nothing known. */
export function createWiring(): Wiring {
  const working = new WeakSet<Server>();
  const broken = new WeakSet<Server>();
  let saidClose = false;

  return {
    took: (server) => void working.add(server),
    missed(server, path) {
      if (broken.has(server)) return;
      broken.add(server);
      log(
        "error",
        `websocket.open was not called for a socket of ${path}, so its handlers cannot run: ${SPREAD}, or call websocket.open(ws) synchronously in your own open`,
      );
    },
    isBroken: (server) => broken.has(server) && !working.has(server),
    meet(ws) {
      if (ws.data instanceof Handoff) ws.close(1011, "Internal error"); // RFC 6455, section 7.4.1: an unexpected condition
    },
    sweep(live) {
      if (live.size <= socketCount()) return; // nearly always: there is nothing to look for
      for (const ws of live) {
        if (ws.readyState !== WebSocket.CLOSED) continue;
        live.delete(ws);
        if (saidClose) continue;
        saidClose = true;
        log(
          "error",
          `websocket.close was not called for a socket that has closed, so its onClose cannot run: ${SPREAD}, or call websocket.close(ws, code, reason) synchronously in your own close`,
        );
      }
    },
  };
}
