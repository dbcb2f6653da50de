// Publishes from anywhere in the program, through every server that has upgraded a socket of ours.
//
// A process may hold several copies of this module: one in each dist/server.js, and one in node_modules for the program
// that mounts them. A copy with an app reaches the servers of that app. A copy without an app reaches all servers.
import type { Payload } from "./types.ts";

/** The part of Bun's server that publishing needs. */
export interface Publisher {
  publish(topic: string, data: Payload, compress?: boolean): number;
  subscriberCount(topic: string): number;
  readonly pendingWebSockets: number;
  /** How many sockets other servers have on a topic. Only what carries messages to them has it (pubsub/carrier.ts). */
  readonly countElsewhere?: (topic: string) => Promise<number>;
}

/**
 * The property of `globalThis` that all copies share, of whatever version: a `Set` of Bun's own servers, and nothing else.
 * Each copy adds its servers before their sockets open, and may remove any that has no sockets.
 */
const SHARED = Symbol.for("@ademattos/bunbox/servers");

// One server in nearly every program; several where an app mounts the exports in more than one Bun.serve.
let own: Publisher[] | undefined;

/** From now on this copy has an app, and reaches only the servers of that app. */
export function claimPublishers(): void {
  own ??= [];
}

/** Whether this copy has an app. */
export function hasApp(): boolean {
  return own !== undefined;
}

/** Adds a server, and drops those without sockets, such as stopped ones. Call it before each socket opens. */
export function addPublisher(server: Publisher): void {
  const all = shared();
  // Another copy may have removed it while it had no sockets.
  if (own?.includes(server) && all.has(server)) return;
  own = [...(own ?? []).filter((each) => each !== server && isOpen(each)), server];
  for (const each of all) if (!isOpen(each)) all.delete(each);
  all.add(server);
}

function isOpen({ pendingWebSockets }: Publisher): boolean {
  return pendingWebSockets > 0;
}

function shared(): Set<Publisher> {
  const known: unknown = Reflect.get(globalThis, SHARED);
  if (known instanceof Set) return known;
  const all = new Set<Publisher>();
  Reflect.set(globalThis, SHARED, all);
  return all;
}

/**
 * Sends to every socket that is subscribed to a topic. Call it from anywhere: a handler, a timer, a queue, or the program
 * that imports `dist/server.js`.
 *
 * @param topic `ctx.topic` of a route, or a topic that sockets subscribed to with `ws.subscribe`
 * @param data text, bytes or a blob
 * @param compress whether to compress it for the clients that support it (permessage-deflate). Default: `false`.
 * @returns what Bun's `publish` returns: the number of bytes; -1 if it waits for a slow client; 0 if nobody is
 * subscribed, or if it was dropped for a slow client, even if others got it
 * @throws TypeError if `data` is `undefined`
 * @example
 * ```ts
 * // app/ws/clock/route.ts
 * import { publish } from "@ademattos/bunbox";
 *
 * setInterval(() => publish("ws-clock", new Date().toISOString()), 1000);
 *
 * export function onMessage() {}
 * ```
 */
export function publish(topic: string, data: Payload, compress = false): number {
  // Bun 1.4 would send the text "undefined".
  if (data === undefined) throw new TypeError("publish: data is undefined");
  let status = 0;
  for (const server of own ?? shared()) {
    const sent = server.publish(topic, data, compress);
    // The caller must learn of backpressure on any server; otherwise the bytes add up.
    status = sent < 0 || status < 0 ? -1 : status + sent;
  }
  return status;
}

/**
 * Counts the sockets of this process that are subscribed to a topic now: those of a route, or those of any topic that sockets
 * subscribed to. `ctx.subscriberCount` is the same for the topic of the route.
 *
 * @returns 0 until a server exists
 */
export function subscriberCount(topic: string): number {
  let count = 0;
  for (const server of own ?? shared()) count += server.subscriberCount(topic);
  return count;
}

/**
 * Sends to the sockets of this process alone that are subscribed to a topic. It differs from `publish` only if the project
 * uses `pubsub` or `workers`: use it in what every process does by itself, such as a timer.
 *
 * @param topic `ctx.topic` of a route, or a topic that sockets subscribed to with `ws.subscribe`
 * @param data text, bytes or a blob
 * @param compress whether to compress it for the clients that support it (permessage-deflate). Default: `false`.
 * @returns what Bun's `publish` returns, as for `publish`
 * @throws TypeError if `data` is `undefined`
 */
export function publishHere(topic: string, data: Payload, compress = false): number {
  if (data === undefined) throw new TypeError("publishHere: data is undefined");
  let status = 0;
  for (const server of own ?? shared()) {
    if (server.countElsewhere !== undefined) continue;
    const sent = server.publish(topic, data, compress);
    status = sent < 0 || status < 0 ? -1 : status + sent;
  }
  return status;
}

/**
 * Counts the sockets that are subscribed to `topic`, in this process and in all others that `pubsub` or `workers` connect.
 * A process that does not answer within 250 ms counts as 0.
 */
export async function subscriberCountAll(topic: string): Promise<number> {
  const here = subscriberCount(topic);
  const asked = [...(own ?? shared())].map(
    ({ countElsewhere }) => countElsewhere?.(topic) ?? Promise.resolve(0),
  );
  return (await Promise.all(asked)).reduce((sum, count) => sum + count, here);
}

/** How many sockets the servers of this copy's app have, the app's own included. */
export function socketCount(): number {
  let count = 0;
  for (const { pendingWebSockets } of own ?? []) count += pendingWebSockets;
  return count;
}
