// Declares what a valid handshake passes through. Options such as `trustedProxies` and `limits` put layers around it.
import type { Decide } from "./accept.ts";
import type { Connections } from "./connection.ts";

/** What decides about a handshake, and what its socket becomes a part of. */
export interface Entrance {
  readonly decide: Decide;
  readonly connections: Connections;
}
