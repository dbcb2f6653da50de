// Keeps a pair of connections to Redis open: connects, and connects again whenever the pair is lost.
import { type LinkEvents, openLink, type RedisLink } from "./redis-link.ts";

/** What happens to the connection. */
export interface ConnectionEvents extends Omit<LinkEvents, "lost"> {
  /** A pair is open. Resolves once all that it should hear is subscribed to. */
  opened(link: RedisLink): Promise<void>;
  /** All is subscribed to. */
  up(): void;
  /** The pair is lost. */
  lost(reason: string): void;
  /** An attempt to open a pair has failed. */
  failed(error: unknown): void;
}

/** Milliseconds before the next attempt; doubled after each that fails, up to the longest. */
const SHORTEST_WAIT = 100;
const LONGEST_WAIT = 5000;

/** Connects until the process ends, or `close` is called. */
export function keepConnected(
  url: string,
  own: { readonly control: string; readonly probe: string },
  events: ConnectionEvents,
): { close(): void } {
  let closed = false;
  let link: RedisLink | undefined;

  async function run(): Promise<void> {
    for (let wait = SHORTEST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const { promise: ending, resolve: lost } = Promise.withResolvers<string>();
      try {
        link = await openLink(url, own, { ...events, lost });
        if (closed) return link.close();
        const reason = await Promise.race([events.opened(link), ending]);
        if (reason !== undefined) throw new Error(reason);
        events.up();
        wait = SHORTEST_WAIT;
        events.lost(await ending);
      } catch (error) {
        if (closed) return;
        events.failed(error);
      }
      // Otherwise all servers would come back to Redis in one moment.
      await Bun.sleep(wait * (0.5 + Math.random() / 2));
    }
  }

  void run();
  return {
    close() {
      closed = true;
      link?.close();
    },
  };
}
