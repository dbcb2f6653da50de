// What `bun dist/server.js` does: listen, say so, and end well.
import { readFileSync } from "node:fs";
import type { App } from "./app.ts";
import type { ServerOptions } from "./options.ts";
import { log, reportStray } from "./report.ts";

type Server = Bun.Server<unknown>;

/** Serves the app until SIGTERM or SIGINT; a port that cannot be had is one line and exit 1. */
export function serve(app: App): void {
  const server = listen(app);
  console.log(`Listening on ${addressOf(server, app.options)}`);
  // An error outside every handler, in a timer say, must not end the connections of everybody else.
  process.on("uncaughtException", (error) => reportStray("uncaught error", error));
  process.on("unhandledRejection", (error) => reportStray("unhandled rejection", error));
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(signal === "SIGINT" ? 130 : 143); // 128 + the signal's number, as a shell would say
    stopping = true;
    void shutDown(app, server).finally(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

/**
 * Refuses what comes, closes every socket with 1001 (going away, RFC 6455 section 7.4.1), waits for every `onClose`
 * up to `shutdownTimeout`, then closes the port.
 */
async function shutDown(app: App, server: Server): Promise<void> {
  const limit = app.options.shutdownTimeout * 1000;
  app.drain();
  // An onOpen that never settles must leave its onClose some of the time.
  app.connections.hurry(limit / 2);
  for (const ws of app.connections.live) closeGoingAway(ws);
  const timeout = new Promise((resolve) => setTimeout(resolve, limit));
  await Promise.race([app.connections.closed(), timeout]);
  await Promise.race([server.stop(), timeout]);
  await server.stop(true);
}

/** User code can have put anything in the place of a socket's `close`. */
function closeGoingAway(ws: Bun.ServerWebSocket<unknown>): void {
  try {
    ws.close(1001, "Server shutting down");
  } catch (error) {
    reportStray("a socket cannot be closed", error);
  }
}

function listen(app: App): Server {
  const { options, fetch, websocket } = app;
  // `development` would answer a 500 with the error's text; without `reusePort: false` a taken port binds twice.
  const common = { fetch, websocket, development: false, ...tlsOf(options) } as const;
  try {
    if (options.unix !== null) return Bun.serve({ ...common, unix: options.unix });
    return Bun.serve({ ...common, reusePort: false, port: portOf(options), hostname: hostOf(options) });
  } catch (error) {
    const where = options.unix ?? `${hostOf(options)}:${portOf(options)}`;
    return die(`cannot listen on ${where}: ${reasonOf(error)}`);
  }
}

function portOf(options: ServerOptions): number {
  const text = process.env["PORT"];
  if (text === undefined || text === "") return options.port;
  if (/^\d+$/.test(text) && Number(text) <= 65535) return Number(text);
  return die(`PORT is ${JSON.stringify(text)}: a port is a number from 0 to 65535`);
}

function hostOf(options: ServerOptions): string {
  return (process.env["HOST"] || options.host).replace(/^\[(.*)\]$/, "$1");
}

function tlsOf({ tls }: ServerOptions): { tls?: { cert: string; key: string } } {
  if (tls === null) return {};
  return { tls: { cert: readPem(tls.cert), key: readPem(tls.key) } };
}

function readPem(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    return die(`cannot read the TLS file ${file}: ${reasonOf(error)}`);
  }
}

function addressOf(server: Server, options: ServerOptions): string {
  if (options.unix !== null) return `unix:${options.unix}`;
  const host = hostOf(options);
  const scheme = options.tls === null ? "http" : "https";
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${server.port}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function die(message: string): never {
  log("error", message);
  process.exit(1);
}
