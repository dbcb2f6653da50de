// Builds the headers of the answer to a handshake from what `upgrade` returned.
import { RESERVED_FIELDS } from "./facts.ts";
import { endingFor } from "./once-a-minute.ts";
import { log } from "./report.ts";
import type { Accepted } from "./types.ts";

/**
 * The headers to send with the 101 response.
 *
 * @param accepted what `upgrade` or a guard returned
 * @param offered the request's `Sec-WebSocket-Protocol`
 * @param from what returned it, to log which headers are dropped
 * @returns `undefined` if it says nothing of them
 * @throws TypeError if a name or a value is not valid in a header
 */
export function handshakeHeaders(
  accepted: Accepted,
  offered: string | null,
  from: string,
): Headers | undefined {
  if (accepted.headers === undefined && accepted.protocol === undefined) return undefined;
  const headers = new Headers(accepted.headers);
  for (const name of RESERVED_FIELDS) {
    if (!headers.has(name)) continue;
    headers.delete(name);
    const what = `${from} returned the header ${name}`;
    log("warning", `${what}, which belongs to the handshake: dropped`, {}, endingFor(what));
  }
  const wanted = accepted.protocol ?? headers.get("sec-websocket-protocol");
  headers.delete("sec-websocket-protocol");
  const offers = offered?.split(",").map((offer) => offer.trim());
  const agreed = wanted !== null && offers?.includes(wanted) ? wanted : "";
  if (wanted !== null && agreed === "") {
    const what = `${from} chose the subprotocol`;
    log("warning", `${what} ${JSON.stringify(wanted)}, which was not offered: dropped`, {}, endingFor(what));
  }
  if (offered !== null) headers.set("Sec-WebSocket-Protocol", agreed);
  return headers;
}
