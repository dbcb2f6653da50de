// Makes an app of rows of the route table, with every part that an entry can give it.
import { defaultSettings } from "../../compiler/config/load-config.ts";
import { type App, createApp } from "../../runtime/app.ts";
import { withClose } from "../../runtime/on-close.ts";
import { createConnections } from "../../runtime/connection.ts";
import { faultsOf } from "../../runtime/handlers.ts";
import { withOpen } from "../../runtime/on-open.ts";
import { pathContexts } from "../../runtime/path-contexts.ts";
import type { RouteEntry } from "../../runtime/route.ts";
import { decideHandshake } from "../../runtime/upgrade.ts";

/** The app, as an app's own server would import it. The path of a route is the pattern of its row. */
export function appOf(routes: readonly RouteEntry[]): App {
  const contexts = pathContexts((path) => routes.find((route) => route.path === path));
  return createApp({
    routes,
    contexts,
    options: defaultSettings().server,
    main: false,
    faults: routes.flatMap(faultsOf),
    entrance: {
      decide: decideHandshake,
      connections: withOpen(withClose(createConnections(contexts))),
    },
  });
}
