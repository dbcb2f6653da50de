// Implements a very cheap WebSocket client: frames are encoded beforehand, answers are counted and not read.
import type { Socket } from "bun";
import { handshake } from "../test/support/raw.ts";

/** A number of bytes to wait for; several connections can share it. */
export interface Waiting {
  /** Bytes that still have to come. */
  missing: number;
  done: () => void;
}

/** Waits for nothing yet. */
export function createWaiting(): Waiting {
  return { missing: 0, done: () => undefined };
}

/** Waits for so many bytes more. */
export function waitFor(waiting: Waiting, bytes: number): Promise<void> {
  return new Promise((resolve) => {
    waiting.missing += bytes;
    waiting.done = resolve;
    if (waiting.missing <= 0) resolve();
  });
}

type Wire = Socket<Waiting>;

/** An open connection. */
export interface Client {
  send(bytes: Uint8Array): void;
  close(): void;
}

const handlers = {
  data(socket: Wire, chunk: Uint8Array): void {
    socket.data.missing -= chunk.length;
    if (socket.data.missing <= 0) socket.data.done();
  },
  open(): void {
    // `open` below writes the handshake.
  },
};

/**
 * Connects, and waits for the answer to the handshake and to the greeting.
 *
 * @param waiting counts the bytes that arrive later
 */
export async function open(
  port: number,
  path: string,
  waiting: Waiting,
  greeting: readonly Uint8Array[] = [],
): Promise<Client> {
  const data = createWaiting();
  const socket: Wire = await Bun.connect({ hostname: "127.0.0.1", port, socket: handlers, data });
  for (const each of [handshake(path), ...greeting]) {
    data.missing = 0;
    const answered = waitFor(data, 1);
    socket.write(each);
    await answered;
  }
  if (greeting.length > 0) await Bun.sleep(20); // The server may send more after the greeting.
  socket.data = waiting;
  return {
    send: (bytes) => socket.write(bytes),
    close: () => socket.end(),
  };
}
