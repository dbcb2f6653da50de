// A project in, its server in this very process out: for tests that are run by `bun test`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { formatPretty } from "../report/pretty.ts";
import { openProject } from "../project.ts";
import { compileRunnable, writeModule } from "../runnable.ts";
import { isCoverageOn } from "./coverage.ts";
import { RefusedError } from "./refused-error.ts";
import { openSocket, type SocketOptions, type TestSocket } from "./socket.ts";

/** What to serve. */
export interface ServeOptions {
  /** Folder of the project; the current one by default. */
  readonly cwd?: string;
  /** Whether TypeScript checks it too; `bunbox build` does, so that tests need not. */
  readonly typecheck?: boolean;
}

/** A project's server, on a free port of this machine. */
export interface TestApp extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /**
   * Opens a socket, and resolves once it is open.
   *
   * @param path with its query: `/ws/rooms/7?name=ada`
   * @throws RefusedError where the server answers with anything but a socket
   */
  connect(path: string, options?: SocketOptions): Promise<TestSocket>;
  /** `fetch` of a path of this server. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Closes every socket with 1001, and the port. */
  stop(): Promise<void>;
}

/** What a built server exports. */
interface BuiltServer {
  readonly fetch: (req: Request, server: Bun.Server<unknown>) => Answer | Promise<Answer>;
  readonly websocket: Bun.WebSocketHandler<unknown>;
}

type Answer = Response | undefined;

/** Tells a handshake apart from others; taken off before the route sees it. */
const TICKET = "x-bunbox-test";

/**
 * Compiles a project in memory as a build does, and serves it. Each call has modules of its own, so that no state is left
 * of another test.
 *
 * @throws Error with the report where the project has errors
 * @example
 * await using app = await serve();
 * await using socket = await app.connect("/ws/rooms/7");
 */
export async function serve({ cwd = ".", typecheck = false }: ServeOptions = {}): Promise<TestApp> {
  const app = await load(cwd, typecheck);
  const refusals = new Map<string, RefusedError>();
  const open = new Set<Bun.ServerWebSocket<unknown>>();
  let tickets = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    development: false,
    async fetch(req, self) {
      const ticket = req.headers.get(TICKET);
      req.headers.delete(TICKET);
      const answer = await app.fetch(req, self);
      // A client of WebSockets is told nothing of a refusal, so that it is kept for it here.
      if (ticket !== null && answer !== undefined) {
        const { status, headers } = answer;
        refusals.set(ticket, new RefusedError(status, await answer.clone().text(), headers));
      }
      return answer;
    },
    websocket: {
      ...app.websocket,
      open(ws) {
        open.add(ws);
        return app.websocket.open?.(ws);
      },
      close(ws, code, reason) {
        open.delete(ws);
        return app.websocket.close?.(ws, code, reason);
      },
    },
  });
  const { port = 0 } = server;
  const url = `http://127.0.0.1:${port}`;

  async function stop(): Promise<void> {
    for (const ws of open) ws.close(1001, "Server shutting down");
    await server.stop(true);
  }

  return {
    url,
    port,
    async connect(where, { headers = {}, protocols = [] } = {}) {
      tickets += 1;
      const ticket = String(tickets);
      const target = `ws://127.0.0.1:${port}${where}`;
      try {
        return await openSocket(target, { headers: { ...headers, [TICKET]: ticket }, protocols });
      } catch (error) {
        throw refusals.get(ticket) ?? error;
      } finally {
        refusals.delete(ticket);
      }
    },
    fetch: (where, init) => fetch(`${url}${where}`, init),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function load(cwd: string, typecheck: boolean): Promise<BuiltServer> {
  const project = await openProject(cwd);
  // Bun counts the lines of the file that it runs, and follows no source map there (1.4).
  const fromSource = isCoverageOn();
  const { code, routes, diagnostics, files } = await compileRunnable(project, {
    typecheck,
    development: false,
    fromSource,
  });
  if (code === null) {
    const result = { routes, diagnostics, output: null, durationMs: 0 };
    const textOf = (file: string): string | undefined => readText(path.join(project.root, file));
    const report = formatPretty(result, { color: false, columns: 160, textOf });
    throw new Error(`the project has errors\n\n${report}`);
  }
  await using module = await writeModule(project, code, fromSource);
  const { cache } = createRequire(import.meta.url);
  if (fromSource) for (const file of files) delete cache[file];
  const loaded: BuiltServer = await import(pathToFileURL(module.file).href);
  return loaded;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // a frame is left out where its file is gone
  }
}
