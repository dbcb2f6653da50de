// Ends a server: delivers what was sent, closes the sockets, waits for handlers and responses, closes the port.
import type { App } from "./app.ts";
import { closeSocket, createDelivery, type CloseFrame } from "./delivery.ts";
import { routeOf } from "./link.ts";

export type { CloseFrame } from "./delivery.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** The part of Bun's server that ending it needs. */
export type Stoppable = Pick<Bun.Server<unknown>, "pendingRequests" | "stop">;

/** Ends one server. */
export interface Shutdown {
  /** The callbacks to serve with; they notice every socket that opens or closes. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  /**
   * Refuses new requests, closes every socket as soon as its client has received what was sent to it, waits for every
   * `onClose` and every open response, up to `shutdownTimeout`, then closes the port.
   */
  run(app: App, server: Stoppable, closeFrame: CloseFrame): Promise<void>;
}

/** Wraps the callbacks of a server, so that it can be shut down. */
export function createShutdown(websocket: Bun.WebSocketHandler<unknown>): Shutdown {
  const delivery = createDelivery();
  // The sockets that the fallback has upgraded: the app does not know them.
  const others = new Set<Socket>();
  let ending: CloseFrame | undefined;

  return {
    websocket: {
      ...websocket,
      open(ws) {
        void websocket.open?.(ws);
        if (routeOf(ws) !== undefined) return;
        others.add(ws);
        if (ending !== undefined) closeSocket(ws, ending);
      },
      pong(ws, data) {
        delivery.pong(ws, data);
        void websocket.pong?.(ws, data);
      },
      close(ws, code, reason) {
        others.delete(ws);
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
      connections.hurry(limit / 2);
      // So must a client that does not read.
      const unread = await delivery.close([...connections.live, ...others], closeFrame, limit / 2);
      connections.hurry(left() / 2);
      await Promise.race([connections.closed(), Bun.sleep(left())]);
      // `server.stop()` would also wait for a client that has sent half a request.
      while (server.pendingRequests > 0 && left() > 0) await Bun.sleep(10);
      if (unread) await Bun.sleep(left());
      await server.stop(true);
    },
  };
}
