// Notices where an app's own Bun.serve does not call the callbacks that the built server exports.
//
// Bun runs `open` inside `server.upgrade` (Bun 1.4). If ours has not run by then, another stands in its place, and no
// handler can run for the socket. Nothing but a callback hands that socket over, so it is closed at the next one.
import { socketCount } from "./publish.ts";
import { log } from "./report.ts";

type Server = Bun.Server<unknown>;
type Socket = Bun.ServerWebSocket<unknown>;

/** What is known of the servers that call our callbacks, and of the sockets that went past them. */
export interface Wiring {
  /** Our `open` has run for a socket of this server, within its upgrade. */
  took(server: Server): void;
  /** Our `open` has not run for a socket of this server, whose `data` is this. */
  missed(server: Server, path: string, data: unknown): void;
  /** Whether none of this server's handshakes can give a socket: our `open` has never run when it should have. */
  isBroken(server: Server): boolean;
  /** Closes a socket that went past our `open`; one that the app upgraded by itself is left alone. */
  meet(ws: Socket): void;
  /** A socket that may have gone past our `open` has closed. */
  forget(ws: Socket): void;
  /** Removes the sockets that have closed without our `close`. */
  sweep(live: Set<Socket>): void;
}

/** How many sockets are remembered that went past our `open`. */
const MOST_MISSED = 100;

const SPREAD = "pass on all of `websocket` to Bun.serve";

/** Nothing is known yet. */
export function createWiring(): Wiring {
  const working = new WeakSet<Server>();
  const broken = new WeakSet<Server>();
  // Before an own `open` hands one over, its `data` is all that tells it from a socket of the app's own.
  const missed: unknown[] = [];
  let saidClose = false;

  function take({ data }: Socket): boolean {
    const index = missed.indexOf(data);
    if (index >= 0) missed.splice(index, 1);
    return index >= 0;
  }

  return {
    took: (server) => void working.add(server),
    missed(server, path, data) {
      if (missed.length < MOST_MISSED) missed.push(data);
      if (broken.has(server)) return;
      broken.add(server);
      log(
        "error",
        `websocket.open was not called for a socket of ${path}, so none of its handlers can run: ${SPREAD}, or call websocket.open(ws) in your own open, synchronously`,
      );
    },
    isBroken: (server) => broken.has(server) && !working.has(server),
    meet(ws) {
      if (!take(ws)) return;
      ws.close(1011, "Internal error"); // RFC 6455, section 7.4.1: an unexpected condition
    },
    forget: (ws) => void take(ws),
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
