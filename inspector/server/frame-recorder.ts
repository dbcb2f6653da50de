// Keeps the latest messages of the sockets that a page watches, and sends them in batches. Under load it samples them evenly.
import type { FeedReader } from "./event-stream.ts";
import type { FeedEvents, FrameNotice, WatchSubject } from "./feed.ts";

/** How often a batch is sent, in milliseconds. */
const INTERVAL = 100;

/** How many messages a batch has at most: with more, every second one is kept, then every fourth, and so on. */
const MOST_PER_BATCH = 64;

/** How many messages are kept per subject, for a page that begins to watch it too. */
const MOST_KEPT = 300;

type Reader = FeedReader<FeedEvents>;

/** Records what pages watch, and nothing while none does. */
export interface FrameRecorder {
  /** From now on, the reader gets the messages of a subject; of none if it is `null`. */
  watch(reader: Reader, subject: WatchSubject | null): void;
  /** Sends what was recorded since the last batch. */
  flush(): void;
  /** What is watched now. */
  subjects(): readonly WatchSubject[];
  /** The readers that watch a subject. */
  readersOf(subject: WatchSubject): readonly Reader[];
  /** Records a message. It is only made if it is in the sample. */
  record(subject: WatchSubject, make: () => FrameNotice): void;
}

/** The messages of one subject. */
interface Tape {
  readonly readers: Set<Reader>;
  readonly kept: FrameNotice[];
  batch: FrameNotice[];
  /** How many messages came since the last batch, and since the beginning. */
  seen: number;
  total: number;
  /** One of so many messages is kept. */
  every: number;
}

/** Starts with nothing to record. */
export function createFrameRecorder(): FrameRecorder {
  const tapes = new Map<WatchSubject, Tape>();
  let timer: ReturnType<typeof setInterval> | undefined;

  function leave(reader: Reader): void {
    for (const [subject, { readers }] of tapes)
      if (readers.delete(reader) && readers.size === 0) tapes.delete(subject);
    if (tapes.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function flush(): void {
    for (const [subject, tape] of tapes) {
      if (tape.seen === 0) continue;
      const { batch: frames, seen, kept } = tape;
      tape.batch = [];
      tape.seen = 0;
      tape.every = 1;
      tape.total += seen;
      kept.push(...frames);
      kept.splice(0, kept.length - MOST_KEPT);
      for (const reader of tape.readers) reader.send("frames", { subject, first: false, seen, frames });
    }
  }

  return {
    flush,
    watch(reader, subject) {
      // What is not sent yet belongs to those who watched before.
      flush();
      leave(reader);
      if (subject === null) return;
      const tape = tapes.get(subject) ?? emptyTape();
      tapes.set(subject, tape);
      tape.readers.add(reader);
      timer ??= setInterval(flush, INTERVAL);
      reader.send("frames", { subject, first: true, seen: tape.total, frames: tape.kept });
    },
    subjects: () => [...tapes.keys()],
    readersOf: (subject) => [...(tapes.get(subject)?.readers ?? [])],
    record(subject, make) {
      const tape = tapes.get(subject);
      if (tape === undefined) return;
      const place = tape.seen;
      tape.seen += 1;
      if (place % tape.every !== 0) return;
      if (tape.batch.length === MOST_PER_BATCH) {
        tape.batch = tape.batch.filter((_, index) => index % 2 === 0);
        tape.every *= 2;
        if (place % tape.every !== 0) return;
      }
      tape.batch.push(make());
    },
  };
}

function emptyTape(): Tape {
  return { readers: new Set(), kept: [], batch: [], seen: 0, total: 0, every: 1 };
}
