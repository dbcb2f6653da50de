// Facts that the compiler, the runtime and the inspector share; each stands here once. Imports nothing.

/** The functions that a route may export, in the order in which they run. */
export const HANDLERS = ["upgrade", "onOpen", "onMessage", "onClose", "onDrain"] as const;

/** Fields of the 101 response that belong to the handshake or to its framing, and not to a route (RFC 6455, section 4.2.2). */
export const RESERVED_FIELDS = [
  "connection",
  "content-length",
  "keep-alive",
  "sec-websocket-accept",
  "sec-websocket-extensions",
  "sec-websocket-key",
  "sec-websocket-version",
  "trailer",
  "transfer-encoding",
  "upgrade",
] as const;

/** The keys that an object which `upgrade` returns may have. */
export const RESULT_KEYS = ["data", "headers", "protocol"] as const;

/** Bytes that a close reason may have (RFC 6455, section 5.5). */
export const CLOSE_REASON_BYTES = 123;

/**
 * Whether an endpoint may send a close code: RFC 6455, section 7.4, and what IANA has registered since. 0 is Bun's for none.
 */
export function maySendCloseCode(code: number): boolean {
  const registered = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
  return code === 0 || (Number.isInteger(code) && (registered || (code >= 3000 && code <= 4999)));
}

const LOOPBACK = /^(?:(?:[^.]+\.)*localhost\.?|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i;

/**
 * Whether a name or an address leads to this machine wherever it is looked up: `localhost` and every name below it
 * (RFC 6761, section 6.3), 127.0.0.0/8 and ::1.
 *
 * @param hostname as a `URL` has it, or as it is listened on
 */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}
