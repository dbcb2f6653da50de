// Holds one pair of connections to Redis or Valkey: the talker publishes, the listener subscribes.
//
// Bun 1.4's client reconnects without its subscriptions, and one that subscribes again delivers everything twice. So a pair
// is never reused: when either connection is lost, both are closed, and the owner opens another pair.
import { createTalker, type Talker } from "./redis-talker.ts";

/** How long a connection may take, in milliseconds. */
const CONNECT_TIMEOUT = 5000;
/** How often the connections are checked, in milliseconds. */
const TICK = 1000;
/** After how many ticks of silence the talker sends a probe to the listener. */
const PROBE_AFTER = 9;
/** After how many ticks of silence the pair is given up. */
const GIVE_UP_AFTER = 19;
/** After how many ticks a pair is given up that has not heard anything yet. */
const GIVE_UP_FIRST = 5;
/** Ticks between two pings of the talker. */
const PING_EVERY = 5;
/** How many unanswered pings the talker may have. */
const MOST_PINGS = 3;

/** What a pair of connections reports. */
export interface LinkEvents {
  /** A message has arrived. */
  message(text: string, channel: string): void;
  /** The pair has been given up. Called once, and not after `close`. */
  lost(reason: string): void;
  /** A published message is lost: Redis has refused it, or the pair was lost before its answer. */
  unconfirmed(reason: string): void;
}

/** An open pair of connections. */
export interface RedisLink {
  readonly talker: Talker;
  /** Publishes on the connection that subscribes, so that Redis has obeyed every earlier `subscribe` by then. */
  publishAfterSubscribing(channel: string, message: string): void;
  subscribe(channels: string[]): void;
  unsubscribe(channels: string[]): void;
  close(): void;
}

/**
 * Opens a pair of connections.
 *
 * @param control a channel of this server alone
 * @param probe a message to it that nobody else sends
 * @throws Error if Redis cannot be reached, or refuses
 */
export async function openLink(
  url: string,
  { control, probe }: { readonly control: string; readonly probe: string },
  events: LinkEvents,
): Promise<RedisLink> {
  const [talking, listener] = [newClient(url), newClient(url)];
  const clients = [talking, listener];
  const talker = createTalker(talking, (error) => events.unconfirmed(messageOf(error)));
  let ended = false;
  let heard = false;
  let silent = 0;
  let ticks = 0;
  let pings = 0;
  let timer: ReturnType<typeof setInterval> | undefined;

  function end(): boolean {
    if (ended) return false;
    ended = true;
    clearInterval(timer);
    for (const client of clients) {
      onClose(client, null);
      client.close();
    }
    return true;
  }

  function lose(reason: string): void {
    if (end()) events.lost(reason);
  }

  /** What Redis refuses to the listener would leave it deaf. */
  function hold(command: Promise<unknown>): void {
    command.then(undefined, (error: unknown) => lose(messageOf(error)));
  }

  function hear(message: string, channel: string): void {
    heard = true;
    silent = 0;
    if (!ended) events.message(message, channel);
  }

  /** Commands have no time limit of their own: a frozen Redis, or a path that is open on one side, never answers. */
  function check(): void {
    ticks += 1;
    silent += 1;
    if (silent >= (heard ? GIVE_UP_AFTER : GIVE_UP_FIRST)) return lose("no answer");
    if (silent === PROBE_AFTER) talking.publish(control, probe).then(undefined, ignoreError);
    if (ticks % PING_EVERY !== 0) return;
    if (pings >= MOST_PINGS) return lose("no answer");
    pings += 1;
    const answered = (): void => void (pings = 0);
    talking.ping().then(answered, ignoreError);
  }

  try {
    await within(Promise.all(clients.map((client) => client.connect())));
  } catch (error) {
    end();
    throw error;
  }
  for (const client of clients) onClose(client, ({ message }) => lose(message));
  timer = setInterval(check, TICK);
  timer.unref();

  return {
    talker,
    publishAfterSubscribing(channel, message) {
      hold(listener.send("PUBLISH", [channel, message]));
    },
    // Its promise resolves at the first channel's confirmation, and later commands get the others (Bun 1.4).
    subscribe: (channels) => hold(listener.subscribe(channels, hear)),
    unsubscribe: (channels) => hold(listener.unsubscribe(channels)),
    close: () => void end(),
  };
}

function newClient(url: string): Bun.RedisClient {
  return new Bun.RedisClient(url, {
    autoReconnect: false,
    enableOfflineQueue: false,
    connectionTimeout: CONNECT_TIMEOUT,
  });
}

function onClose(client: Bun.RedisClient, run: ((error: Error) => void) | null): void {
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a client is not an EventTarget
  client.onclose = run;
}

/** Rejects if connecting takes too long: the client's own limit ends with the TCP connection. */
async function within(connecting: Promise<unknown>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("no answer")), CONNECT_TIMEOUT);
  try {
    await Promise.race([connecting, promise]);
  } finally {
    clearTimeout(timer);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** If a probe or a ping is refused, silence follows, and that is noticed. */
function ignoreError(): void {}
