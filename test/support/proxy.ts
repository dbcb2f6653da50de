// Starts a proxy or another program beside a server, and connects like a browser through a proxy that ends TLS.
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { connect as connectTls } from "node:tls";
import { Client, type ClientOptions } from "./client.ts";
import { collect } from "./collect.ts";
import { type Answer, ask } from "./raw.ts";
import { IN_FULL } from "./sample.ts";

// What only root uses is not on everyone's path.
const PATH = `${process.env["PATH"] ?? ""}:/usr/sbin:/sbin`;

/** A program of this machine. */
export interface Program {
  readonly file: string;
  /** Whether the tests that need it are skipped: never in CI, where a missing program is a failure. */
  readonly skipped: boolean;
  /** The suffix of a title if they are. */
  readonly why: string;
}

/** Looks for a program, and for those that its tests need beside it. */
export function findProgram(name: string, ...beside: readonly string[]): Program {
  const missing = [name, ...beside].find((each) => Bun.which(each, { PATH }) === null);
  const skipped = missing !== undefined && !IN_FULL;
  return {
    file: Bun.which(name, { PATH }) ?? name,
    skipped,
    why: skipped ? ` (skipped: no ${missing} on this machine)` : "",
  };
}

// A test that runs out of time never disposes of what it has made.
const made: AsyncDisposable[] = [];

/** Disposes of it at the end, unless that has been done before; twice does no harm. */
export function keep<Made extends AsyncDisposable>(one: Made): Made {
  made.push(one);
  return one;
}

/** Disposes of everything that was kept, the last first. */
export async function leaveNothing(): Promise<void> {
  for (const one of made.splice(0).toReversed()) await one[Symbol.asyncDispose]();
}

/** A folder that is removed. */
export interface Folder extends AsyncDisposable {
  readonly root: string;
}

export async function createFolder(): Promise<Folder> {
  const root = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  return keep({ root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) });
}

/** A program that runs until it is disposed of. */
export interface Daemon extends AsyncDisposable {
  readonly pid: number;
  /** Everything that it has printed. */
  text(): string;
  /** Resolves once what it has printed matches. */
  said(pattern: RegExp): Promise<string>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, once all that it has printed is here. */
  readonly exited: Promise<number>;
}

/** Starts it; resolves once what it prints matches, and rejects with all of that if it ends before. */
export async function startDaemon(
  command: readonly string[],
  ready: RegExp,
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string | undefined>> },
): Promise<Daemon> {
  const env = { ...process.env, ...options.env };
  const child = Bun.spawn([...command], { cwd: options.cwd, env, stdout: "pipe", stderr: "pipe" });
  const output = collect(child.stdout, child.stderr);
  const exited = Promise.all([child.exited, output.ended]).then(([code]) => code);
  const daemon = keep({
    pid: child.pid,
    text: () => output.text(),
    said: (pattern: RegExp) => output.matches(pattern),
    signal: (name: NodeJS.Signals) => child.kill(name),
    exited,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM"); // and not SIGKILL, which would leave the children of nginx behind
      await child.exited;
    },
  });
  const ended = exited.then((code) => {
    throw new Error(`${command[0]} ended with ${code}:\n${output.text()}`);
  });
  ended.catch(() => undefined); // it is a failure only while it starts
  await Promise.race([output.matches(ready), ended]);
  return daemon;
}

/** Finds a free port, for a program that cannot choose one by itself. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = addressOf(server.address());
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A browser's address, and what it knows of the proxy. */
export interface Browser {
  /** The site's name: of the certificate, and what `Host` says. */
  readonly site: string;
  /** The certificate to trust. */
  readonly ca: string;
  /** The browser's address: any of 127.0.0.0/8 is this machine (Linux). */
  readonly address: string;
}

/** The way in. */
export interface Entrance extends AsyncDisposable {
  /** Opens a socket as a page of the site would, unless the headers say otherwise. */
  connect(path: string, options?: ClientOptions): Promise<Client>;
  /** Asks for a path exactly as it is written. */
  get(path: string): Promise<Answer>;
}

/** Why a promise was rejected. `expect().rejects` holds the whole process up (Bun 1.4), and so tests that run beside. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return String(error);
  }
  throw new Error("it was not refused");
}

/**
 * A port of this machine that does what is a browser's part: every connection to it goes on to the proxy's port with
 * TLS, from the browser's address.
 */
export async function enter(port: number, { site, ca, address }: Browser): Promise<Entrance> {
  const open = new Set<Socket>();
  // Node takes `localAddress` here as well, which its types do not say.
  const way = { host: "127.0.0.1", port, servername: site, ca, localAddress: address };
  const server = createServer((inside) => {
    const outside = connectTls(way);
    const ends: readonly (readonly [Socket, Socket])[] = [
      [inside, outside],
      [outside, inside],
    ];
    for (const [here, there] of ends) {
      open.add(here);
      here.on("error", () => there.destroy());
      here.on("close", () => {
        open.delete(here);
        there.end();
      });
      here.pipe(there);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const entrance = addressOf(server.address()).port;
  return {
    connect(where, { headers, ...options } = {}) {
      const page = { Host: site, Origin: `https://${site}`, ...headers };
      return Client.open(`ws://127.0.0.1:${entrance}${where}`, { ...options, headers: page });
    },
    get: (where) => ask(entrance, `GET ${where} HTTP/1.1\r\nHost: ${site}\r\nConnection: close\r\n\r\n`),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("the entrance has no port");
  return address;
}
