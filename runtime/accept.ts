// Turns a valid handshake into an open socket.
import type { Received } from "./client-address.ts";
import type { Connections } from "./connection.ts";
import { Context } from "./context.ts";
import { addPublisher } from "./publish.ts";
import { refuse } from "./refuse.ts";
import { log } from "./report.ts";

/** A response, or `undefined` if the request has become a socket. */
export type Answer = Response | undefined;

/** One handshake on its way to a socket. */
export interface Handshake extends Received {
  readonly context: Context;
  readonly connections: Connections;
}

/** What decides about a handshake; `isDraining` is called again after an asynchronous `upgrade`. */
export type Decide = (handshake: Handshake, isDraining: () => boolean) => Answer | Promise<Answer>;

/** Accepts every handshake: decides in an app in which no route has an `upgrade`. */
export const acceptAll: Decide = (handshake) => accept(handshake);

/**
 * Opens the socket.
 *
 * @param data what becomes `ws.data`
 * @param own the headers to send with the 101 response
 */
export function accept(
  { req, server, context, connections }: Handshake,
  data?: unknown,
  own?: Headers,
): Answer {
  // Bun 1.4 agrees to the first offered subprotocol by itself; an empty field prevents that.
  const headers = own ?? (req.headers.has(PROTOCOL) ? { [PROTOCOL]: "" } : undefined);
  addPublisher(server);
  let remedy = "pass Bun's own Request, not a copy; `base` sets the URL";
  try {
    if (connections.adopt(context, server, req, data, headers)) return undefined;
    // The client has left during an asynchronous `upgrade`, so it will not read the answer.
    if (req.signal.aborted) return refuse(400, "gone");
  } catch (error) {
    // Bun throws here if Bun.serve got no `websocket`.
    remedy = `pass \`websocket\` to Bun.serve too (${String(error)})`;
  }
  log("error", `${Context.route(context).path} cannot be upgraded: ${remedy}`);
  return refuse(500, "error");
}

const PROTOCOL = "Sec-WebSocket-Protocol";
