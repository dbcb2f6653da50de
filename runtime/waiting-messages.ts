// Keeps the messages of a socket, in order, while an earlier one is pending.
import type { Bytes } from "./types.ts";

/** How many bytes of messages may wait; more close the socket with 1008. */
const WAITING_LIMIT = 1024 * 1024;

/** How many messages may wait: an empty message has no bytes, but still takes memory. */
const WAITING_COUNT = 65_536;

/** As many messages as may wait for `onOpen`. */
export class WaitingMessages {
  #list: (string | Bytes)[] = [];
  #bytes = 0;

  /** Keeps a message; `false` if too much is waiting. */
  keep(message: string | Bytes): boolean {
    this.#bytes += sizeOf(message);
    return this.#bytes <= WAITING_LIMIT && this.#list.push(message) <= WAITING_COUNT;
  }

  /** Drops them. */
  clear(): void {
    this.#list = [];
  }

  /** The message that has waited longest; `undefined` if none waits. */
  take(): string | Bytes | undefined {
    const message = this.#list.shift();
    if (message !== undefined) this.#bytes -= sizeOf(message);
    return message;
  }
}

/** How many bytes a message has. */
export function sizeOf(message: string | Bytes): number {
  return typeof message === "string" ? Buffer.byteLength(message) : message.byteLength;
}
