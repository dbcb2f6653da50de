// Counts what is sent to clients, what waits for a slow one, and what was dropped. Bun reports all three by what `send` and
// `publish` return, so these methods are wrapped once per process.
import { subscriberCount } from "../publish.ts";
import { createReplacer, type Method, PUBLISHING } from "../wrap-methods.ts";
import { family } from "./exposition.ts";

/** Calls of `send` and `publish`, by what became of their message. */
export interface SendCounts {
  /** Counts the sends of this socket or server, and of all others of its class. */
  watch(target: object): void;
  /** Whether `ws.publish` also reaches its own socket. */
  toSelf(does: boolean): void;
  render(): string;
}

/** What was handed to sockets by one kind of method. */
interface Sent {
  /** One per socket. */
  messages: number;
  bytes: number;
}

const SENDING: readonly string[] = ["send", "sendText", "sendBinary"];

/** Starts with nothing counted. */
export function createSendCounts(): SendCounts {
  const bySend: Sent = { messages: 0, bytes: 0 };
  const byPublish: Sent = { messages: 0, bytes: 0 };
  let queued = 0;
  let dropped = 0;
  let publishToSelf = false;

  const watch = createReplacer([...SENDING, ...PUBLISHING], (name, native) =>
    SENDING.includes(name) ? sending(native) : publishing(native),
  );

  /** One argument, as most calls have, is passed on without a list of arguments: that is most of what counting costs. */
  function sending(native: Function): Method<object> {
    return function (...args) {
      const status: unknown =
        args.length === 1 ? native.call(this, args[0]) : Reflect.apply(native, this, args);
      if (typeof status === "number") {
        if (status > 0) {
          bySend.messages += 1;
          bySend.bytes += status;
        } else count(status, args[0], undefined);
      }
      return status;
    };
  }

  function publishing(native: Function): Method<object> {
    return function (...args) {
      const status: unknown = Reflect.apply(native, this, args);
      if (typeof status === "number") count(status, args[1], readersOf(this, args[0]));
      return status;
    };
  }

  /**
   * Counts one call.
   *
   * @param status the bytes of the message; -1 if it waits for a slow client; 0 if a client did not get it, because
   * `backpressureLimit` is reached or the socket is closed, or if there is none. Bun 1.4 returns 0 for an empty message too,
   * although it is delivered.
   * @param readers how many sockets a published message goes to
   */
  function count(status: number, message: unknown, readers: number | undefined): void {
    // The status of a publication is the sum of what each of several listeners returns.
    const size = sizeOf(message);
    if (status === 0 && size > 0) {
      if (readers !== 0) dropped += 1;
      return;
    }
    if (status < 0) queued += 1;
    const sent = readers === undefined ? bySend : byPublish;
    sent.messages += readers ?? 1;
    sent.bytes += size * (readers ?? 1);
  }

  /**
   * The sockets on a topic: of a server its own, and of a socket all that it can reach. Without the option `publishToSelf`,
   * `ws.publish` does not reach its own.
   */
  function readersOf(publisher: unknown, topic: unknown): number {
    if (typeof topic !== "string") return 0;
    const readers = ownSubscribers(publisher, topic) ?? subscriberCount(topic);
    return !publishToSelf && isSubscriber(publisher, topic) ? readers - 1 : readers;
  }

  return {
    watch,
    toSelf(does) {
      publishToSelf = does;
    },
    render: () =>
      [
        family(
          "bunbox_messages_sent_total",
          "counter",
          "Messages to clients; what is published counts once per socket.",
          byMethod(bySend.messages, byPublish.messages),
        ),
        family(
          "bunbox_sent_bytes_total",
          "counter",
          "Bytes of messages to clients, uncompressed and without frames.",
          byMethod(bySend.bytes, byPublish.bytes),
        ),
        family(
          "bunbox_sends_queued_total",
          "counter",
          "Calls of send and publish whose message waits for a slow client.",
          new Map([["", queued]]),
        ),
        family(
          "bunbox_sends_dropped_total",
          "counter",
          "Calls of send and publish whose message a client did not get.",
          new Map([["", dropped]]),
        ),
      ].join(""),
  };
}

function byMethod(send: number, publish: number): ReadonlyMap<string, number> {
  return new Map([
    ['method="send"', send],
    ['method="publish"', publish],
  ]);
}

function sizeOf(message: unknown): number {
  if (typeof message === "string") return Buffer.byteLength(message);
  if (typeof message !== "object" || message === null) return 0;
  if ("byteLength" in message) return Number(message.byteLength);
  return "size" in message ? Number(message.size) : 0;
}

/** How many sockets a server has on a topic; `undefined` if this is a socket. */
function ownSubscribers(publisher: unknown, topic: string): number | undefined {
  if (typeof publisher !== "object" || publisher === null || !("subscriberCount" in publisher))
    return undefined;
  const { subscriberCount: own } = publisher;
  const counted: unknown = typeof own === "function" ? Reflect.apply(own, publisher, [topic]) : undefined;
  return typeof counted === "number" ? counted : undefined;
}

function isSubscriber(publisher: unknown, topic: string): boolean {
  if (typeof publisher !== "object" || publisher === null || !("isSubscribed" in publisher)) return false;
  const { isSubscribed } = publisher;
  return typeof isSubscribed === "function" && Reflect.apply(isSubscribed, publisher, [topic]) === true;
}
