// Publishing from anywhere in the program, through every server that has upgraded a socket of ours.
import type { Payload } from "./types.ts";

/** The part of Bun's server that publishing needs. */
export interface Publisher {
  publish(topic: string, data: Payload, compress?: boolean): number;
  subscriberCount(topic: string): number;
  readonly pendingWebSockets: number;
}

// One server in nearly every program; several where an app mounts the exports in more than one Bun.serve.
let publishers: Publisher[] = [];

/** Remembers a server; called before each of its sockets opens, and forgets those that have none (stopped ones). */
export function addPublisher(server: Publisher): void {
  if (publishers.includes(server)) return;
  publishers = [...publishers.filter(({ pendingWebSockets }) => pendingWebSockets > 0), server];
}

/**
 * Sends to everyone subscribed to `topic`, from a handler, a timer, a queue.
 *
 * @param topic `ctx.topic` of a route, or any topic that sockets subscribed to
 * @param data text or bytes
 * @param compress whether to compress it for the clients that negotiated permessage-deflate (RFC 7692); Bun 1.4 would by itself
 * @returns what Bun's `publish` returns: bytes sent; -1 where it waits for a slow client; 0 where nobody is there, or
 * where it was dropped for one, whatever the others got; 0 until a server has a socket
 * @throws TypeError where `data` is `undefined` (Bun 1.4 would send the text "undefined")
 * @example
 * setInterval(() => publish("ws-clock", new Date().toISOString()), 1000);
 */
export function publish(topic: string, data: Payload, compress = false): number {
  if (data === undefined) throw new TypeError("publish: data is undefined");
  let status = 0;
  for (const server of publishers) {
    const sent = server.publish(topic, data, compress);
    // Backpressure anywhere is what the caller must hear of; otherwise the bytes add up.
    status = sent < 0 || status < 0 ? -1 : status + sent;
  }
  return status;
}

/** How many sockets are subscribed to `topic` now. */
export function subscriberCount(topic: string): number {
  let count = 0;
  for (const server of publishers) count += server.subscriberCount(topic);
  return count;
}
