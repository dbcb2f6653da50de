// What `metrics: true` knows of slow clients: sends that had to wait, and sends that were dropped. Bun tells it by
// what `send` and `publish` return, so their prototypes get a counter around them, once in a process.
import { subscriberCount } from "./publish.ts";

/** Calls of `send` and `publish` whose message did not go straight out. */
export interface SendCounts {
  /** It waits for a slow client (`-1`). */
  queued: number;
  /** A client did not get it: `backpressureLimit` is reached, or the socket is closed (`0`). */
  dropped: number;
  /** Counts for sockets, or for a server, of this one's kind. */
  watch(target: object): void;
}

/** Which parameter is the message. */
const MESSAGE: Readonly<Record<string, number>> = {
  send: 0,
  sendText: 0,
  sendBinary: 0,
  publish: 1,
  publishText: 1,
  publishBinary: 1,
};

/** Starts with nothing counted and nobody watched. */
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

/** An empty message is `0` as well, and delivered (Bun 1.4). */
function isEmpty(message: unknown): boolean {
  if (typeof message === "string") return message === "";
  if (typeof message !== "object" || message === null) return false;
  if ("byteLength" in message) return message.byteLength === 0;
  return "size" in message && message.size === 0;
}

/** Whether a publish could reach anyone: `ws.publish` does not reach its own socket. */
function hasReader(publisher: unknown, topic: unknown): boolean {
  if (typeof topic !== "string") return false;
  return subscriberCount(topic) > (isSubscriber(publisher, topic) ? 1 : 0);
}

function isSubscriber(publisher: unknown, topic: string): boolean {
  if (typeof publisher !== "object" || publisher === null || !("isSubscribed" in publisher)) return false;
  const { isSubscribed } = publisher;
  return typeof isSubscribed === "function" && Reflect.apply(isSubscribed, publisher, [topic]) === true;
}
