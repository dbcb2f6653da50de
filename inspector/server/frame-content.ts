// Turns a message into its bounded copy for the feed.
import type { FrameNotice } from "./feed.ts";

/** How many bytes of a message the feed has. */
const LONGEST = 8 * 1024;

type Content = Pick<FrameNotice, "encoding" | "content" | "whole" | "size">;

/** The beginning of a message. A Blob's bytes cannot be read at once, so only its size is known. */
export function contentOf(message: unknown): Content {
  if (typeof message === "string") {
    const size = Buffer.byteLength(message);
    const whole = size <= LONGEST;
    const content = whole ? message : message.slice(0, LONGEST / 4);
    return { encoding: "text", content, whole, size };
  }
  const bytes = bytesOf(message);
  if (bytes !== undefined) {
    const size = bytes.byteLength;
    const content = bytes.subarray(0, LONGEST).toBase64();
    return { encoding: "base64", content, whole: size <= LONGEST, size };
  }
  const size = message instanceof Blob ? message.size : 0;
  return { encoding: "base64", content: "", whole: size === 0, size };
}

/** Whether Bun sends nothing for it but an empty frame: then `send` returns 0, although it arrives (Bun 1.4). */
export function isEmptyMessage(message: unknown): boolean {
  if (typeof message === "string") return message === "";
  return message instanceof Blob ? message.size === 0 : bytesOf(message)?.byteLength === 0;
}

function bytesOf(message: unknown): Uint8Array | undefined {
  if (message instanceof ArrayBuffer || message instanceof SharedArrayBuffer) return new Uint8Array(message);
  if (!ArrayBuffer.isView(message)) return undefined;
  return new Uint8Array(message.buffer, message.byteOffset, message.byteLength);
}
