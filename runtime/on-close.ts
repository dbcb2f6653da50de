// Calls `onClose`, and knows which handlers of closed sockets still run. The entry imports this file only if a route has an
// `onOpen` or an `onClose`.
import type { Callbacks, Connections } from "./connection.ts";
import { Context } from "./context.ts";
import { assertAbsent, watch } from "./handlers.ts";
import { contextOf, type Linked } from "./link.ts";
import { reportFailure } from "./report.ts";

/** Connections whose end waits for handlers. */
export interface Closing extends Connections {
  /** The end waits until `release` is called as often. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Notes that a socket has closed, without `onClose`. */
  readonly forget: Callbacks["close"];
  /** Calls `onClose`. */
  readonly runClose: Callbacks["close"];
}

/** Puts `onClose` behind the end of each socket. */
export function withClose(connections: Connections): Closing {
  const { callbacks } = connections;
  let held = 0;
  let onReleased: (() => void) | undefined;

  function hold(): void {
    held += 1;
  }

  function release(): void {
    held -= 1;
    if (held === 0) onReleased?.();
  }

  function runClose(ws: Linked, code: number, reason: string): void {
    const context = contextOf(ws);
    if (context === undefined) return;
    const route = Context.route(context);
    try {
      const handler = route.onClose;
      if (handler === undefined) return assertAbsent(route, "onClose");
      const settled = watch(handler(ws, context, code, reason), ws, route, "onClose");
      if (settled === undefined) return;
      hold();
      void settled.then(release);
    } catch (error) {
      reportFailure(route, "onClose", error, ws);
    }
  }

  return {
    ...connections,
    hold,
    release,
    forget: (ws, code, reason) => callbacks.close(ws, code, reason),
    runClose,
    callbacks: {
      ...callbacks,
      close(ws, code, reason) {
        callbacks.close(ws, code, reason);
        runClose(ws, code, reason);
      },
    },
    closed(atMost) {
      const released = new Promise<void>((resolve) => {
        onReleased = resolve;
        if (held === 0) resolve();
      });
      return connections.closed(atMost, released);
    },
  };
}
