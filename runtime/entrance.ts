// Builds what a valid handshake passes through, so that the options `trustedProxies` and `limits` can put layers around it.
import { type Connections, createConnections } from "./connection.ts";
import type { RouteEntry } from "./route.ts";
import { decideHandshake } from "./upgrade.ts";

/** What decides about a handshake, and what its socket becomes a part of. */
export interface Entrance {
  readonly decide: typeof decideHandshake;
  readonly connections: Connections;
}

/** The entrance without a layer. An app builds the same by itself if it gets none. */
export function entranceOf(routes: readonly RouteEntry[]): Entrance {
  return { decide: decideHandshake, connections: createConnections(routes) };
}
