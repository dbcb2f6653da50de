// Provides the socket callbacks for Bun.serve, and keeps the set of open sockets.
import { Context } from "./context.ts";
import {
  assertAbsent,
  failOpen,
  hasHandler,
  type RareCallbacks,
  rareCallbacks,
  receive,
  watch,
} from "./handlers.ts";
import { Handoff } from "./handoff.ts";
import type { UpgradeOptions } from "./handshake.ts";
import { LINK, type Linked } from "./link.ts";
import { runShutdownHooks } from "./on-shutdown.ts";
import { GIVE_UP_AFTER, Opening } from "./opening.ts";
import { reportFailure } from "./report.ts";
import type { RouteEntry } from "./route.ts";
import { isThenable } from "./thenable.ts";
import type { Bytes } from "./types.ts";
import { createWiring } from "./wiring.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** What Bun.serve calls. */
export interface Callbacks extends RareCallbacks {
  open(ws: Socket): void;
  message(ws: Socket, data: string | Bytes): void;
  close(ws: Socket, code: number, reason: string): void;
}

/** The callbacks, and the sockets that are open. */
export interface Connections {
  readonly callbacks: Callbacks;
  /** The open sockets. */
  readonly live: ReadonlySet<Socket>;
  /** Whether the server does not call our `open`, so that no handshake with it can open a socket. */
  isMiswired(server: Bun.Server<unknown>): boolean;
  /** Calls `server.upgrade` so that the socket which it opens belongs to `context`; `false` if it opens none. */
  adopt(context: Context, server: Bun.Server<unknown>, req: Request, options: UpgradeOptions): boolean;
  /** From now on, waits at most this many milliseconds for a pending `onOpen` of a closed socket. */
  hurry(atMost: number): void;
  /** Resolves once no closed socket has an `onOpen` or `onClose` that is still running, and `onShutdown` has been obeyed. */
  closed(): Promise<void>;
}

/** Builds the callbacks for a table of routes; a callback that no route needs is left out. */
export function createConnections(routes: readonly RouteEntry[]): Connections {
  const live = new Set<Socket>();
  const wiring = createWiring();
  let closing = 0;
  let giveUpAfter = GIVE_UP_AFTER;
  // Sockets that have closed while their onOpen is still pending.
  const pending = new Map<Socket, Opening>();
  let onClosed: (() => void) | undefined;

  function adopt(
    context: Context,
    server: Bun.Server<unknown>,
    req: Request,
    options: UpgradeOptions,
  ): boolean {
    const handoff = new Handoff(context, options.data);
    if (!server.upgrade(req, { ...options, data: handoff })) return false;
    if (handoff.state === "waiting") {
      handoff.state = "missed";
      wiring.missed(server, Context.route(context).path);
    } else wiring.took(server);
    return true;
  }

  function isMiswired(server: Bun.Server<unknown>): boolean {
    wiring.sweep(live);
    return wiring.isBroken(server);
  }

  function open(ws: Linked): void {
    const handoff = ws.data;
    if (!(handoff instanceof Handoff)) return;
    if (handoff.state === "missed") return wiring.meet(ws);
    const { context } = handoff;
    handoff.state = "taken";
    ws.data = handoff.data;
    live.add(ws);
    ws.subscribe(context.topic);
    const route = Context.route(context);
    if (!hasHandler(route, "onOpen")) {
      ws[LINK] = context;
      return;
    }
    const opening = new Opening(context);
    ws[LINK] = opening;
    try {
      const handler = route.onOpen;
      const result = handler === undefined ? assertAbsent(route, "onOpen") : handler(ws, context);
      if (isThenable(result)) {
        void Promise.resolve(result)
          .catch((error: unknown) => failOpen(ws, route, error))
          .then(() => settle(ws, opening));
        return;
      }
    } catch (error) {
      failOpen(ws, route, error);
    }
    settle(ws, opening);
  }

  /** After onOpen: lets the waiting messages in, or runs the onClose that waited for it. */
  function settle(ws: Linked, opening: Opening): void {
    if (ws[LINK] !== opening) return; // given up before it settled
    const { context, closed: early } = opening;
    ws[LINK] = context;
    if (early !== undefined) {
      clearTimeout(opening.giveUp);
      pending.delete(ws);
      runClose(ws, context, early.code, early.reason);
      release();
      return;
    }
    for (const waiting of opening.waiting) {
      if (ws.readyState !== WebSocket.OPEN) return;
      ws.cork(() => receive(ws, context, waiting));
    }
  }

  function message(ws: Linked, data: string | Bytes): void {
    const link = ws[LINK];
    if (link === undefined) return wiring.meet(ws);
    if (!(link instanceof Opening)) return receive(ws, link, data);
    if (!link.keep(data)) ws.close(1008, "Too many messages before the connection was ready");
  }

  function close(ws: Linked, code: number, reason: string): void {
    const link = ws[LINK];
    if (link === undefined) {
      // The app's own `open` has closed it, or has thrown, so no handler has to run.
      if (ws.data instanceof Handoff) ws.data.state = "taken";
      return;
    }
    live.delete(ws);
    if (!(link instanceof Opening)) return runClose(ws, link, code, reason);
    link.waiting.length = 0;
    link.closed = { code, reason };
    link.giveUp = setTimeout(settle, giveUpAfter, ws, link);
    pending.set(ws, link);
    closing += 1;
  }

  function runClose(ws: Socket, context: Context, code: number, reason: string): void {
    const route = Context.route(context);
    try {
      const handler = route.onClose;
      if (handler === undefined) return assertAbsent(route, "onClose");
      const settled = watch(handler(ws, context, code, reason), ws, route, "onClose");
      if (settled === undefined) return;
      closing += 1;
      void settled.then(release);
    } catch (error) {
      reportFailure(route, "onClose", error, ws);
    }
  }

  function release(): void {
    closing -= 1;
    if (closing === 0) onClosed?.();
  }

  function hurry(atMost: number): void {
    giveUpAfter = Math.min(GIVE_UP_AFTER, atMost);
    for (const [ws, link] of pending) {
      clearTimeout(link.giveUp);
      link.giveUp = setTimeout(settle, giveUpAfter, ws, link);
    }
  }

  function closed(): Promise<void> {
    const settled = new Promise<void>((resolve) => {
      onClosed = resolve;
      if (closing === 0) resolve();
    });
    return runShutdownHooks(settled, giveUpAfter);
  }

  const callbacks: Callbacks = { open, message, close, ...rareCallbacks(routes) };
  return { callbacks, live, isMiswired, adopt, closed, hurry };
}
