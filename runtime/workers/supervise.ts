// The supervisor: claims the port, keeps the workers running, hands their messages on, and obeys signals.
import type { ServerOptions } from "../config.ts";
import { onEndSignals } from "../end-signals.ts";
import { addressOf, listen } from "../listen.ts";
import { log } from "../report.ts";
import { workerCount } from "./count.ts";
import { type Crew, createCrew } from "./crew.ts";
import { createHub, type Hub, type HubEvents } from "./hub.ts";
import type { MetricsSum, MetricsSumPort } from "./metrics-sum.ts";
import { HUB_VARIABLE, WORKER_VARIABLE } from "./orders.ts";

/** What a supervisor needs to know of its server. */
export interface WorkersSettings {
  /** The option `workers`. */
  readonly count: number | "auto";
  readonly options: ServerOptions;
}

/** How much longer than `shutdownTimeout` a worker may take to end, in milliseconds. */
const GRACE = 2000;

/** How long a worker that replaces another may take until it listens, in milliseconds. */
const START_LIMIT = 30_000;

let createSum: ((port: MetricsSumPort) => MetricsSum) | undefined;

/** Lets a supervisor answer for the metrics of all workers. Only the output of a project with metrics calls it. */
export function sumWith(create: (port: MetricsSumPort) => MetricsSum): void {
  createSum = create;
}

/** Runs the workers. Never resolves: the process ends after a signal, or with 1 if no worker starts. */
export async function supervise({ count, options }: WorkersSettings): Promise<never> {
  const workers = await workerCount(count);
  // Claimed by this process alone for a moment: the workers share the port, so a taken one would not be noticed.
  const claim = await listen({ fetch: () => new Response(null, { status: 503 }), options }, { message() {} });
  const address = addressOf(claim, options);
  const port = String(claim.port);
  await claim.stop(true);

  // Before the socket of the hub exists, which is to be removed.
  onEndSignals(
    () => void crew.stop().then(() => leave(0)),
    (exitCode) => {
      crew.kill();
      void leave(exitCode);
    },
  );

  const sum = createSum?.({
    ask: (pid) => hub.send(pid, { type: "metrics" }),
    pids: () => hub.pids(),
    crew: () => crew,
  });
  const { hub, path } = openHub({
    said(pid, word) {
      if (word.type === "hello") crew.connected(pid);
      if (word.type === "ready") crew.ready(pid);
      if (word.type === "metrics") sum?.take(pid, word.text);
      if (word.type === "sum")
        void sum?.text().then((text) => hub.send(pid, { type: "sum", id: word.id, text }));
    },
    left: (pid) => sum?.retire(pid),
  });

  const crew: Crew = createCrew(workers, {
    listensWithin: START_LIMIT,
    endsWithin: options.shutdownTimeout * 1000 + GRACE,
    start(number, ended) {
      const child = Bun.spawn(commandLine(), {
        env: { ...process.env, PORT: port, [HUB_VARIABLE]: path, [WORKER_VARIABLE]: String(number) },
        stdio: ["ignore", "inherit", "inherit"],
        onExit: (_, code, signal) =>
          ended(signal === null ? `exit code ${code}` : `signal ${String(signal)}`),
      });
      return { pid: child.pid, kill: () => child.kill("SIGKILL") };
    },
    drain: (pid, replaced) => hub.send(pid, { type: "drain", replaced }),
    started: () => console.log(`Listening on ${address}`),
    failed: () => void leave(1),
  });

  async function leave(code: number): Promise<never> {
    hub.close();
    await Bun.file(path)
      .delete()
      .catch(() => undefined); // Bun removes it when the hub closes
    process.exit(code);
  }

  process.on("SIGHUP", () => crew.reload());
  process.on("SIGUSR2", () => crew.reload());
  return new Promise<never>(() => undefined);
}

/** The longest path of a Unix socket, without the NUL at its end (Linux; macOS has four bytes less). */
const LONGEST_PATH = 103;

/** Opens the hub in the folder for temporary files, or in /tmp if that one cannot hold it. */
function openHub(events: HubEvents): { readonly hub: Hub; readonly path: string } {
  const name = `bunbox-${crypto.randomUUID()}.sock`;
  const paths = [process.env["TMPDIR"] || "/tmp", "/tmp"].map((folder) => `${folder}/${name}`);
  let reason = "";
  for (const path of paths.filter((each) => Buffer.byteLength(each) <= LONGEST_PATH)) {
    // Whoever can connect could speak to every client.
    const mask = process.umask(0o177);
    try {
      return { hub: createHub(path, events), path };
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    } finally {
      process.umask(mask);
    }
  }
  log("error", `workers need a folder for their socket: ${paths[0]} cannot be made (${reason}); set TMPDIR`);
  process.exit(1);
}

/** How this process was started. An executable that `bun build --compile` made has its script inside. */
function commandLine(): string[] {
  const inside = /^(?:\/\$bunfs\/|[A-Z]:[\\/]~BUN[\\/])/.test(Bun.main);
  const [, , ...args] = process.argv;
  return [process.execPath, ...(inside ? [] : [...flagsOfWorkers(), Bun.main]), ...args];
}

/** Bun's own flags, without those that hold for one process only. */
function flagsOfWorkers(): string[] {
  const flags = process.execArgv;
  return flags.filter((flag, at) => !/^--(?:cwd|inspect)/.test(flag) && flags[at - 1] !== "--cwd");
}
