// What `bun dist/server.js` does: listen, say so, and end well.
import type { App } from "./app.ts";
import { addressOf, listen } from "./listen.ts";
import { reportStray } from "./report.ts";
import { createShutdown } from "./shutdown.ts";

/** Serves the app until SIGTERM or SIGINT; a port that cannot be had is one line and exit 1. */
export async function serve(app: App): Promise<void> {
  const shutdown = createShutdown(app.websocket);
  const server = await listen(app, shutdown.websocket);
  surviveStrays();
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(signal === "SIGINT" ? 130 : 143); // 128 + the signal's number, as a shell would say
    stopping = true;
    const closeFrame = { code: 1001, reason: "Server shutting down" };
    void shutdown.run(app, server, closeFrame).finally(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // Last, because whoever reads this line may send a signal.
  console.log(`Listening on ${addressOf(server, app.options)}`);
}

/** An error outside every handler, in a timer say, must not end the connections of everybody else. */
export function surviveStrays(): void {
  process.on("uncaughtException", (error) => reportStray("uncaught error", error));
  process.on("unhandledRejection", (error) => reportStray("unhandled rejection", error));
}
