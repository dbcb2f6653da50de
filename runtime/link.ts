// What a socket of ours carries. Bun hands the same extensible object to every callback (Bun 1.4), so a symbol property
// keeps the context, and `ws.data` stays the user's own. A socket without that property is not ours.
import { Context } from "./context.ts";
import { Opening } from "./opening.ts";
import type { RouteEntry } from "./route.ts";

/** The property's key, known to nobody else. */
export const LINK = Symbol("bunbox");

/** A socket that may be ours; an `Opening` stands in the context's place until `onOpen` has settled. */
export type Linked = Bun.ServerWebSocket<unknown> & { [LINK]?: Context | Opening };

/** The context of a socket of ours. */
export function contextOf(ws: Linked): Context | undefined {
  const link = ws[LINK];
  return link instanceof Opening ? link.context : link;
}

/** The route of a socket of ours. */
export function routeOf(ws: Linked): RouteEntry | undefined {
  const context = contextOf(ws);
  return context === undefined ? undefined : Context.route(context);
}
