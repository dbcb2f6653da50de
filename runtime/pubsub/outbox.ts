// Passes published messages to a driver as text or bytes, in order.
/** Messages on their way to a driver. */
export interface Outbox {
  /** Takes what Bun's `publish` takes. */
  readonly send: (topic: string, data: unknown, compress: boolean) => void;
  /** Resolves once every message has been passed on. */
  empty(): Promise<void>;
}

/** Starts empty. A Blob cannot be read at once, so what comes after it waits. */
export function createOutbox(
  pass: (topic: string, data: string | Uint8Array, compress: boolean) => void,
): Outbox {
  let reading: Promise<void> | undefined;

  function queue(topic: string, data: () => Promise<string | Uint8Array>, compress: boolean): void {
    const step = (reading ?? Promise.resolve()).then(async () => {
      try {
        pass(topic, await data(), compress);
      } catch {
        // Bun has thrown to the caller: it publishes no Blob that it would have to read from a file.
      }
      if (reading === step) reading = undefined;
    });
    reading = step;
  }

  return {
    send(topic, data, compress) {
      if (data instanceof Blob) return queue(topic, () => data.bytes(), compress);
      const plain = typeof data === "string" ? data : bytesOf(data);
      if (reading === undefined) return pass(topic, plain, compress);
      // The caller may change its bytes afterwards.
      const copy = typeof plain === "string" ? plain : plain.slice();
      queue(topic, () => Promise.resolve(copy), compress);
    },
    async empty() {
      await reading; // the last of them
    },
  };
}

function bytesOf(data: unknown): Uint8Array | string {
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer || data instanceof SharedArrayBuffer) return new Uint8Array(data);
  return String(data); // as Bun sends what has no type
}
