// Declares a check over a raw socket: the bytes for the server, and the answer that must come back.
import { handshake } from "../../support/raw.ts";

/** A request and its answer. */
export interface Check {
  readonly what: string;
  /** Whose rule it is: an RFC's section, an advisory, a sentence of the guide. */
  readonly source: string;
  readonly request: string | Buffer;
  /** Several if Bun may answer in its own way before the server sees the request; 0 if it ends the connection. */
  readonly status: number | readonly number[];
  /** Fields of the answer by their lower-case name; `null` if a field must be absent. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** The body, if it is not the server's own `STATUS TEXT\n`. */
  readonly body?: string;
  /** What the route sends in its first message: its topic and parameters. */
  readonly opens?: Opened;
  /** Whether the route's `upgrade` runs: by default if the status is 101. */
  readonly upgrades?: boolean;
  /** Whether Bun answers by itself: then the body may differ, and so may the end of the connection. */
  readonly byBun?: boolean;
}

/** What a route of `app.ts` sends first. */
export interface Opened {
  readonly topic: string;
  readonly params: Readonly<Record<string, string | readonly string[]>>;
}

/** A handshake with some header's value replaced, or with lines taken away (`null`). */
export const shake = handshake;

/** A valid handshake with these lines added below the others, repeated names included. */
export function withLines(path: string, ...lines: readonly string[]): string {
  return handshake(path).replace(/\r\n\r\n$/, `\r\n${lines.join("\r\n")}\r\n\r\n`);
}

/** A valid handshake by another method. */
export function by(method: string, path: string): string {
  return handshake(path).replace("GET", method);
}
