// Notices where an app's own Bun.serve does not call the callbacks that the built server exports.
//
// Bun runs `open` inside `server.upgrade` (Bun 1.4). If ours has not run by then, another stands in its place, and no
// handler can run for the socket. Nothing but a callback hands that socket over, so it is closed at the next one.
import { Handoff } from "./handoff.ts";
import { socketCount } from "./publish.ts";
import { log } from "./report.ts";

type Server = Bun.Server<unknown>;
type Socket = Bun.ServerWebSocket<unknown>;

/** What is known of the servers that call our callbacks, and of the sockets that went past them. */
export interface Wiring {
  /** Our `open` has run for a socket of this server, within its upgrade. */
  took(server: Server): void;
  /** Our `open` has not run for a socket of this server. */
  missed(server: Server, path: string): void;
  /** Whether none of this server's handshakes can give a socket: our `open` has never run when it should have. */
  isBroken(server: Server): boolean;
  /** Closes a socket that went past our `open`; one that the app upgraded by itself is left alone. */
  meet(ws: Socket): void;
  /** Removes the sockets that have closed without our `close`. */
  sweep(live: Set<Socket>): void;
}

const SPREAD = "pass on all of `websocket` to Bun.serve";

/** Nothing is known yet. */
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
        `websocket.open was not called for a socket of ${path}, so none of its handlers can run: ${SPREAD}, or call websocket.open(ws) in your own open, synchronously`,
      );
    },
    isBroken: (server) => broken.has(server) && !working.has(server),
    meet(ws) {
      if (ws.data instanceof Handoff) ws.close(1011, "Internal error"); // RFC 6455, section 7.4.1: an unexpected condition
    },
    sweep(live) {
      if (live.size <= socketCount()) return; // as nearly always: there is nothing to look for
      for (const ws of live) {
        if (ws.readyState !== WebSocket.CLOSED) continue;
        live.delete(ws);
        if (saidClose) continue;
        saidClose = true;
        log(
          "error",
          `websocket.close was not called for a socket that has closed, so its onClose cannot run: ${SPREAD}, or call websocket.close(ws, code, reason) in your own close, synchronously`,
        );
      }
    },
  };
}
