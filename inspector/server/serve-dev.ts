// What `bunbox dev` runs for every build: a server that listens, makes room and ends when it is told to.
import type { App } from "../../runtime/app.ts";
import { addressOf, listen } from "../../runtime/listen.ts";
import { surviveStrays } from "../../runtime/serve.ts";
import { createShutdown } from "../../runtime/shutdown.ts";
import { createInspection } from "./inspection.ts";
import { isLocal, strangerRefused } from "./local.ts";
import type { Order, Word } from "./orders.ts";

type Server = Bun.Server<unknown>;

/** Says that the build could be loaded, and waits for orders. */
export function serveDev(built: App): void {
  const inspection = createInspection(built);
  const shutdown = createShutdown(inspection.websocket);
  let server: Server | undefined;
  let leaving = false;
  // A browser cannot reach a Unix socket.
  const options = { ...built.options, unix: null };
  const app: App = {
    ...built,
    options,
    fetch(req, from) {
      if (!isLocal(req.headers.get("host"))) return strangerRefused();
      // A connection that was kept alive leads to this build; a new one leads to the next.
      if (leaving)
        return new Response(null, { status: 307, headers: { Location: req.url, Connection: "close" } });
      return inspection.answer(req, from) ?? built.fetch(req, from);
    },
  };

  async function obey(order: Order): Promise<void> {
    switch (order.kind) {
      case "listen":
        inspection.page = order.page;
        leaving = false;
        server = await listen(app, shutdown.websocket);
        return say({ kind: "listening", url: addressOf(server, options), port: server.port ?? 0 });
      case "leave":
        leaving = true;
        void server?.stop();
        return say({ kind: "left" });
      case "notice":
        return inspection.notice(order.notice);
      case "end":
        say({ kind: "ending", sockets: built.connections.live.size });
        inspection.end();
        if (server !== undefined) await shutdown.run(app, server, order.farewell);
        process.exit(0);
    }
  }

  surviveStrays();
  process.on("message", (order: Order) => void obey(order));
  // Whoever gave the orders is gone.
  process.on("disconnect", () => process.exit(0));
  // A terminal sends these to everyone; what they mean for this process is `bunbox dev`'s to say.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);
  say({ kind: "loaded" });
}

function say(word: Word): void {
  process.send?.(word);
}
