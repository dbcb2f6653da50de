// Keeps the messages of a socket, in order, while an earlier one is pending.
import { WAITING_COUNT, WAITING_LIMIT } from "./opening.ts";
import type { Bytes } from "./types.ts";

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
