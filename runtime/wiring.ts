// Finds out whether an app's own Bun.serve calls the callbacks that the built server exports.
//
// Bun runs `open` inside `server.upgrade` (Bun 1.4). If our `open` has not run by then, the app has replaced it, and no
// handler can run for the socket. Only callbacks get that socket, so the next callback closes it.
import { Context } from "./context.ts";
import { Handoff } from "./handoff.ts";
import { socketCount } from "./publish.ts";
import { log } from "./report.ts";

type Server = Bun.Server<unknown>;
type Socket = Bun.ServerWebSocket<unknown>;

/** Records which servers call our callbacks, and closes the sockets for which they did not. */
export interface Wiring {
  /** Looks whether our `open` has run for a socket of this server, within its upgrade. */
  upgraded(server: Server, handoff: Handoff): void;
  /** Whether no handshake with this server can open a socket, because it has never called our `open`. */
  readonly isBroken: (server: Server) => boolean;
  /** Closes a socket for which our `open` was not called; a socket that the app upgraded by itself is left alone. */
  meet(ws: Socket): void;
}

/**
 * Starts with nothing known.
 *
 * @param live the sockets that are open
 * @param forget removes one that has closed without our `close`
 */
export function createWiring(live: ReadonlySet<Socket>, forget: (ws: Socket) => void): Wiring {
  const working = new WeakSet<Server>();
  const broken = new WeakSet<Server>();
  let saidClose = false;

  function sweep(): void {
    for (const ws of live) {
      if (ws.readyState !== WebSocket.CLOSED) continue;
      forget(ws);
      if (saidClose) continue;
      saidClose = true;
      complain("close", "that has closed", "onClose", "ws, code, reason");
    }
  }

  return {
    upgraded(server, handoff) {
      if (handoff.state !== "waiting") return void working.add(server);
      handoff.state = "missed";
      if (broken.has(server)) return undefined;
      broken.add(server);
      return complain("open", `of ${Context.route(handoff.context).path}`, "handlers", "ws");
    },
    isBroken(server) {
      // Nearly always, there is nothing to look for.
      if (live.size > socketCount()) sweep();
      return broken.has(server) && !working.has(server);
    },
    meet(ws) {
      if (ws.data instanceof Handoff) ws.close(1011, "Internal error"); // RFC 6455, section 7.4.1: an unexpected condition
    },
  };
}

function complain(name: "open" | "close", whose: string, handler: string, given: string): void {
  log(
    "error",
    `websocket.${name} was not called for a socket ${whose}, so its ${handler} cannot run: pass all of \`websocket\` to Bun.serve, or call websocket.${name}(${given}) synchronously in your own ${name}`,
  );
}
