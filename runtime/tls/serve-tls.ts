// Runs `bun dist/server.js` with TLS: as without, and SIGHUP reads the certificates again.
import type { App } from "../app.ts";
import { SHUTDOWN_CLOSE } from "../facts.ts";
import { addressOf } from "../listen.ts";
import { endOnSignal, surviveStrays } from "../serve.ts";
import { createShutdown } from "../shutdown.ts";
import { openListeners } from "./listeners.ts";

/** Serves the app until SIGTERM or SIGINT. If it cannot listen, it logs one line and exits with 1. */
export async function serveTls(app: App): Promise<void> {
  const shutdown = createShutdown(app.websocket, app.strangers);
  const listeners = await openListeners(app, shutdown.websocket);
  surviveStrays();
  endOnSignal(() => shutdown.run(app, listeners, SHUTDOWN_CLOSE));
  process.on("SIGHUP", () => listeners.reload());
  console.log(`Listening on ${addressOf(listeners, app.options)}`);
}
