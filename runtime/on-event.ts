// Calls the handlers of events that need nothing else. The entry imports this file only if a route has such a handler.
import type { Callbacks, Connections } from "./connection.ts";
import { Context } from "./context.ts";
import type { EventHandlerName, EventName } from "./facts.ts";
import { assertAbsent, watch } from "./handlers.ts";
import { contextOf, type Linked } from "./link.ts";
import { reportFailure } from "./report.ts";

/** Adds the callback of an event, which an app without a handler for it does not have. */
export function withEvent(connections: Connections, event: EventName, name: EventHandlerName): Connections {
  const callbacks: Callbacks = {
    ...connections.callbacks,
    [event](ws: Linked, ...brought: readonly unknown[]) {
      const context = contextOf(ws);
      if (context === undefined) return;
      const route = Context.route(context);
      try {
        const handler = route[name];
        if (handler === undefined) return assertAbsent(route, name);
        const result: unknown = Reflect.apply(handler, undefined, [ws, ...brought, context]);
        void watch(result, ws, route, name);
      } catch (error) {
        reportFailure(route, name, error, ws);
      }
    },
  };
  return { ...connections, callbacks };
}
