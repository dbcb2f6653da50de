// Closes all sockets of a topic, here and on the other servers of the project.
import type { App } from "./app.ts";
import { closeSocket } from "./delivery.ts";
import { maySendCloseCode } from "./facts.ts";
import { claimSockets, ownersFor, sockets } from "./sockets.ts";

/** Orders the other processes to close the sockets of a topic. */
export type CloseElsewhere = (topic: string, code: number, reason: string) => void;

let elsewhere: CloseElsewhere | undefined;

/** As `claimSockets`, for an output that has `closeAll`. */
export function claimCloseAll(app: App): App {
  return claimSockets(app, closeTopic);
}

/** From now on `closeAll` also gives the order to other processes. */
export function closeThrough(order: CloseElsewhere): void {
  elsewhere = order;
}

/**
 * Closes every socket that is subscribed to a topic, in this process and in all others that `pubsub` or `workers` connect. Each
 * `onClose` runs as usual, with this code and this reason. The order reaches other servers at most once, as messages do, and
 * after all that this process has published before.
 *
 * @param topic `ctx.topic` of a route, or a topic that sockets subscribed to with `ws.subscribe`
 * @param code a close code that a server may send: 1000 to 1003, 1007 to 1014, 3000 to 4999. Default: 1000.
 * @param reason a text of at most 123 bytes in UTF-8; Bun cuts a longer one
 * @returns how many sockets it has closed in this process; await `subscriberCountAll` before, to count all
 * @throws RangeError if a server cannot send the code
 * @example
 * ```ts
 * // app/lib/sign-out.ts
 * import { closeAll } from "@ademattos/bunbox";
 *
 * export function signOut(user: number) {
 *   closeAll(`user:${user}`, 4001, "Signed out");
 * }
 * ```
 */
export function closeAll(topic: string, code = 1000, reason = ""): number {
  if (!maySendCloseCode(code)) throw new RangeError(`closeAll: a server cannot send the close code ${code}`);
  const closers = Array.from(ownersFor("closeAll"), ({ closeTopic: close }) => close);
  // A copy without an app: the output has `sockets`, but not `closeAll`.
  if (closers.includes(undefined))
    throw new Error("closeAll cannot close: a route of dist/server.js must import closeAll too");
  return closers.reduce((closed, close) => closed + (close?.(topic, code, reason) ?? 0), 0);
}

/** Closes the sockets of this process. */
export function closeHere(topic: string, code: number, reason: string): number {
  let closed = 0;
  for (const ws of sockets(topic)) {
    closeSocket(ws, { code, reason });
    closed += 1;
  }
  return closed;
}

function closeTopic(topic: string, code: number, reason: string): number {
  elsewhere?.(topic, code, reason);
  return closeHere(topic, code, reason);
}
