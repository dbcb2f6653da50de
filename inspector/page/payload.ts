// Finds the kind and the size of a message, and turns it into text to show, search and copy.

/** What a WebSocket message carries. */
export type FramePayload = string | ArrayBuffer;

/** The label of a message. */
export type Kind = "text" | "JSON" | "binary";

const encoder = new TextEncoder();

/** The number of bytes on the wire before compression. Text counts as UTF-8. */
export function sizeOf(payload: FramePayload): number {
  return typeof payload === "string" ? encoder.encode(payload).byteLength : payload.byteLength;
}

/** An object or an array counts as JSON; `42` and `"hello"` are as likely to be meant as text. */
export function kindOf(payload: FramePayload): Kind {
  if (typeof payload !== "string") return "binary";
  return /^\s*[{[]/.test(payload) && prettyOf(payload) !== undefined ? "JSON" : "text";
}

/** JSON text over several lines; `undefined` if it does not parse. */
export function prettyOf(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined; // a SyntaxError: it is not JSON
  }
}

/** The text that the search looks through and a row of the log shows. */
export function plainOf(payload: FramePayload, bytes = Infinity): string {
  return typeof payload === "string" ? payload : hexOf(payload, bytes);
}

/** `48 65 6c`. */
export function hexOf(payload: ArrayBuffer, bytes = Infinity): string {
  return [...new Uint8Array(payload, 0, Math.min(bytes, payload.byteLength))].map(hex).join(" ");
}

/** How many bytes a dump shows. */
export const DUMPED = 256;

const WIDTH = 16;

/** The first bytes, sixteen per line: offset, hexadecimal, ASCII. */
export function dumpOf(payload: ArrayBuffer): string {
  const bytes = [...new Uint8Array(payload, 0, Math.min(DUMPED, payload.byteLength))];
  const lines = Array.from({ length: Math.ceil(bytes.length / WIDTH) }, (_, line) => {
    const part = bytes.slice(line * WIDTH, (line + 1) * WIDTH);
    const offset = (line * WIDTH).toString(16).padStart(8, "0");
    return `${offset}  ${part
      .map(hex)
      .join(" ")
      .padEnd(WIDTH * 3 - 1)}  ${part.map(ascii).join("")}`;
  });
  return lines.join("\n");
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function ascii(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
}
