// Starts a Bun server on the port that the options, PORT and HOST say. If it cannot, logs one line and exits with 1.
import type { App } from "./app.ts";
import type { ServerOptions } from "./config.ts";
import { refuse } from "./refuse.ts";
import { log, reportStray } from "./report.ts";

type Server = Bun.Server<unknown>;

/** The part of an app that listening needs. */
type Listening = Pick<App, "fetch" | "options">;

/** What Bun.serve gets wherever it listens. */
export interface ListenSettings extends Tls {
  readonly fetch: App["fetch"];
  readonly websocket: Bun.WebSocketHandler<unknown>;
  readonly error: (error: unknown) => Response;
  readonly development: false;
}

/** What the option `tls` adds to the settings of Bun.serve. */
type Tls = { readonly tls?: Bun.TLSOptions[] };

let certificates: ((options: ServerOptions) => Promise<Tls>) | undefined;

/** Makes every listener use these certificates. */
export function secureWith(own: NonNullable<typeof certificates>): void {
  certificates = own;
}

/** Opens the port. */
export async function listen(app: Listening, websocket: Bun.WebSocketHandler<unknown>): Promise<Server> {
  const { options } = app;
  const settings = settingsOf(app, websocket, await tlsOf(options));
  try {
    // Without `reusePort: false` a taken port binds twice.
    return Bun.serve({ ...settings, reusePort: false, port: portOf(options), hostname: hostOf(options) });
  } catch (error) {
    return dieOf(options, error);
  }
}

/** The settings of Bun.serve that do not depend on where it listens. */
export function settingsOf(
  { fetch }: Pick<Listening, "fetch">,
  websocket: Bun.WebSocketHandler<unknown>,
  tls: Tls | undefined,
): ListenSettings {
  // `development` would answer a 500 with the error's text.
  return { fetch, websocket, error: answerError, development: false, ...tls };
}

/** Reads the certificates, if the server uses any. */
export function tlsOf(options: ServerOptions): Promise<Tls> | undefined {
  return certificates?.(options);
}

/** Opens the port that the workers of one server share. */
export async function listenShared(
  app: Listening,
  websocket: Bun.WebSocketHandler<unknown>,
): Promise<Server> {
  const settings = settingsOf(app, websocket, await tlsOf(app.options));
  try {
    return openShared(app, settings, portOf(app.options));
  } catch (error) {
    return dieOf(app.options, error);
  }
}

/**
 * Opens a port that others have opened in the same way.
 *
 * @throws Error if it cannot
 */
export function openShared({ options }: Listening, settings: ListenSettings, port: number): Server {
  return Bun.serve({ ...settings, reusePort: true, port, hostname: hostOf(options) });
}

/** How a client would write the address. */
export function addressOf(server: Pick<Server, "port">, options: ServerOptions): string {
  if (options.unix !== null) return `unix:${options.unix}`;
  const host = hostOf(options);
  const scheme = options.tls === null ? "http" : "https";
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${server.port}`;
}

/** Bun calls this if it cannot send a response that user code made. */
function answerError(error: unknown): Response {
  reportStray("a response cannot be sent", error);
  return refuse(500, "error");
}

function portOf(options: ServerOptions): number {
  const text = process.env["PORT"];
  if (!text) return options.port;
  if (/^\d+$/.test(text) && Number(text) <= 65535) return Number(text);
  return die(`PORT is ${JSON.stringify(text)}: a port is a number from 0 to 65535`);
}

function hostOf(options: ServerOptions): string {
  return (process.env["HOST"] || options.host).replace(/^\[(.*)\]$/, "$1");
}

/** Logs why the server cannot listen, and exits with 1. */
export function dieOf(options: ServerOptions, error: unknown): never {
  const isUnknown = NO_ADDRESS.has(codeOf(error));
  const set = isUnknown ? process.env["HOST"] : undefined;
  const what = set
    ? `HOST is ${JSON.stringify(set)}`
    : `cannot listen on ${hostOf(options)}:${portOf(options)}`;
  if (set && MORE_THAN_HOST.test(set)) return die(`${what}: a host is a name or an address alone`);
  return die(`${what}: ${isUnknown ? "this machine has no such address" : reasonOf(error)}`);
}

// A scheme, a path, quotation marks, or a port behind a name or an IPv4 address.
const MORE_THAN_HOST = /["'/]|^[^:]+:\d+$/;

/** The error codes of a name or an address that does not belong to this machine. */
const NO_ADDRESS = new Set<unknown>(["EADDRNOTAVAIL", "EINVAL", "ENOTFOUND"]);

/** The code of a failed system call. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** What an error says. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Logs one line, and exits with 1. */
export function die(message: string): never {
  log("error", message);
  process.exit(1);
}
