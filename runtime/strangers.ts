// Knows the sockets that the fallback has upgraded. The entry imports this file only if there is one.
import { closeSocket } from "./delivery.ts";
import { routeOf } from "./link.ts";
import type { Strangers } from "./shutdown.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** Starts without a socket. */
export function createStrangers(): Strangers {
  const live = new Set<Socket>();
  return {
    live,
    noticing: (websocket, ending) => ({
      ...websocket,
      open(ws) {
        void websocket.open?.(ws);
        if (routeOf(ws) !== undefined) return;
        live.add(ws);
        const frame = ending();
        if (frame !== undefined) closeSocket(ws, frame);
      },
      close(ws, code, reason) {
        live.delete(ws);
        void websocket.close?.(ws, code, reason);
      },
    }),
  };
}
