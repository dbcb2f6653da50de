// Keeps the log of a socket: the latest messages, openings and closings, up to a limit.
import { plainOf, sizeOf, type FramePayload } from "./payload.ts";

/** A message. */
export interface Frame {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly direction: "sent" | "received";
  readonly payload: FramePayload;
  readonly size: number;
  /** Whether the payload is all of it: of other sockets, the page gets only the beginning of a long message. */
  readonly whole: boolean;
  /** Which socket or topic it was, if it is not one of the page's own socket. */
  readonly note: string;
}

/** The opening or closing of the socket. */
export interface Mark {
  readonly id: number;
  readonly at: number;
  readonly direction: "none";
  readonly text: string;
}

export type LogEntry = Frame | Mark;

/** Which entries the log shows. */
export interface Filter {
  readonly direction: "all" | "sent" | "received";
  /** A part of the content; upper and lower case do not differ. */
  readonly search: string;
}

/** How many entries are kept. */
export const MOST_ENTRIES = 5_000;

/** How many bytes of content are kept. The newest message is always kept. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** The entries of the log, oldest first. */
export interface Frames {
  add(frame: Omit<Frame, "id">): void;
  /** Adds a message of the page's own socket. */
  addFrame(direction: Frame["direction"], payload: FramePayload): void;
  addMark(text: string): void;
  clear(): void;
  all(): readonly LogEntry[];
  /** How many were dropped since the log was cleared. */
  dropped(): number;
}

/** @param changed is called after every change */
export function createFrames(changed: () => void): Frames {
  const entries: LogEntry[] = [];
  let nextId = 1;
  let bytes = 0;
  let dropped = 0;

  function push(entry: LogEntry): void {
    entries.push(entry);
    bytes += bytesOf(entry);
    while (entries.length > MOST_ENTRIES || (bytes > MOST_BYTES && entries.length > 1)) {
      const oldest = entries.shift();
      if (oldest !== undefined) bytes -= bytesOf(oldest);
      dropped += 1;
    }
    nextId += 1;
    changed();
  }

  return {
    add: (frame) => push({ id: nextId, ...frame }),
    addFrame(direction, payload) {
      const size = sizeOf(payload);
      push({ id: nextId, at: Date.now(), direction, payload, size, whole: true, note: "" });
    },
    addMark: (text) => push({ id: nextId, at: Date.now(), direction: "none", text }),
    clear() {
      entries.length = 0;
      bytes = 0;
      dropped = 0;
      changed();
    },
    all: () => entries,
    dropped: () => dropped,
  };
}

/** The entries that match a filter. Without a search, openings and closings match too. */
export function filterEntries(
  entries: readonly LogEntry[],
  { direction, search }: Filter,
): readonly LogEntry[] {
  if (direction === "all" && search === "") return entries;
  const pattern = new RegExp(search.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`), "i");
  return entries.filter((entry) => {
    if (entry.direction === "none") return search === "" || pattern.test(entry.text);
    if (direction !== "all" && direction !== entry.direction) return false;
    return search === "" || pattern.test(entry.note) || pattern.test(plainOf(entry.payload));
  });
}

function bytesOf(entry: LogEntry): number {
  return entry.direction === "none" ? 0 : entry.size;
}
