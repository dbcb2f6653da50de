// The address of the feed in, its events out, and whether `bunbox dev` is there.
import type { FeedEvents } from "../server/feed.ts";

/** What is told of the feed. */
export interface FeedListener {
  readonly events: { readonly [Name in keyof FeedEvents]: (value: FeedEvents[Name]) => void };
  readonly state: (state: FeedState) => void;
}

/** `waiting` at first; a feed that comes back soon was never away. */
export type FeedState = "waiting" | "there" | "gone";

/** How long a feed may be away before it counts as gone: the server of a new build takes its place within this. */
const PATIENCE = 1_500;

/** How long to wait before the next attempt: at first, and at most. */
const [SOON, LATER] = [200, 2_000];

/** Listens to the feed for as long as the page is there. */
export function listenToFeed(url: string, { events, state }: FeedListener): void {
  let patience: ReturnType<typeof setTimeout> | undefined;
  let wait = SOON;
  state("waiting");
  open();

  // A browser that connects again by itself takes three seconds or more, and gives up on an answer that is no feed.
  function open(): void {
    const source = new EventSource(url);
    source.addEventListener("open", () => {
      clearTimeout(patience);
      patience = undefined;
      wait = SOON;
      state("there");
    });
    source.addEventListener("error", () => {
      source.close();
      patience ??= setTimeout(() => state("gone"), PATIENCE);
      setTimeout(open, wait);
      wait = Math.min(wait * 2, LATER);
    });
    hear(source, "hello", events.hello);
    hear(source, "build", events.build);
    hear(source, "live", events.live);
    hear(source, "report", events.report);
  }
}

function hear<Name extends keyof FeedEvents>(
  source: EventSource,
  name: Name,
  tell: (value: FeedEvents[Name]) => void,
): void {
  source.addEventListener(name, ({ data }: MessageEvent<string>) => tell(JSON.parse(data)));
}
