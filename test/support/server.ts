// Runs a `bun dist/server.js`, and gives access to its output.
import { Client, type ClientOptions } from "./client.ts";
import { collect } from "./collect.ts";

/** A server process that is listening. */
export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly pid: number;
  /** Everything on stdout so far. */
  stdout(): string;
  /** Everything on stderr so far. */
  stderr(): string;
  /** Resolves with stderr once it matches. */
  logged(pattern: RegExp): Promise<string>;
  /** Resolves with stdout once it matches. */
  printed(pattern: RegExp): Promise<string>;
  /** Opens a socket, and waits until it is open. */
  connect(path: string, options?: ClientOptions): Promise<Client>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, once all that it has printed is here. */
  readonly exited: Promise<number>;
}

/**
 * Starts a server on a free port of the loopback interface.
 *
 * @param how `detached` makes it the leader of a process group of its own
 */
export async function startServer(
  file: string,
  cwd: string,
  env: Readonly<Record<string, string>> = {},
  how: { readonly detached?: boolean } = {},
): Promise<RunningServer> {
  const child = Bun.spawn([process.execPath, file], {
    cwd,
    env: {
      ...process.env,
      NODE_ENV: undefined,
      npm_lifecycle_event: undefined, // no script of a package.json starts it
      PORT: "0",
      HOST: "127.0.0.1",
      ...env,
    },
    ...how,
    stdout: "pipe",
    stderr: "pipe",
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const exited = Promise.all([child.exited, stdout.ended, stderr.ended]).then(([code]) => code);
  const ended = exited.then((code) => {
    throw new Error(`the server ended with ${code}:\n${stdout.text()}${stderr.text()}`);
  });
  ended.catch(() => undefined); // every server ends; only one that does so while it starts is a failure
  const line = await Promise.race([stdout.matches(/^Listening on .*$/m), ended]);
  const port = Number(/:(\d+)\/?$/m.exec(line)?.[1] ?? 0);
  const url = `http://127.0.0.1:${port}`;
  return {
    port,
    url,
    pid: child.pid,
    stdout: () => stdout.text(),
    stderr: () => stderr.text(),
    logged: (pattern) => stderr.matches(pattern),
    printed: (pattern) => stdout.matches(pattern),
    connect: (path, options) => Client.open(`ws://127.0.0.1:${port}${path}`, options),
    fetch: (path, init) => fetch(`${url}${path}`, init),
    signal: (name) => child.kill(name),
    exited,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}
