// Keeps the messages of a socket until its onOpen has settled.
import type { Context } from "./context.ts";
import type { Bytes } from "./types.ts";

/** How many bytes of messages may wait; more close the socket with 1008. */
export const WAITING_LIMIT = 1024 * 1024;

/** How many messages may wait: an empty message has no bytes, but still takes memory. */
export const WAITING_COUNT = 65_536;

/** How many milliseconds after a close `onClose` waits for a pending `onOpen` before it runs anyway. */
export const GIVE_UP_AFTER = 10_000;

/** Replaces a socket's context from the handshake until `onOpen` has settled. */
export class Opening {
  readonly context: Context;
  /** Messages that came before `onOpen` settled, in order. */
  readonly waiting: (string | Bytes)[] = [];
  /** The close that came before `onOpen` settled. */
  closed: { readonly code: number; readonly reason: string } | undefined;
  /** Runs `onClose` if `onOpen` does not settle in time. */
  giveUp: ReturnType<typeof setTimeout> | undefined;
  #bytes = 0;

  constructor(context: Context) {
    this.context = context;
  }

  /** Keeps a message; `false` if too much is waiting. */
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
