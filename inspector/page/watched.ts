// Shows the messages of a socket that is not the page's own, or of all sockets, in place of the page's own.
import type { PageCommand } from "../server/page-command.ts";
import type { ClosedConnection, FrameBatch, FrameNotice, WatchSubject } from "../server/feed.ts";
import { meaningOf } from "./close-codes.ts";
import { element, find, setNote } from "./dom.ts";
import { formatCount, messageOf } from "./format.ts";
import { createFrames, type Frames } from "./frames.ts";
import type { FramePayload } from "./payload.ts";
import { recall, remember } from "./page-state.ts";

/** What the page watches. */
export interface Watched {
  /** Watches a socket, or all, or only the page's own. */
  watch(subject: WatchSubject | null): void;
  subject(): WatchSubject | null;
  /** The messages of the subject; `undefined` if the page's own are shown. */
  frames(): Frames | undefined;
  /** Call it with every hello: the server forgets what a feed watches when the feed ends. */
  greet(instance: string): void;
  add(batch: FrameBatch): void;
  /** Call it when a socket has closed. */
  end(connection: ClosedConnection): void;
}

export interface WatchedEvents {
  readonly send: (command: PageCommand) => Promise<unknown>;
  /** Called when the messages of the subject have changed. */
  readonly changed: () => void;
  /** Called when another subject is shown. */
  readonly switched: (subject: WatchSubject | null) => void;
}

export function createWatched({ send, changed, switched }: WatchedEvents): Watched {
  const source = find("log-source", HTMLSelectElement);
  const frames = createFrames(changed);
  let instance: string | undefined;
  let subject: WatchSubject | null = recall("watched") === "all" ? "all" : null;
  // How many messages there were, and how many the page has got.
  let [seen, got] = [0, 0];

  source.addEventListener("change", () => {
    if (source.value === "own") watch(null);
    else if (source.value === "all") watch("all");
  });

  function watch(next: WatchSubject | null): void {
    if (next === subject) return;
    subject = next;
    remember("watched", next === "all" ? next : undefined);
    [seen, got] = [0, 0];
    frames.clear();
    show();
    ask();
  }

  function ask(): void {
    send({ kind: "watch", subject }).catch((thrown: unknown) =>
      setNote(find("log-sampled", HTMLElement), messageOf(thrown)),
    );
  }

  function show(): void {
    const own = element("option", { value: "own" }, "This page");
    const all = element("option", { value: "all" }, "All sockets");
    const one =
      typeof subject === "number" ? [element("option", { value: "one" }, `Socket #${subject}`)] : [];
    source.replaceChildren(own, all, ...one);
    source.value = subject === null ? "own" : subject === "all" ? "all" : "one";
    note();
    switched(subject);
  }

  function note(): void {
    const isSample = subject !== null && got > 0 && seen > got;
    const ratio = Math.round(seen / Math.max(got, 1));
    setNote(
      find("log-sampled", HTMLElement),
      isSample
        ? `Showing 1 of ${formatCount(Math.max(ratio, 2))} messages: ${formatCount(got)} of ${formatCount(seen)}. There are too many to show all.`
        : "",
    );
  }

  show();
  return {
    watch,
    subject: () => subject,
    frames: () => (subject === null ? undefined : frames),
    greet(next) {
      const isOther = instance !== undefined && instance !== next;
      instance = next;
      // Another server counts its sockets from 1 again.
      if (isOther && typeof subject === "number") return watch(null);
      if (subject !== null) ask();
    },
    add(batch) {
      if (batch.subject !== subject) return;
      if (batch.first) {
        frames.clear();
        [seen, got] = [0, 0];
      }
      seen += batch.seen;
      got += batch.frames.length;
      for (const frame of batch.frames) frames.add(entryOf(frame, subject));
      note();
    },
    end({ id, code, reason }) {
      if (subject !== id && subject !== "all") return;
      const said = reason === "" ? "" : `, reason “${reason}”`;
      frames.addMark(`#${id} closed with ${code} (${meaningOf(code)})${said}.`);
    },
  };
}

function entryOf(frame: FrameNotice, subject: WatchSubject): Parameters<Frames["add"]>[0] {
  const { at, direction, size, whole } = frame;
  return { at, direction, size, whole, payload: payloadOf(frame), note: noteOf(frame, subject) };
}

/** Which socket or topic it was, and whether it arrived. */
function noteOf({ socket, published, outcome }: FrameNotice, subject: WatchSubject): string {
  const where = subject === "all" && socket !== null ? [`#${socket}`] : [];
  const times = subject === "all" && published !== null ? ` ×${formatCount(published.subscribers)}` : "";
  const topic = published === null ? [] : [`${published.topic}${times}`];
  const fate = outcome === "delivered" ? [] : [outcome === "queued" ? "waits for a slow client" : "dropped"];
  return [...where, ...topic, ...fate].join(" · ");
}

function payloadOf({ encoding, content }: FrameNotice): FramePayload {
  if (encoding === "text") return content;
  return Uint8Array.from(atob(content), (character) => character.charCodeAt(0)).buffer;
}
