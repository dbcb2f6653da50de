// Publishes on one connection to Redis: what a turn of the event loop brings goes out in one write.
//
// Bun's client writes at the end of each callback (Bun 1.4), so that each message of a busy room would be a system call of
// its own. Here they wait until the turn ends.

/** The connection that publishes. */
export interface Talker {
  /** UTF-16 units of the messages that Redis has not confirmed yet. */
  readonly backlog: number;
  /** Publishes a message. */
  publish(channel: string, message: string): void;
  /** Publishes a message, and returns how many servers have got it. */
  publishCounted(channel: string, message: string): Promise<number>;
  /** Resolves once Redis has taken everything that was published; rejects if the connection is lost. */
  flush(): Promise<unknown>;
}

/**
 * Publishes with a client that is connected.
 *
 * @param unconfirmed called for each message that Redis refuses, or that the connection was lost with
 */
export function createTalker(client: Bun.RedisClient, unconfirmed: (error: unknown) => void): Talker {
  const sizes = createSizes();
  let batch: (readonly [string, string])[] = [];

  function confirm(): void {
    sizes.shift();
  }

  function refuse(error: unknown): void {
    sizes.shift();
    unconfirmed(error);
  }

  function write(): void {
    const messages = batch;
    batch = [];
    for (const [channel, message] of messages) client.publish(channel, message).then(confirm, refuse);
  }

  return {
    get backlog() {
      return sizes.size;
    },
    publish(channel, message) {
      sizes.push(message.length);
      if (batch.push([channel, message]) === 1) setImmediate(write);
    },
    publishCounted(channel, message) {
      write();
      return client.publish(channel, message);
    },
    flush() {
      write();
      return client.ping();
    },
  };
}

/** The sizes of messages in the order in which Redis answers. Bun's own `bufferedAmount` grows only at the end of a turn. */
function createSizes(): { readonly size: number; push(size: number): void; shift(): void } {
  let sizes: number[] = [];
  let first = 0;
  let sum = 0;
  return {
    get size() {
      return sum;
    },
    push(size) {
      sizes.push(size);
      sum += size;
    },
    shift() {
      sum -= sizes[first] ?? 0;
      first += 1;
      if (first < sizes.length / 2) return;
      sizes = sizes.slice(first);
      first = 0;
    },
  };
}
