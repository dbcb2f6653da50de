// Keeps one server running: loads the next one before the last one ends, and gives it the port.
import type { BuildNotice } from "../../inspector/server/feed.ts";
import type { Inspected } from "../../inspector/server/ipc.ts";
import { REBUILT_CLOSE, SHUTDOWN_CLOSE } from "../../runtime/facts.ts";
import type { Project } from "../model.ts";
import { type Runnable, writeModule } from "../runnable.ts";
import type { DevOptions } from "./dev.ts";
import { findFreePort } from "./free-port.ts";
import { variableOf } from "./variables.ts";
import { type ServerAddress, type ServerProcess, startServerProcess } from "./server-process.ts";

/** A build that can be served. */
export type Served = Runnable & { readonly code: string };

/** Starts, replaces and ends the servers. */
export interface Supervisor {
  isServing(): boolean;
  /**
   * Serves a build in place of the last one, unless it is the same; `false` if the build could not be served, `null` if it
   * was interrupted.
   *
   * @param changed the files that led to the build, for the event
   * @param elapsed milliseconds since the change
   */
  replace(built: Served, changed: readonly string[], elapsed: () => number): Promise<boolean | null>;
  /** Makes the next build replace the server even if it is the same. */
  markStale(): void;
  /** Stops a build that takes too long to load, because there is a newer one. */
  interrupt(): void;
  notice(notice: BuildNotice): void;
  close(): Promise<void>;
  kill(): void;
}

interface Serving {
  readonly server: ServerProcess;
  readonly code: string;
  readonly address: ServerAddress;
  readonly inspected: Inspected;
}

/**
 * How long a build may load before it is reported as slow, and replaced by a newer one, in milliseconds. Without this time,
 * a module that writes a file while it loads would never finish.
 */
const LOAD_TIMEOUT = 3000;

/** Creates a supervisor without a server. */
export function createSupervisor(project: Project, { bun, page, onEvent }: DevOptions): Supervisor {
  const alive = new Set<ServerProcess>();
  let serving: Serving | null = null;
  let stale = false;
  let closing = false;
  let latest: BuildNotice | null = null;
  let interrupted = false;
  let giveUp: (() => void) | null = null;
  let loading: ServerProcess | null = null;
  // The port and the routes of the last server, which may have ended.
  let lastPort: number | null = null;
  let lastPaths: ReadonlySet<string> | null = null;

  function start(module: string, PORT: string): ServerProcess {
    const env = { ...process.env, HOST: hostOf(project), PORT };
    const server = startServerProcess({ bun, module, cwd: project.root, env });
    alive.add(server);
    void server.ended.then((how) => {
      alive.delete(server);
      if (serving?.server !== server || closing) return;
      serving = null;
      onEvent({ kind: "ended", how });
    });
    return server;
  }

  /**
   * The port to listen on, and the one that is taken, if any. A port that nobody has asked for is the next that is free, and
   * every later server keeps it.
   */
  async function choosePort({ settings, hasPort }: Served): Promise<{ port: string; taken: number | null }> {
    const variable = variableOf(project, "PORT");
    const wanted = variable || String(settings?.server.port ?? 0);
    const asked = variable !== "" || hasPort;
    if (serving !== null && (wanted === "0" || !asked))
      return { port: String(serving.address.port), taken: null };
    if (wanted === "0" || asked) return { port: wanted, taken: null };
    const first = lastPort ?? Number(wanted);
    const port = await findFreePort(hostOf(project), first);
    return { port: String(port), taken: port === first ? null : first };
  }

  /** Whether the modules have run; `null` if there is a newer build by then. */
  async function load(server: ServerProcess): Promise<boolean | null> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    interrupted = false;
    loading = server;
    const givenUp = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        if (interrupted) return resolve(null);
        onEvent({ kind: "slow" });
        giveUp = () => resolve(null);
      }, LOAD_TIMEOUT);
    });
    const loaded = await Promise.race([server.loaded, givenUp]);
    clearTimeout(timer);
    giveUp = null;
    loading = null;
    return loaded;
  }

  return {
    isServing: () => serving !== null,
    async replace(built, changed, elapsed) {
      if (serving !== null && serving.code === built.code && !stale) {
        onEvent({ kind: "unchanged", changed });
        return true;
      }
      await using module = await writeModule(project, built.code);
      const { port, taken } = await choosePort(built);
      // A server that starts now would not be ended by anything.
      if (closing) return false;
      const server = start(module.file, port);
      const loaded = await load(server);
      if (loaded !== true) {
        server.kill();
        if (loaded === false && !closing) reportFailedStart("loading");
        return loaded;
      }
      const previous = serving;
      await previous?.server.leave();
      const inspected = { page, refusals: built.refusals };
      const address = await server.listen(inspected);
      if (address === null) {
        await previous?.server.listen(previous.inspected);
        if (!closing) reportFailedStart("listening");
        return false;
      }
      serving = { server, code: built.code, address, inspected };
      stale = false;
      if (latest !== null) server.notice(latest);
      const closed = (await previous?.server.end(REBUILT_CLOSE)) ?? 0;
      const paths = new Set(built.routes.map(({ path }) => path));
      const former = lastPaths ?? paths;
      onEvent({
        kind: "serving",
        changed,
        url: address.url,
        routes: paths.size,
        added: [...paths].filter((path) => !former.has(path)),
        removed: [...former].filter((path) => !paths.has(path)),
        taken,
        closed,
        durationMs: elapsed(),
        first: previous === null,
      });
      lastPort = address.port;
      lastPaths = paths;
      return true;
    },
    markStale() {
      stale = true;
    },
    interrupt() {
      interrupted = true;
      giveUp?.();
    },
    notice(notice) {
      latest = notice;
      serving?.server.notice(notice);
    },
    async close() {
      closing = true;
      // It does not receive commands yet, and may never do so.
      loading?.kill();
      for (const server of alive) void server.end(SHUTDOWN_CLOSE);
      await Promise.all([...alive].map(({ ended }) => ended));
    },
    kill() {
      closing = true;
      for (const server of alive) server.kill();
    },
  };

  function reportFailedStart(when: "loading" | "listening"): void {
    const report =
      when === "loading"
        ? "The build's modules could not be loaded; the error is in the terminal.\n"
        : "The build's server could not listen; the error is in the terminal.\n";
    serving?.server.notice({ state: "failed", report, at: Date.now() });
    onEvent({ kind: "start-failed", while: when, serving: serving !== null });
  }
}

/** The host to listen on: without `HOST`, this machine alone. */
function hostOf(project: Project): string {
  return variableOf(project, "HOST") || "127.0.0.1";
}
