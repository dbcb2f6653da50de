// A socket whose onOpen has not settled: what comes meanwhile waits here.
import type { Context } from "./context.ts";
import type { Bytes } from "./types.ts";

/** Bytes of messages that may wait for `onOpen`; more close the socket with 1008. */
const WAITING_LIMIT = 1024 * 1024;

/** How many messages may wait: an empty one has no bytes, and still takes memory. */
const WAITING_COUNT = 65_536;

/** How long after a close a pending `onOpen` is waited for before `onClose` runs all the same, in milliseconds. */
export const GIVE_UP_AFTER = 10_000;

/** Takes the place of a socket's context from the handshake until `onOpen` has settled. */
export class Opening {
  readonly context: Context;
  /** Messages that came before `onOpen` settled, in order. */
  readonly waiting: (string | Bytes)[] = [];
  /** The close that came before `onOpen` settled. */
  closed: { readonly code: number; readonly reason: string } | undefined;
  /** Runs `onClose` when an `onOpen` that never settles is given up. */
  giveUp: ReturnType<typeof setTimeout> | undefined;
  #bytes = 0;

  constructor(context: Context) {
    this.context = context;
  }

  /** Keeps a message; `false` where it would be too much. */
  keep(message: string | Bytes): boolean {
    this.#bytes += typeof message === "string" ? Buffer.byteLength(message) : message.byteLength;
    if (this.#bytes > WAITING_LIMIT || this.waiting.length >= WAITING_COUNT) {
      this.waiting.length = 0;
      return false;
    }
    this.waiting.push(message);
    return true;
  }
}
