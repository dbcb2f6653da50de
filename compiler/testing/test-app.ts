// Serves a project within the process of a test that `bun test` runs.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { App } from "../../runtime/app.ts";
import { SHUTDOWN_CLOSE, TOPICS_KEY } from "../../runtime/facts.ts";
import type { Shutdown } from "../../runtime/shutdown.ts";
import { topicsByPath } from "../emit/topics-text.ts";
import { formatPretty } from "../report/pretty.ts";
import { openProject } from "../project.ts";
import { compileRunnable, writeModule } from "../runnable.ts";
import { isCoverageOn } from "./coverage.ts";
import { RefusedError } from "./refused-error.ts";
import { openSocket, type SocketOptions, type TestSocket } from "./test-socket.ts";

/** Options of `serve`. */
export interface ServeOptions {
  /** Folder of the project. Default: the current folder. */
  readonly cwd?: string;
  /** Whether TypeScript checks the project too. Default: `false`, because `bunbox build` does that. */
  readonly typecheck?: boolean;
}

/** A server of your project, on a free port of this machine. `await using` stops it. */
export interface TestApp extends AsyncDisposable {
  /** Address of the server: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Port of the server. */
  readonly port: number;
  /**
   * Opens a socket. The promise resolves when the socket is open.
   *
   * @param path path and query: `/ws/rooms/7?name=ada`
   * @param options headers and subprotocols to send
   * @throws RefusedError if the server refuses the handshake
   */
  connect(path: string, options?: SocketOptions): Promise<TestSocket>;
  /**
   * Sends an HTTP request to the server.
   *
   * @param path path and query: `/healthz`
   * @param init as for the global `fetch`
   */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /**
   * Shuts the server down as a signal does, within `shutdownTimeout`: delivers what was sent, closes every socket with 1001, waits
   * for every `onClose` and what `onShutdown` has registered, then closes the port. The process of the test goes on.
   */
  stop(): Promise<void>;
}

/** What a server that is compiled for a test exports. */
interface BuiltServer {
  readonly app: App;
  readonly createShutdown: (
    websocket: Bun.WebSocketHandler<unknown>,
    strangers: App["strangers"],
  ) => Shutdown;
}

/** Header that identifies a handshake. It is removed before the route sees the request. */
const HANDSHAKE_ID = "x-bunbox-test";

/**
 * Compiles a project in memory, as a build does, and serves it on a free port. Each call loads the modules anew, so a test
 * does not see the state of another.
 *
 * @param options the folder of the project, and whether to check its types
 * @throws Error with the report as its message, if the project has errors
 * @example
 * ```ts
 * // test/echo.test.ts
 * import { expect, test } from "bun:test";
 * import { serve } from "@ademattos/bunbox/testing";
 *
 * test("echo", async () => {
 *   await using app = await serve({ cwd: `${import.meta.dir}/..` });
 *   await using socket = await app.connect("/ws/echo");
 *   socket.send("hello");
 *   expect(await socket.next()).toBe("hello");
 * });
 * ```
 */
export async function serve(options: ServeOptions = {}): Promise<TestApp> {
  const { cwd = ".", typecheck = false } = options;
  const { app, createShutdown } = await load(cwd, typecheck);
  const shutdown = createShutdown(app.websocket, app.strangers);
  const refusals = new Map<string, RefusedError>();
  let handshakes = 0;
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    development: false,
    async fetch(req, self) {
      const id = req.headers.get(HANDSHAKE_ID);
      req.headers.delete(HANDSHAKE_ID);
      const answer = await app.fetch(req, self);
      // A WebSocket client does not see the response of a refusal, so it is kept here.
      if (id !== null && answer !== undefined) {
        const { status, headers } = answer;
        refusals.set(id, new RefusedError(status, await answer.clone().text(), headers));
      }
      return answer;
    },
    websocket: shutdown.websocket,
  });
  const { port = 0 } = server;
  const url = `http://127.0.0.1:${port}`;

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= shutdown.run(app, server, SHUTDOWN_CLOSE));

  return {
    url,
    port,
    async connect(where, { headers = {}, protocols = [] } = {}) {
      handshakes += 1;
      const id = String(handshakes);
      const target = `ws://127.0.0.1:${port}${where}`;
      try {
        return await openSocket(target, { headers: { ...headers, [HANDSHAKE_ID]: id }, protocols });
      } catch (error) {
        throw refusals.get(id) ?? error;
      } finally {
        refusals.delete(id);
      }
    },
    fetch: (where, init) => fetch(`${url}${where}`, init),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function load(cwd: string, typecheck: boolean): Promise<BuiltServer> {
  const project = await openProject(cwd);
  // Bun counts the lines of the file that it runs, and does not apply source maps there (1.4).
  const fromSource = isCoverageOn();
  const { code, routes, diagnostics, files, settings } = await compileRunnable(project, {
    typecheck,
    runner: "test",
    fromSource,
  });
  if (code === null || settings === null) {
    const result = { routes, diagnostics, output: null, durationMs: 0 };
    const textOf = (file: string): string | undefined => readText(path.join(project.root, file));
    const report = formatPretty(result, { color: false, columns: 160, textOf });
    throw new Error(`the project has errors\n\n${report}`);
  }
  await using module = await writeModule(project, code, fromSource);
  const { cache } = createRequire(import.meta.url);
  if (fromSource) {
    for (const file of files) delete cache[file];
    // Such modules import the installed bunbox, which has no routes.
    const key = Symbol.for(TOPICS_KEY);
    const known: object = Reflect.get(globalThis, key) ?? {};
    Reflect.set(globalThis, key, { ...known, ...topicsByPath(routes, settings.base) });
  }
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
