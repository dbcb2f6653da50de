// Replaces certificates without closing a socket. `server.reload` keeps the old ones (Bun 1.4), so another listener on the
// same port takes the new connections, and the one before stays for as long as it has sockets.
import type { App } from "../app.ts";
import { dieOf, listen, openShared, settingsOf } from "../listen.ts";
import { listenUnix } from "../listen-unix.ts";
import { log } from "../report.ts";
import type { Stoppable } from "../shutdown.ts";
import { publishAcross } from "./across.ts";
import { readCertificates } from "./certificates.ts";
import { firstCertificates } from "./secure.ts";

type Server = Bun.Server<unknown>;
type Socket = Bun.ServerWebSocket<unknown>;

/** The listeners of one port, as one server. */
export interface Listeners extends Stoppable {
  readonly port: number | undefined;
  /** Reads the certificates again. If they cannot be used, the old ones stay. */
  reload(): void;
}

/** Opens the port. If it cannot, it logs one line and exits with 1. */
export async function openListeners(app: App, websocket: Bun.WebSocketHandler<unknown>): Promise<Listeners> {
  const { options } = app;
  if (options.unix !== null) return unixListener(await listenUnix(app, websocket));
  const open = new Set<Server>();
  const owners = new WeakMap<object, Server>();
  // As it is before the first handshake, from which on the metrics wrap it.
  let native: unknown;
  const publishes = publishAcross(
    (ws) => othersOf(ws, owners, open),
    () => native,
  );

  function start(tls: Bun.TLSOptions[], port: number): Server {
    const own = {
      ...websocket,
      open(ws: Socket) {
        owners.set(ws, server);
        // Before the metrics wrap it too, which then count a message once.
        publishes(ws);
        void websocket.open?.(ws);
      },
    };
    const server = openShared(app, settingsOf(app, own, { tls }), port);
    native ??= Reflect.get(server, "publish");
    open.add(server);
    return server;
  }

  const port = await claim(app);
  const tls = await firstCertificates(options);
  let current: Server;
  try {
    current = start(tls, port);
  } catch (error) {
    return dieOf(options, error);
  }

  async function reload(): Promise<void> {
    try {
      const next = start(await readCertificates(options.tls ?? []), port);
      const before = current;
      current = next;
      void before.stop(false).then(() => open.delete(before));
      log("warning", "the files of `tls` are read again; new connections get the new certificates");
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log("error", `${reason}; the old certificates stay`);
    }
  }

  let reloads = Promise.resolve();
  return {
    port,
    get pendingRequests() {
      return [...open].reduce((sum, server) => sum + server.pendingRequests, 0);
    },
    async stop(closeSockets) {
      await Promise.all([...open].map((server) => server.stop(closeSockets)));
    },
    reload() {
      reloads = reloads.then(reload);
    },
  };
}

/** Claims the port alone for a moment: listeners that share a port do not notice that it is taken. */
async function claim({ options }: App): Promise<number> {
  const app = { fetch: () => new Response(null, { status: 503 }), options };
  const server = await listen(app, { message: () => undefined });
  const port = server.port ?? 0;
  await server.stop(true);
  return port;
}

/** The listeners that a socket did not come by; none for a socket of another server of the process. */
function othersOf(ws: object, owners: WeakMap<object, Server>, open: ReadonlySet<Server>): readonly Server[] {
  const own = open.size > 1 ? owners.get(ws) : undefined;
  return own === undefined ? [] : [...open].filter((server) => server !== own);
}

/** Only one listener can have a path. */
function unixListener(server: Server): Listeners {
  return {
    port: undefined,
    get pendingRequests() {
      return server.pendingRequests;
    },
    stop: (closeSockets) => server.stop(closeSockets),
    reload: () =>
      log("warning", "the files of `tls` are not read again on a Unix socket; restart the server"),
  };
}
