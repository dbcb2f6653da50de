// Checks the headers of an opening handshake (RFC 6455), and builds the headers of its answer.
import { RESERVED_FIELDS } from "./facts.ts";
import { log } from "./report.ts";
import type { Accepted } from "./types.ts";

// Base64 of 16 bytes: 21 free characters, one that carries 2 bits, padding (RFC 6455, section 4.2.1).
const KEY = /^[A-Za-z\d+/]{21}[AQgw]==$/;

/** The options of Bun's `upgrade`. */
export interface UpgradeOptions {
  readonly data: unknown;
  readonly headers?: Headers;
}

/** Whether a comma-separated header has this token, in any case (RFC 9110, section 5.6.1). */
export function hasToken(header: string | null, token: string): boolean {
  return header !== null && header.split(",").some((part) => part.trim().toLowerCase() === token);
}

/** Whether `Sec-WebSocket-Key` is a base64-encoded value of 16 bytes. */
export function isKey(key: string | null): boolean {
  return key !== null && KEY.test(key);
}

/**
 * The headers to send with the 101 response.
 *
 * @param accepted what `upgrade` or a guard returned
 * @param offered the request's `Sec-WebSocket-Protocol`
 * @param from what returned it, to log which headers are dropped
 * @returns `undefined` if there is nothing to send
 * @throws TypeError if a name or a value is not valid in a header
 */
export function handshakeHeaders(
  accepted: Accepted,
  offered: string | null,
  from: string,
): Headers | undefined {
  if (accepted.headers === undefined && accepted.protocol === undefined) {
    // Bun 1.4 agrees to the first offered subprotocol by itself; an empty field prevents that.
    return offered === null ? undefined : new Headers({ "Sec-WebSocket-Protocol": "" });
  }
  const headers = new Headers(accepted.headers);
  for (const name of RESERVED_FIELDS) {
    if (!headers.has(name)) continue;
    headers.delete(name);
    log("warning", `${from} returned the header ${name}, which belongs to the handshake: dropped`);
  }
  const wanted = accepted.protocol ?? headers.get("sec-websocket-protocol");
  headers.delete("sec-websocket-protocol");
  const offers = offered?.split(",").map((offer) => offer.trim());
  const agreed = wanted !== null && offers?.includes(wanted) ? wanted : "";
  if (wanted !== null && agreed === "") {
    log("warning", `${from} chose the subprotocol ${JSON.stringify(wanted)}, which was not offered: dropped`);
  }
  if (offered !== null) headers.set("Sec-WebSocket-Protocol", agreed);
  return headers;
}
