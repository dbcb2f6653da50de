// Calls `onDrain`. The entry imports this file only if a route has one.
import type { Connections } from "./connection.ts";
import { Context } from "./context.ts";
import { assertAbsent, watch } from "./handlers.ts";
import { contextOf, type Linked } from "./link.ts";
import { reportFailure } from "./report.ts";

/** Adds the callback, which an app without `onDrain` does not have. */
export function withDrain(connections: Connections): Connections {
  return { ...connections, callbacks: { ...connections.callbacks, drain } };
}

function drain(ws: Linked): void {
  const context = contextOf(ws);
  if (context === undefined) return;
  const route = Context.route(context);
  try {
    const handler = route.onDrain;
    if (handler === undefined) return assertAbsent(route, "onDrain");
    void watch(handler(ws, context), ws, route, "onDrain");
  } catch (error) {
    reportFailure(route, "onDrain", error, ws);
  }
}
