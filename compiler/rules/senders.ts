// Lists everything in bunbox that sends a message: methods of a socket, methods of a context, and functions.
import type { Role } from "../syntax/roles.ts";

/** A method or a function that sends. */
export interface Sender {
  /** What has the method; `"bunbox"` for a function that the package exports. */
  readonly of: Role | "bunbox";
  readonly name: string;
  /** The number of the argument that is sent. */
  readonly data: number;
  /** Whether it sends its argument as it is, or the JSON of it. */
  readonly as: "message" | "json";
}

export const SENDERS: readonly Sender[] = [
  { of: "socket", name: "send", data: 0, as: "message" },
  { of: "socket", name: "sendText", data: 0, as: "message" },
  { of: "context", name: "broadcast", data: 0, as: "message" },
  { of: "socket", name: "publish", data: 1, as: "message" },
  { of: "socket", name: "publishText", data: 1, as: "message" },
  { of: "bunbox", name: "publish", data: 1, as: "message" },
  { of: "bunbox", name: "publishHere", data: 1, as: "message" },
  { of: "context", name: "broadcastJSON", data: 0, as: "json" },
  { of: "context", name: "send", data: 1, as: "json" },
  { of: "bunbox", name: "publishTo", data: 2, as: "json" },
];

/** The names of the senders of one kind, each once. */
export function senderNames(as: Sender["as"]): readonly string[] {
  return [...new Set(SENDERS.filter((each) => each.as === as).map(({ name }) => name))];
}
