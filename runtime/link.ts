// Links a socket to its context. Bun 1.4 passes the same extensible object to every callback, so a symbol property holds
// the context, and `ws.data` stays the user's own. A socket without that property is not ours.
import { Context } from "./context.ts";
import type { RouteEntry } from "./route.ts";

/** The property's key; other code does not have it. */
export const LINK = Symbol("bunbox");

/** A socket that may be ours. */
export type Linked = Bun.ServerWebSocket<unknown> & { [LINK]?: Context };

/** The context of a socket of ours. */
export function contextOf(ws: Linked): Context | undefined {
  return ws[LINK];
}

/** The route of a socket of ours. */
export function routeOf(ws: Linked): RouteEntry | undefined {
  const context = ws[LINK];
  return context && Context.route(context);
}
