// Writes to a socket that may take less than it is given, and bounds what waits for it.

type Socket = Bun.Socket<unknown>;

/** Writes to one socket, in order. */
export interface Writer {
  /** Bytes that wait. */
  readonly waiting: number;
  /** Writes now or later; `false` if too much is waiting, and the bytes are dropped. */
  write(bytes: Uint8Array): boolean;
  /** Call it from the socket's `drain`. */
  drained(): void;
  /** Resolves once nothing waits. */
  flush(): Promise<void>;
  /** The socket is closed: nothing waits any more. */
  close(): void;
}

/** Starts with nothing to write; `limit` is how many bytes may wait. */
export function createWriter(socket: Socket, limit: number): Writer {
  let waiting: Uint8Array[] = [];
  let size = 0;
  let closed = false;
  let flushed: (() => void)[] = [];

  function drained(): void {
    while (waiting.length > 0) {
      const whole = waiting.length === 1 ? waiting[0] : Buffer.concat(waiting, size);
      if (whole === undefined) return;
      const written = Math.max(0, socket.write(whole));
      size -= written;
      waiting = size === 0 ? [] : [whole.subarray(written)];
      if (written === 0) return;
    }
    for (const resolve of flushed) resolve();
    flushed = [];
  }

  return {
    get waiting() {
      return size;
    },
    drained,
    close() {
      closed = true;
      waiting = [];
      size = 0;
      drained();
    },
    write(bytes) {
      if (closed) return false;
      if (size > 0) {
        if (size + bytes.length > limit) return false;
        waiting.push(bytes);
        size += bytes.length;
        return true;
      }
      const written = Math.max(0, socket.write(bytes));
      if (written === bytes.length) return true;
      waiting = [bytes.subarray(written)];
      size = bytes.length - written;
      return true;
    },
    flush: () =>
      size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            flushed.push(resolve);
          }),
  };
}
