// Sends server-sent events (HTML Living Standard, section 9.2) to all readers. Each reader has a response of its own.

/** Sends one event; its data is JSON. */
type Send<Events> = <Name extends keyof Events & string>(event: Name, data: Events[Name]) => void;

/** The readers of one feed. */
export interface EventStream<Events> {
  readonly send: Send<Events>;
  /**
   * A response that stays open.
   *
   * @param greet sends the events with which a new reader begins, to this reader only
   */
  open(greet: (send: Send<Events>) => void): Response;
  /** Closes every response. */
  end(): void;
}

/** Called when the first reader connects, and when the last one has left. */
export interface ReaderEvents {
  readonly onFirst: () => void;
  readonly onLast: () => void;
}

/** Creates a feed without readers. */
export function createEventStream<Events>({ onFirst, onLast }: ReaderEvents): EventStream<Events> {
  const readers = new Set<ReadableStreamDefaultController<string>>();

  function drop(reader: ReadableStreamDefaultController<string>): void {
    if (readers.delete(reader) && readers.size === 0) onLast();
  }

  return {
    send(event, data) {
      if (readers.size === 0) return;
      const text = format(event, data);
      for (const reader of readers) reader.enqueue(text);
    },
    open(greet) {
      let own: ReadableStreamDefaultController<string> | undefined;
      const body = new ReadableStream<string>({
        start(controller) {
          own = controller;
          greet((event, data) => controller.enqueue(format(event, data)));
          readers.add(controller);
          if (readers.size === 1) onFirst();
        },
        cancel() {
          if (own !== undefined) drop(own);
        },
      });
      return new Response(body, {
        headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store" },
      });
    },
    end() {
      for (const reader of readers) {
        drop(reader);
        reader.close();
      }
    },
  };
}

function format(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
