// Writes and reads the messages between servers. Bun's Redis client takes text alone (Bun 1.4), so bytes go as base64.
import type { Bytes } from "../types.ts";

/** How many characters an origin has: 48 random bits in base64url. */
const ORIGIN_LENGTH = 8;

/** Where the payload begins: after the kind and the origin. */
const PAYLOAD = 1 + ORIGIN_LENGTH;

/**
 * What a message is: text, or bytes in base64, each plain (`t`, `b`) or to be compressed for clients (`T`, `B`); a
 * question how many sockets a topic has (`q`), and its answer (`a`); a barrier (`w`); a probe (`p`).
 */
export type MessageKind = "t" | "T" | "b" | "B" | "q" | "a" | "w" | "p";

const KINDS: ReadonlySet<string> = new Set<MessageKind>(["t", "T", "b", "B", "q", "a", "w", "p"]);

/** A message as it arrives. */
export interface Message {
  readonly kind: MessageKind;
  /** The server that sent it. */
  readonly origin: string;
  readonly payload: string;
}

/** Makes the name of a server, a new one for each start. */
export function createOrigin(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString("base64url");
}

/** Writes a message that clients get. */
export function encode(origin: string, data: string | Uint8Array, compress: boolean): string {
  if (typeof data === "string") return `${compress ? "T" : "t"}${origin}${data}`;
  const { buffer, byteOffset, byteLength } = data;
  return `${compress ? "B" : "b"}${origin}${Buffer.from(buffer, byteOffset, byteLength).toString("base64")}`;
}

/** Reads a message; `undefined` if no version of bunbox has written it. */
export function decode(text: string): Message | undefined {
  const kind = text[0];
  if (text.length < PAYLOAD || !isKind(kind)) return undefined;
  return { kind, origin: text.slice(1, PAYLOAD), payload: text.slice(PAYLOAD) };
}

/** Whether a server has sent a message itself. */
export function isFrom(origin: string, text: string): boolean {
  return text.startsWith(origin, 1);
}

/** The data of a message that clients get. */
export function dataOf({ kind, payload }: Message): string | Bytes {
  return kind === "b" || kind === "B" ? Buffer.from(payload, "base64") : payload;
}

function isKind(kind: string | undefined): kind is MessageKind {
  return kind !== undefined && KINDS.has(kind);
}
