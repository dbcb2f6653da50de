// Carries messages through Redis or Valkey: one channel per topic, and one control channel per server.
import { log } from "../report.ts";
import { answerTo, createAsks } from "./asks.ts";
import { type Driver, type Local, noCounts } from "./driver.ts";
import { createOrigin, dataOf, decode, encode, isFrom } from "./message.ts";
import { keepConnected } from "./redis-connection.ts";
import type { RedisLink } from "./redis-link.ts";
import { createOutages } from "./redis-outage.ts";
import { addressOf } from "./redis-reason.ts";
import { createTopics } from "./topics.ts";

/** How to use Redis. */
export interface RedisOptions {
  readonly url: string;
  /** What the names of all channels of the project begin with. */
  readonly prefix: string;
  /** Whether all sockets are closed once messages may have been missed. */
  readonly gap: "keep" | "close";
  /** How much may wait for Redis, in bytes of text in ASCII. */
  readonly queue: number;
}

/** Milliseconds between two sweeps for topics without a socket. */
const SWEEP = 5000;

/** Milliseconds until a refused message is reported. */
const REFUSAL_WAIT = 100;

/** Connects to Redis, and again whenever the connection is lost, until `close`. */
export function connectRedis({ url, prefix, gap, queue }: RedisOptions, local: Local): Driver {
  const origin = createOrigin();
  const control = `${prefix}~${origin}`;
  const probe = `p${origin}`;
  const address = addressOf(url);
  const counts = noCounts();
  const outages = createOutages(url, { control, topic: channelOf("probe"), probe });
  const asks = createAsks();
  let link: RedisLink | undefined;
  // What is published before the first attempt to connect has ended: a new server must not lose its first messages.
  let early: (readonly [string, string])[] | undefined = [];
  let waiting = 0;
  let barriers = 0;
  let refused = false;
  let passed: (() => void) | undefined;

  const topics = createTopics({
    subscribe: (list) => link?.subscribe(list.map(channelOf)),
    unsubscribe: (list) => link?.unsubscribe(list.map(channelOf)),
    // Redis obeys a connection in order, so a message to oneself on the connection that subscribes comes last.
    barrier() {
      if (link === undefined) return Promise.resolve();
      barriers += 1;
      link.publishAfterSubscribing(control, `w${origin}${barriers}`);
      return new Promise((resolve) => {
        passed = resolve;
      });
    },
    count: (topic) => local.count(topic),
  });
  const sweeping = setInterval(() => topics.sweep(), SWEEP);
  sweeping.unref();

  function channelOf(topic: string): string {
    return `${prefix}:${topic}`;
  }

  function receive(text: string, channel: string): void {
    if (channel === control) return receiveControl(text);
    const topic = channel.slice(prefix.length + 1);
    if (isFrom(origin, text)) {
      // Redis counts this server among those that get its question.
      if (text.startsWith("q")) asks.take(answerTo(text.slice(1 + origin.length), 0));
      return;
    }
    const message = decode(text);
    switch (message?.kind) {
      case "t":
      case "T":
      case "b":
      case "B":
        counts.received += 1;
        return local.deliver(topic, dataOf(message), message.kind === "T" || message.kind === "B");
      case "q":
        return link?.talker.publish(
          `${prefix}~${message.origin}`,
          `a${origin}${answerTo(message.payload, local.count(topic))}`,
        );
      default:
        counts.ignored += 1;
    }
  }

  function receiveControl(text: string): void {
    if (text === `w${origin}${barriers}`) return passed?.();
    const message = decode(text);
    if (message?.origin === origin) return; // an older barrier, or a probe
    if (message?.kind !== "a" || !asks.take(message.payload)) counts.ignored += 1;
  }

  const connection = keepConnected(
    url,
    { control, probe },
    {
      message: receive,
      unconfirmed(reason) {
        counts.lostDown += 1;
        if (!counts.up || refused) return;
        refused = true;
        const asked = link;
        // The messages of a connection that is lost are rejected before that is known.
        setTimeout(() => {
          if (link === asked && counts.up)
            log("warning", `Redis at ${address} refused a message (${reason}); other servers do not get it`);
        }, REFUSAL_WAIT);
      },
      async opened(opened) {
        link = opened;
        link.subscribe([control]);
        // The first sign of life: it must not wait for the answers to many topics.
        link.publishAfterSubscribing(control, probe);
        await topics.connected();
      },
      up() {
        counts.up = true;
        refused = false;
        endEarly();
        if (!outages.end(counts.lostDown + counts.lostFull)) return;
        counts.reconnects += 1;
        if (gap === "close") local.missed();
      },
      lost(reason) {
        disconnect();
        outages.begin("lost the connection to Redis at", reason);
      },
      failed(error) {
        disconnect();
        outages.begin("cannot connect to Redis at", error);
      },
    },
  );

  function disconnect(): void {
    link = undefined;
    counts.up = false;
    topics.disconnected();
    passed?.();
    endEarly();
  }

  function endEarly(): void {
    const messages = early ?? [];
    early = undefined;
    for (const [channel, message] of messages) publish(channel, message);
  }

  function publish(channel: string, message: string): void {
    if (early !== undefined) {
      waiting += message.length;
      if (waiting > queue) counts.lostFull += 1;
      else early.push([channel, message]);
    } else if (link === undefined || !counts.up) counts.lostDown += 1;
    else if (link.talker.backlog > queue) counts.lostFull += 1;
    else {
      counts.published += 1;
      link.talker.publish(channel, message);
    }
  }

  return {
    get counts() {
      counts.topics = topics.size;
      return counts;
    },
    join: (topic) => topics.join(topic),
    send: (topic, data, compress) => publish(channelOf(topic), encode(origin, data, compress)),
    async ask(topic) {
      const asked = link;
      if (asked === undefined) return 0;
      return asks.ask((id) => asked.talker.publishCounted(channelOf(topic), `q${origin}${id}`));
    },
    async close() {
      clearInterval(sweeping);
      try {
        await link?.talker.flush();
      } catch {
        counts.up = false; // The connection is lost, and with it what was in flight.
      }
      connection.close();
    },
  };
}
