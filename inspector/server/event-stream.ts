// Sends server-sent events (HTML Living Standard, section 9.2) to all readers. Each reader has a response of its own.

/** Sends one event; its data is JSON. */
type Send<Events> = <Name extends keyof Events & string>(event: Name, data: Events[Name]) => void;

/** One reader of a feed. */
export interface FeedReader<Events> {
  /** A secret that only this reader gets, in its first event. */
  readonly token: string;
  readonly send: Send<Events>;
}

/** The readers of one feed. */
export interface EventStream<Events> {
  readonly send: Send<Events>;
  /**
   * A response that stays open.
   *
   * @param greet sends the events with which a new reader begins, to this reader only
   */
  open(greet: (reader: FeedReader<Events>) => void, headers?: Record<string, string>): Response;
  find(token: string): FeedReader<Events> | undefined;
  /** Closes every response. */
  end(): void;
}

/** Called when the first reader connects, when any has left, and when the last one has. */
export interface ReaderEvents<Events> {
  readonly onFirst?: () => void;
  readonly onLeft?: (reader: FeedReader<Events>) => void;
  readonly onLast?: () => void;
}

/** How many characters may wait for a reader. One that is slower is disconnected; a page then connects again. */
const MOST_WAITING = 16 * 1024 * 1024;

/** Creates a feed without readers. */
export function createEventStream<Events>(events: ReaderEvents<Events> = {}): EventStream<Events> {
  const readers = new Map<FeedReader<Events>, ReadableStreamDefaultController<string>>();

  function drop(reader: FeedReader<Events>): void {
    if (!readers.delete(reader)) return;
    events.onLeft?.(reader);
    if (readers.size === 0) events.onLast?.();
  }

  function write(reader: FeedReader<Events>, text: string): void {
    const controller = readers.get(reader);
    if (controller === undefined) return;
    if ((controller.desiredSize ?? 0) > -MOST_WAITING) return controller.enqueue(text);
    drop(reader);
    controller.error(new Error("the reader is too slow"));
  }

  return {
    send(event, data) {
      if (readers.size === 0) return;
      const text = format(event, data);
      for (const reader of readers.keys()) write(reader, text);
    },
    open(greet, headers = {}) {
      const reader: FeedReader<Events> = {
        token: crypto.randomUUID(),
        send: (event, data) => write(reader, format(event, data)),
      };
      const body = new ReadableStream<string>(
        {
          start(controller) {
            readers.set(reader, controller);
            greet(reader);
            if (readers.size === 1) events.onFirst?.();
          },
          cancel: () => drop(reader),
        },
        { highWaterMark: 0, size: (text) => text?.length ?? 0 },
      );
      return new Response(body, {
        headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store", ...headers },
      });
    },
    find: (token) => [...readers.keys()].find((reader) => reader.token === token),
    end() {
      for (const [reader, controller] of readers) {
        drop(reader);
        controller.close();
      }
    },
  };
}

function format(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
