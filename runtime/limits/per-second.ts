// Limits how many messages a socket may send in a second. The entry imports this file only if the limit is set.
import { closeSocket } from "../delivery.ts";
import type { Entrance } from "../entrance.ts";
import { routeOf } from "../link.ts";
import { log } from "../report.ts";

/** The key of the time at which a socket will have used up nothing of its limit; `Infinity` once it is closed. */
const DUE = Symbol("bunbox limit");

type Limited = Bun.ServerWebSocket<unknown> & { [DUE]?: number };

/** More than what rounding adds, in milliseconds. */
const ROUNDING = 0.001;

/**
 * Closes a socket that sends more. The limit is a token bucket: a socket may send as many messages at once as in a second, and
 * each comes back after its part of a second.
 */
export function limitMessages(perSecond: number, { decide, connections }: Entrance): Entrance {
  const { callbacks } = connections;

  function message(ws: Limited, data: Parameters<typeof callbacks.message>[1]): void {
    const route = routeOf(ws);
    // The app's own socket, or one whose `open` was not called.
    if (route === undefined) return callbacks.message(ws, data);
    const now = performance.now();
    const due = Math.max(ws[DUE] ?? 0, now) + 1000 / perSecond;
    if (due - now < 1000 + ROUNDING) {
      ws[DUE] = due;
      return callbacks.message(ws, data);
    }
    if (due === Infinity) return undefined;
    ws[DUE] = Infinity;
    const address = ws.remoteAddress;
    const from = address === "" ? "" : ` from ${address}`;
    const limit = `more than ${perSecond} messages in a second (limits.messagesPerSecond)`;
    log("warning", `closed a socket of ${route.path}${from}, which sent ${limit}`, {
      event: "message_limit",
      route: route.path,
      address,
    });
    closeSocket(ws, { code: 1008, reason: "Too many messages" }); // RFC 6455, section 7.4.1: a policy
    return undefined;
  }

  return { decide, connections: { ...connections, callbacks: { ...callbacks, message } } };
}
