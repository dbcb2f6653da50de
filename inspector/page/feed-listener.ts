// Listens to the events of a feed, and finds out whether `bunbox dev` is running.

/** Called with every event and every state of the feed. */
export interface FeedListener<Events> {
  readonly events: { readonly [Name in keyof Events]: (value: Events[Name]) => void };
  readonly state: (state: FeedState) => void;
}

/** `waiting` at first. A short interruption does not change the state. */
export type FeedState = "waiting" | "there" | "gone";

/** How long a feed may be interrupted before it counts as gone. The server of a new build needs less to take over. */
const GONE_AFTER = 1_500;

/** The shortest and the longest wait before the next attempt. */
const [FIRST_RETRY, LAST_RETRY] = [200, 2_000];

/** Listens to the feed for as long as the page is open. */
export function listenToFeed<Events>(url: string, { events, state }: FeedListener<Events>): void {
  let goneTimer: ReturnType<typeof setTimeout> | undefined;
  let wait = FIRST_RETRY;
  state("waiting");
  open();

  // The browser's own reconnection takes three seconds or more, and gives up if an answer is not a feed.
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
    for (const name in events) {
      source.addEventListener(name, ({ data }: MessageEvent<string>) => events[name](JSON.parse(data)));
    }
  }
}
