// Runs the asynchronous `onMessage` calls of a socket one after the other, in the routes that export `ordered = true`.
import { watch } from "./handlers.ts";
import { inTurn, ownHandler } from "./in-turn.ts";
import { reportFailure } from "./report.ts";
import type { RouteEntry } from "./route.ts";
import type { OnMessage } from "./types.ts";

/**
 * Puts the order before the `onMessage` of some routes.
 *
 * @param places the places of the routes in the table
 */
export function orderMessages(
  places: readonly number[],
  table: readonly RouteEntry[],
): readonly RouteEntry[] {
  for (const [place, route] of table.entries()) {
    // If it is not a function, that is reported as for any other handler.
    if (!places.includes(place) || typeof route.onMessage !== "function") continue;
    Object.defineProperty(route, "onMessage", { value: ordered(route), enumerable: true });
  }
  return table;
}

/** In a route with a schema, the promise of its `onMessage` also covers the check. */
function ordered(route: RouteEntry): OnMessage {
  const handler = ownHandler(route);
  return inTurn<unknown>(route, {
    reason: "Too many messages while an earlier one was handled",
    begin(ws, message, ctx) {
      try {
        return watch(handler()(ws, message, ctx), ws, route, "onMessage");
      } catch (error) {
        return reportFailure(route, "onMessage", error, ws);
      }
    },
    end: () => undefined,
  });
}
