// Ends a server: delivers what was sent, closes the sockets, waits for handlers and responses, closes the port.
import type { App } from "./app.ts";
import { createDelivery, type CloseFrame } from "./delivery.ts";

export type { CloseFrame } from "./delivery.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** The part of Bun's server that ending it needs. */
export type Stoppable = Pick<Bun.Server<unknown>, "pendingRequests" | "stop">;

/** The part of an app that ending its server needs. */
export interface Endable extends Pick<App, "drain"> {
  readonly options: Pick<App["options"], "shutdownTimeout">;
  readonly connections: Pick<App["connections"], "live" | "hurry" | "closed">;
}

/** Ends one server. */
export interface Shutdown {
  /** The callbacks to serve with; they notice every socket that closes. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  /**
   * Refuses new requests, closes every socket as soon as its client has received what was sent to it, waits for every
   * `onClose` and every open response, up to `shutdownTimeout`, then closes the port.
   */
  run(app: Endable, server: Stoppable, closeFrame: CloseFrame): Promise<void>;
}

/** The sockets of a server that its app does not know. */
export interface Strangers {
  /** Those that are open. */
  readonly live: ReadonlySet<Socket>;
  /** Callbacks that notice them. One that opens when the server ends is closed as `ending` says. */
  noticing(
    websocket: Bun.WebSocketHandler<unknown>,
    ending: () => CloseFrame | undefined,
  ): Bun.WebSocketHandler<unknown>;
}

/**
 * Wraps the callbacks of a server, so that it can be shut down.
 *
 * @param strangers those that the fallback has upgraded, if there is one
 */
export function createShutdown(own: Bun.WebSocketHandler<unknown>, strangers?: Strangers): Shutdown {
  const delivery = createDelivery();
  let ending: CloseFrame | undefined;
  const websocket = strangers?.noticing(own, () => ending) ?? own;

  return {
    websocket: {
      ...websocket,
      pong(ws, data) {
        // No handler knows of our ping, and the socket may be closed by now.
        if (!delivery.pong(ws, data)) void websocket.pong?.(ws, data);
      },
      close(ws, code, reason) {
        delivery.forget(ws);
        void websocket.close?.(ws, code, reason);
      },
    },
    async run(app, server, closeFrame) {
      const limit = app.options.shutdownTimeout * 1000;
      const began = performance.now();
      const left = (): number => Math.max(0, limit - (performance.now() - began));
      const { connections } = app;
      app.drain();
      ending = closeFrame;
      // An onOpen that never settles must leave time for its onClose.
      connections.hurry?.(limit / 2);
      // So must a client that does not read.
      const unread = await delivery.close(
        [...connections.live, ...(strangers?.live ?? [])],
        closeFrame,
        limit / 2,
      );
      const half = left() / 2;
      connections.hurry?.(half);
      await Promise.race([connections.closed(half), Bun.sleep(left())]);
      // `server.stop()` would also wait for a client that has sent half a request.
      while (server.pendingRequests > 0 && left() > 0) await Bun.sleep(10);
      if (unread) await Bun.sleep(left());
      await server.stop(true);
    },
  };
}
