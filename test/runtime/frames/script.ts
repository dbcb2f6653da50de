// Declares what a client does in one script after the handshake.

/** Bytes, and how they are sent. */
export interface Script {
  readonly what: string;
  readonly source: string;
  /** Written one after another; a single one goes out in one packet. */
  readonly bytes: readonly Buffer[];
  /** What the handshake offers under Sec-WebSocket-Extensions. */
  readonly extensions?: string;
  /** Whether the bytes go out together with the handshake. */
  readonly early?: boolean;
  /** Whether the client then ends its side, because nothing that it sent is ever answered. */
  readonly leaves?: boolean;
}

/** A script without peculiarities. */
export function script(what: string, source: string, ...bytes: readonly Buffer[]): Script {
  return { what, source, bytes };
}
