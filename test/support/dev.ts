// Runs `bunbox dev`, and gives access to its output and its server.
import { readdir } from "node:fs/promises";
import path from "node:path";
import { Client, type ClientOptions } from "./client.ts";
import { collect } from "./collect.ts";
import { COMMAND, type TestProject } from "./project.ts";

/** A `bunbox dev` that is serving, or has said why not. */
export interface RunningDev extends AsyncDisposable {
  readonly pid: number;
  /** Everything that it has printed. */
  log(): string;
  /** Resolves once what was printed since the last call of `mark` matches. */
  said(pattern: RegExp): Promise<string>;
  /** Forgets what has been printed. */
  mark(): void;
  /** `http://127.0.0.1:PORT`, once it serves. */
  url(): string;
  connect(path: string, options?: ClientOptions): Promise<Client>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, once all that it has printed is here. */
  readonly exited: Promise<number>;
}

/**
 * Starts `bunbox dev` on a free port.
 *
 * @param how `detached` makes it the leader of a process group of its own; `command` is another copy of bunbox
 */
export function startDev(
  { root }: TestProject,
  env: Readonly<Record<string, string | undefined>> = {},
  args: readonly string[] = [],
  runtime = "node",
  { command = COMMAND, ...how }: { readonly detached?: boolean; readonly command?: string } = {},
): RunningDev {
  const child = Bun.spawn([runtime, command, "dev", ...args], {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: undefined, HOST: undefined, PORT: "0", ...env },
    ...how,
    stdout: "pipe",
    stderr: "pipe",
  });
  const output = collect(child.stdout, child.stderr);
  let from = 0;
  const url = (): string => /http:\/\/[\w.[\]:]+:\d+/.exec(output.text())?.[0] ?? "";
  return {
    pid: child.pid,
    log: () => output.text(),
    said: (pattern) =>
      inTime(
        output.matches(pattern, () => from),
        () => `${pattern} was not said:\n${output.text()}`,
      ),
    mark() {
      from = output.text().length;
    },
    url,
    connect: (where, options) => Client.open(`${url().replace("http", "ws")}${where}`, options),
    signal: (name) => child.kill(name),
    exited: Promise.all([child.exited, output.ended]).then(([code]) => code),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

/** How long to wait, in milliseconds: less than a test may take, so that a failure shows what was said instead. */
const TIME_LIMIT = 50_000;

async function inTime<T>(promise: Promise<T>, failure: () => string): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(failure())), TIME_LIMIT);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A route that answers with a word and the message. */
export const echo = (word: string): string => `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(${JSON.stringify(word)} + ": " + message); }
`;
export const ECHO = "app/ws/echo/route.ts";

/** What a route answers to `hi`. */
export async function answerOf(dev: RunningDev, route = "/ws/echo"): Promise<string> {
  using client = await dev.connect(route);
  client.send("hi");
  const answer = await Promise.race([client.text(), client.closed]);
  return typeof answer === "string" ? answer : `closed with ${answer.code}`;
}

/** Writes files, and waits for what is said of it. */
export async function change(
  project: TestProject,
  dev: RunningDev,
  files: Readonly<Record<string, string>>,
  said: RegExp,
): Promise<void> {
  dev.mark();
  await project.write(files);
  await dev.said(said);
}

/** Processes below this one that were started from within a project's cache folder, or check it. */
export async function processesOf({ root }: TestProject): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const file = Bun.file(path.join("/proc", pid, "cmdline"));
    const command = await file.text().catch(() => ""); // it has ended
    if (command.includes(root)) found.push(command.replaceAll("\0", " "));
  }
  return found;
}
