// Runs `bun dist/server.js`: listens, prints the address, and shuts down on a signal.
import type { App } from "./app.ts";
import { onEndSignals } from "./end-signals.ts";
import { SHUTDOWN_CLOSE } from "./facts.ts";
import { addressOf, type listen } from "./listen.ts";
import { reportStray } from "./report.ts";
import { createShutdown } from "./shutdown.ts";

/**
 * Serves the app until SIGTERM or SIGINT. If it cannot listen, it logs one line and exits with 1.
 *
 * @param open opens a port, or a Unix socket
 */
export async function serve(app: App, open: typeof listen): Promise<void> {
  const shutdown = createShutdown(app.websocket, app.strangers);
  const server = await open(app, shutdown.websocket);
  surviveStrays();
  endOnSignal(() => shutdown.run(app, server, SHUTDOWN_CLOSE));
  // Last, because a program that reads this line may send a signal.
  console.log(`Listening on ${addressOf(server, app.options)}`);
}

/** Ends the process with 0 after a signal; a second one ends it at once. */
export function endOnSignal(shutDown: () => Promise<void>): void {
  onEndSignals(
    () => void shutDown().finally(() => process.exit(0)),
    (exitCode) => process.exit(exitCode),
  );
}

/** Reports errors outside of every handler, in a timer for example, so that they do not end the server. */
export function surviveStrays(): void {
  process.on("uncaughtException", (error) => reportStray("uncaught error", error, "uncaught_error"));
  process.on("unhandledRejection", (error) =>
    reportStray("unhandled rejection", error, "unhandled_rejection"),
  );
}
