// Starts a Bun server where the options, PORT and HOST say. If it cannot, logs one line and exits with 1.
import type { App } from "./app.ts";
import type { ServerOptions } from "./config.ts";
import { refuse } from "./refuse.ts";
import { log, reportStray } from "./report.ts";

type Server = Bun.Server<unknown>;

/** The part of an app that listening needs. */
type Listening = Pick<App, "fetch" | "options">;

/** What the option `tls` adds to the settings of Bun.serve. */
type Tls = { readonly tls?: Bun.TLSOptions[] };

let certificates: (options: ServerOptions) => Promise<Tls> = () => Promise.resolve({});

/** Makes every listener use these certificates. */
export function secureWith(own: typeof certificates): void {
  certificates = own;
}

/** Opens the port. A Unix socket that a killed server left behind is replaced; a socket that answers is not. */
export async function listen(app: Listening, websocket: Bun.WebSocketHandler<unknown>): Promise<Server> {
  const { unix } = app.options;
  const tls = await certificates(app.options);
  try {
    return open(app, websocket, tls);
  } catch (error) {
    if (unix === null || !(await isAbandoned(unix))) return dieOf(app.options, error);
  }
  try {
    await Bun.file(unix).delete();
    return open(app, websocket, tls);
  } catch (error) {
    return dieOf(app.options, error);
  }
}

/** Opens the port that the workers of one server share. */
export async function listenShared(
  app: Listening,
  websocket: Bun.WebSocketHandler<unknown>,
): Promise<Server> {
  const tls = await certificates(app.options);
  try {
    return openShared(app, websocket, tls, portOf(app.options));
  } catch (error) {
    return dieOf(app.options, error);
  }
}

/**
 * Opens a port that others have opened in the same way.
 *
 * @throws Error if it cannot
 */
export function openShared(
  { fetch, options }: Listening,
  websocket: Bun.WebSocketHandler<unknown>,
  tls: Tls,
  port: number,
): Server {
  const common = { fetch, websocket, error: answerError, development: false, ...tls } as const;
  return Bun.serve({ ...common, reusePort: true, port, hostname: hostOf(options) });
}

/** How a client would write the address. */
export function addressOf(server: Pick<Server, "port">, options: ServerOptions): string {
  if (options.unix !== null) return `unix:${options.unix}`;
  const host = hostOf(options);
  const scheme = options.tls === null ? "http" : "https";
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${server.port}`;
}

function open({ fetch, options }: Listening, websocket: Bun.WebSocketHandler<unknown>, tls: Tls): Server {
  // `development` would answer a 500 with the error's text; without `reusePort: false` a taken port binds twice.
  const common = { fetch, websocket, error: answerError, development: false, ...tls } as const;
  if (options.unix !== null) return Bun.serve({ ...common, unix: options.unix });
  return Bun.serve({ ...common, reusePort: false, port: portOf(options), hostname: hostOf(options) });
}

/** Bun calls this if it cannot send a response that user code made. */
function answerError(error: unknown): Response {
  reportStray("a response cannot be sent", error);
  return refuse(500, "error");
}

/** Whether `file` is a socket on which no process listens. */
async function isAbandoned(file: string): Promise<boolean> {
  if (!(await isSocket(file))) return false;
  try {
    const probe = await Bun.connect({ unix: file, socket: { data: () => undefined } });
    probe.end();
    return false;
  } catch (error) {
    return codeOf(error) === "ECONNREFUSED";
  }
}

/** Whether a file is a socket; `undefined` if it does not exist. */
async function isSocket(file: string): Promise<boolean | undefined> {
  try {
    return (await Bun.file(file).stat()).isSocket();
  } catch {
    return undefined;
  }
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
export async function dieOf(options: ServerOptions, error: unknown): Promise<never> {
  const { unix } = options;
  const where = unix ?? `${hostOf(options)}:${portOf(options)}`;
  const reason = reasonOf(error);
  if (unix !== null && (await isSocket(unix)) === false)
    return die(`cannot listen on ${where}: a file that is not a socket already exists there`);
  if (unix === null && NO_ADDRESS.has(codeOf(error))) {
    const set = process.env["HOST"];
    return die(
      set
        ? `HOST is ${JSON.stringify(set)}: this machine has no such address`
        : `cannot listen on ${where}: this machine has no such address`,
    );
  }
  return die(`cannot listen on ${where}: ${reason}`);
}

/** The error codes of a name or an address that does not belong to this machine. */
const NO_ADDRESS = new Set<unknown>(["EADDRNOTAVAIL", "EINVAL", "ENOTFOUND"]);

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Logs one line, and exits with 1. */
export function die(message: string): never {
  log("error", message);
  process.exit(1);
}
