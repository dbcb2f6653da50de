// Keeps the list of topics that this server hears from others, and subscribes to them in arrays, because a client that
// subscribes one by one waits for each answer (Bun 1.4).

/** What the list needs. */
export interface TopicsPort {
  readonly subscribe: (topics: readonly string[]) => void;
  readonly unsubscribe: (topics: readonly string[]) => void;
  /** Resolves once all earlier subscriptions are in force, or the connection is lost. */
  readonly barrier: () => Promise<void>;
  /** How many sockets of this server are subscribed to `topic`. */
  readonly count: (topic: string) => number;
}

/** The topics that this server hears. */
export interface Topics {
  readonly size: number;
  /** Adds a topic. Returns a promise to wait for, up to a second, if it is not in force yet but soon will be. */
  join(topic: string): Promise<void> | undefined;
  /** Subscribes to all topics on a new connection; resolves once they are in force. */
  connected(): Promise<void>;
  /** Nothing can be subscribed to until `connected`, so nobody waits. */
  disconnected(): void;
  /** Leaves the topics without a socket in this sweep and the one before. */
  sweep(): void;
}

/** Longest time that a handshake waits for its topic, in milliseconds. */
const LONGEST_WAIT = 1000;
/** How many topics one command names. */
const CHUNK = 500;

/** Topics that are subscribed to together. */
interface Batch {
  readonly topics: string[];
  readonly done: Promise<void>;
  readonly resolve: () => void;
}

/** Starts without a topic, and with a connection that is being made. */
export function createTopics({ subscribe, unsubscribe, barrier, count }: TopicsPort): Topics {
  const heard = new Set<string>();
  // Those that had no socket at the last sweep.
  let idle = new Set<string>();
  // Those that are not in force yet.
  const pending = new Map<string, Promise<void>>();
  let state: "connecting" | "up" | "down" = "connecting";
  let next: Batch | undefined;
  let busy = false;

  function join(topic: string): Promise<void> | undefined {
    if (heard.has(topic)) {
      if (idle.size > 0) idle.delete(topic);
      return pending.size === 0 ? undefined : pending.get(topic);
    }
    heard.add(topic);
    if (state === "down") return undefined;
    next ??= createBatch();
    next.topics.push(topic);
    pending.set(topic, next.done);
    if (state === "up" && !busy) void subscribeNext();
    return next.done;
  }

  /** One command at a time: what is joined meanwhile is in the next. */
  async function subscribeNext(): Promise<void> {
    busy = true;
    // Every join of this turn of the event loop goes into the same command.
    await Promise.resolve();
    const batch = takeNext();
    inChunks(batch?.topics ?? [], subscribe);
    await barrier();
    settle(batch);
    busy = false;
    if (next !== undefined && state === "up") void subscribeNext();
  }

  function takeNext(): Batch | undefined {
    const batch = next;
    next = undefined;
    return batch;
  }

  function settle(batch: Batch | undefined): void {
    if (batch === undefined) return;
    for (const topic of batch.topics) pending.delete(topic);
    if (pending.size === 0) pending.clear(); // a map keeps the room that it once had
    batch.resolve();
  }

  return {
    get size() {
      return heard.size;
    },
    join,
    async connected() {
      state = "connecting";
      const batch = takeNext(); // its topics are in `heard` too
      inChunks([...heard], subscribe);
      await barrier();
      settle(batch);
      state = "up";
      if (next !== undefined && !busy) void subscribeNext();
    },
    disconnected() {
      state = "down";
      settle(takeNext());
      pending.clear();
    },
    sweep() {
      const empty = [...heard].filter((topic) => count(topic) === 0 && !pending.has(topic));
      const left = empty.filter((topic) => idle.has(topic));
      for (const topic of left) heard.delete(topic);
      idle = new Set(empty.filter((topic) => heard.has(topic)));
      inChunks(left, unsubscribe);
    },
  };
}

function createBatch(): Batch {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, LONGEST_WAIT);
  return {
    topics: [],
    done,
    resolve() {
      clearTimeout(timer);
      resolve();
    },
  };
}

function inChunks(topics: readonly string[], run: (chunk: readonly string[]) => void): void {
  for (let index = 0; index < topics.length; index += CHUNK) run(topics.slice(index, index + CHUNK));
}
