// Listens to the events of the feed, and finds out whether `bunbox dev` is there.
import type { FeedEvents } from "../server/feed.ts";

/** Is called with every event and every state of the feed. */
export interface FeedListener {
  readonly events: { readonly [Name in keyof FeedEvents]: (value: FeedEvents[Name]) => void };
  readonly state: (state: FeedState) => void;
}

/** `waiting` at first; a feed that comes back soon was never away. */
export type FeedState = "waiting" | "there" | "gone";

/** How long a feed may be away before it counts as gone: the server of a new build takes its place within this. */
const GONE_AFTER = 1_500;

/** How long to wait before the next attempt: at first, and at most. */
const [FIRST_RETRY, LAST_RETRY] = [200, 2_000];

/** Listens to the feed for as long as the page is there. */
export function listenToFeed(url: string, { events, state }: FeedListener): void {
  let goneTimer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_RETRY;
  state("waiting");
  open();

  // A browser that connects again by itself takes three seconds or more, and gives up on an answer that is no feed.
  function open(): void {
    const source = new EventSource(url);
    source.addEventListener("open", () => {
      clearTimeout(goneTimer);
      goneTimer = undefined;
      wait = FIRST_RETRY;
      state("there");
    });
    source.addEventListener("error", () => {
      source.close();
      goneTimer ??= setTimeout(() => state("gone"), GONE_AFTER);
      setTimeout(open, wait);
      wait = Math.min(wait * 2, LAST_RETRY);
    });
    subscribe(source, "hello", events.hello);
    subscribe(source, "build", events.build);
    subscribe(source, "live", events.live);
    subscribe(source, "report", events.report);
  }
}

function subscribe<Name extends keyof FeedEvents>(
  source: EventSource,
  name: Name,
  listener: (value: FeedEvents[Name]) => void,
): void {
  source.addEventListener(name, ({ data }: MessageEvent<string>) => listener(JSON.parse(data)));
}
