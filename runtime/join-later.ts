// Leaves joining `ctx.topic` to the routes that export `subscribe = false`.
//
// A server subscribes every socket when it opens. In these routes, the socket leaves the topic again before `onOpen`, in the
// same turn of the event loop: nothing is published in between.
import { type App, infoOf } from "./app.ts";
import { assertAbsent, hasHandler } from "./handlers.ts";
import type { RouteEntry } from "./route.ts";
import type { OnOpen } from "./types.ts";

/**
 * Lets the sockets of some routes leave the topic at once.
 *
 * @param places the places of the routes in the table
 * @param rows the routes without what makes their handshakes wait for the topic
 * @param table all routes, with it
 */
export function joinLater(
  places: readonly number[],
  rows: readonly RouteEntry[],
  table: readonly RouteEntry[],
): readonly RouteEntry[] {
  return table.map((row, place) => {
    const own = rows[place];
    return own !== undefined && places.includes(place) ? leavingRow(own) : row;
  });
}

/** A route without an `onOpen` gets one, which the exported routes must not show. */
export function describedBy(rows: readonly RouteEntry[], app: App): App {
  return { ...app, routes: rows.map(infoOf) };
}

function leavingRow(row: RouteEntry): RouteEntry {
  // If it is not a function, that is reported as for any other handler.
  if (hasHandler(row, "onOpen") && typeof row.onOpen !== "function") return row;
  const onOpen: OnOpen = (ws, ctx) => {
    ws.unsubscribe(ctx.topic);
    const handler = row.onOpen;
    return handler === undefined ? assertAbsent(row, "onOpen") : handler(ws, ctx);
  };
  const own = Object.getOwnPropertyDescriptors(row);
  return Object.defineProperties<RouteEntry>(
    { ...row },
    { ...own, onOpen: { enumerable: true, value: onOpen } },
  );
}
