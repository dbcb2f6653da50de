// Provides the socket callbacks for Bun.serve, and keeps the set of open sockets. What only some handlers need is put around
// it: on-open.ts, on-close.ts, on-event.ts.
import type { Context } from "./context.ts";
import type { Contexts } from "./contexts.ts";
import type { EventName } from "./facts.ts";
import { receive } from "./handlers.ts";
import { Handoff } from "./handoff.ts";
import { LINK, type Linked } from "./link.ts";
import { beforeEnd } from "./before-end.ts";
import type { Bytes } from "./types.ts";
import { createWiring } from "./wiring.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** What Bun.serve calls. */
export interface Callbacks extends Pick<Bun.WebSocketHandler<unknown>, EventName> {
  open(ws: Socket): void;
  message(ws: Socket, data: string | Bytes): void;
  close(ws: Socket, code: number, reason: string): void;
}

/** The callbacks, and the sockets that are open. */
export interface Connections {
  readonly callbacks: Callbacks;
  /** The open sockets. */
  readonly live: Set<Socket>;
  /** Whether the server does not call our `open`, so that no handshake with it can open a socket. */
  isMiswired(server: Bun.Server<unknown>): boolean;
  /** Calls `server.upgrade` so that the socket which it opens belongs to `context`; `false` if it opens none. */
  adopt(
    context: Context,
    server: Bun.Server<unknown>,
    req: Request,
    data: unknown,
    headers: Bun.HeadersInit | undefined,
  ): boolean;
  /** From now on, waits at most this many milliseconds for a pending `onOpen` of a closed socket. */
  hurry?(atMost: number): void;
  /**
   * Resolves once no closed socket has an `onOpen` or `onClose` that is still running, and `onShutdown` has been obeyed.
   *
   * @param atMost how many milliseconds `onShutdown` waits for an `onClose` that does not settle
   * @param settled resolves once all of them have settled
   */
  closed(atMost: number, settled?: Promise<unknown>): Promise<unknown>;
}

/** Builds the callbacks that every server has. */
export function createConnections(contexts: Contexts): Connections {
  const live = new Set<Socket>();
  const wiring = createWiring(live, forget);

  function forget(ws: Linked): void {
    const context = ws[LINK];
    if (context !== undefined && live.delete(ws)) contexts.closed?.(context);
  }

  const callbacks: Callbacks = {
    open(ws: Linked) {
      const handoff = ws.data;
      if (!(handoff instanceof Handoff)) return;
      if (handoff.state === "missed") return wiring.meet(ws);
      const { context } = handoff;
      handoff.state = "taken";
      ws.data = handoff.data;
      live.add(ws);
      contexts.opened?.(context);
      // Before the link: the handshake has let other servers know of the topic, or the route joins it later.
      ws.subscribe(context.topic);
      ws[LINK] = context;
    },
    message(ws: Linked, data) {
      const context = ws[LINK];
      if (context === undefined) wiring.meet(ws);
      else receive(ws, context, data);
    },
    close(ws) {
      // The app's own `open` has closed it, or has thrown, so no handler has to run.
      if (ws.data instanceof Handoff) ws.data.state = "taken";
      else forget(ws);
    },
  };
  return {
    callbacks,
    live,
    isMiswired: wiring.isBroken,
    adopt(context, server, req, data, headers) {
      const handoff = new Handoff(context, data);
      const options = { data: handoff };
      const opened = server.upgrade(req, headers === undefined ? options : { ...options, headers });
      if (opened) wiring.upgraded(server, handoff);
      return opened;
    },
    closed: (atMost, settled = Promise.resolve()) => beforeEnd[0]?.(settled, atMost) ?? settled,
  };
}
