// Counts sends that wait for a slow client, and sends that were dropped, for `metrics: true`. Bun reports both by what
// `send` and `publish` return, so these methods are wrapped once per process, on their prototypes.
import { subscriberCount } from "./publish.ts";

/** Calls of `send` and `publish` whose message was not sent at once. */
export interface SendCounts {
  /** The message waits for a slow client (`-1`). */
  queued: number;
  /** A client did not get the message: `backpressureLimit` is reached, or the socket is closed (`0`). */
  dropped: number;
  /** Counts the sends of this socket or server, and of all others of its class. */
  watch(target: object): void;
}

/** The index of the parameter that is the message. */
const MESSAGE: Readonly<Record<string, number>> = {
  send: 0,
  sendText: 0,
  sendBinary: 0,
  publish: 1,
  publishText: 1,
  publishBinary: 1,
};

/** Starts with nothing counted. */
export function createSendCounts(): SendCounts {
  const watched = new Set<object>();
  const counts: SendCounts = { queued: 0, dropped: 0, watch };

  function watch(target: object): void {
    const prototype: unknown = Object.getPrototypeOf(target);
    if (typeof prototype !== "object" || prototype === null || watched.has(prototype)) return;
    watched.add(prototype);
    for (const [name, index] of Object.entries(MESSAGE)) {
      const native: unknown = Reflect.get(prototype, name);
      if (typeof native !== "function") continue;
      const send = function (this: unknown, ...args: unknown[]): unknown {
        const status: unknown = Reflect.apply(native, this, args);
        if (status === -1) counts.queued += 1;
        else if (status === 0 && !isEmpty(args[index]) && (index === 0 || hasReader(this, args[0])))
          counts.dropped += 1;
        return status;
      };
      Reflect.set(prototype, name, send);
    }
  }

  return counts;
}

/** Bun 1.4 returns `0` for an empty message too, although it is delivered. */
function isEmpty(message: unknown): boolean {
  if (typeof message === "string") return message === "";
  if (typeof message !== "object" || message === null) return false;
  if ("byteLength" in message) return message.byteLength === 0;
  return "size" in message && message.size === 0;
}

/** Whether a publish could reach a socket: `ws.publish` does not reach its own. */
function hasReader(publisher: unknown, topic: unknown): boolean {
  if (typeof topic !== "string") return false;
  return subscriberCount(topic) > (isSubscriber(publisher, topic) ? 1 : 0);
}

function isSubscriber(publisher: unknown, topic: string): boolean {
  if (typeof publisher !== "object" || publisher === null || !("isSubscribed" in publisher)) return false;
  const { isSubscribed } = publisher;
  return typeof isSubscribed === "function" && Reflect.apply(isSubscribed, publisher, [topic]) === true;
}
