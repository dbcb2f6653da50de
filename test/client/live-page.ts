// Opens a page in Chromium that uses `live` of the typed client, through a line to the server that a test can cut.
import path from "node:path";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "../support/chromium.ts";
import { type Line, openLine } from "../support/line.ts";
import { createProject, type TestProject } from "../support/project.ts";
import type { RunningServer } from "../support/server.ts";

/** What the routes do, and the page that the server gives. */
const FILES = {
  "bunbox.config.ts": 'export default { client: "web/ws.gen.ts", fallback: "app/pages.ts" };',
  "app/pages.ts": `
    const page = "<!doctype html><title>live</title><script type=module src=/page.js></script>";
    export default async (req: Request) => new URL(req.url).pathname === "/page.js"
      ? new Response(await Bun.file("web/page.js").text(), { headers: { "Content-Type": "text/javascript" } })
      : new Response(page, { headers: { "Content-Type": "text/html" } });
  `,
  // Says hello, answers each message, and refuses a token that is not good any more.
  "app/ws/rooms/[room]/route.ts": `
    import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
    export type Outgoing = { hello: string } | { got: unknown };
    export function upgrade(req: Request) { return { data: new URL(req.url).searchParams.get("token") }; }
    export function onOpen(ws: ServerWebSocket<string | null>, ctx: WebSocketContext<{ room: string }>) {
      if (ws.data === "expired") return ws.close(4401, "sign in again");
      ws.send(JSON.stringify({ hello: ctx.params.room }));
    }
    export function onMessage(ws: ServerWebSocket<string | null>, message: string | Buffer) {
      console.log("got " + message);
      ws.send(JSON.stringify({ got: JSON.parse(String(message)) }));
    }
    export function onClose(_: unknown, ctx: WebSocketContext<{ room: string }>) { console.log("left " + ctx.params.room); }
  `,
  // Closes at once with a code, and says something before only if the query asks for it.
  "app/ws/ends/[code]/route.ts": `
    import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
    export function upgrade(req: Request) { return { data: new URL(req.url).search }; }
    export function onOpen(ws: ServerWebSocket<string>, ctx: WebSocketContext<{ code: string }>) {
      if (ws.data !== "") ws.send("hello");
      ws.close(Number(ctx.params.code), "why");
    }
  `,
  "app/ws/kinds/route.ts": `
    import type { ServerWebSocket } from "@ademattos/bunbox";
    export function onOpen(ws: ServerWebSocket) {
      for (const data of ['{"a":[1]}', "plain", "", '"quoted"', new Uint8Array([1, 2])]) ws.send(data);
    }
    export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
      ws.send(typeof message === "string" ? "text " + message : "bytes " + [...message]);
    }
  `,
  "app/ws/silent/route.ts": "export function onMessage() {}\n",
  // What happens is a list of lines, and every socket that is made is in another.
  "web/page.ts": `
    import { live } from "./ws.gen.ts";
    const log = [], sockets = [];
    globalThis.WebSocket = class extends WebSocket {
      constructor(url, protocols) { super(url, protocols); sockets.push(url.slice(url.indexOf("/ws"))); }
    };
    const start = (path, params, options = {}) => live(path, params, {
      message: (value) => log.push(value instanceof ArrayBuffer ? "bytes " + new Uint8Array(value) : "message " + JSON.stringify(value)),
      state: (state, { tries, code, reason }) => log.push([state, tries, code, reason].join(" ").trim()),
      ...options,
    });
    Object.assign(globalThis, { live, start, log, sockets });
  `,
};

/** The project of these files, built, with the page's code bundled. */
export async function createLiveProject(): Promise<TestProject> {
  const project = await createProject(FILES);
  await project.build();
  await build({
    entryPoints: [path.join(project.root, "web/page.ts")],
    outfile: path.join(project.root, "web/page.js"),
    bundle: true,
    format: "esm",
  });
  return project;
}

/** A page that is open, and the way from it to the server. */
export interface LivePage extends AsyncDisposable {
  readonly line: Line;
  readonly page: Page;
  readonly context: BrowserContext;
  /** Runs code in the page, which has `start`, `log` and `sockets`. */
  run(code: string): Promise<unknown>;
  /** What happened, once the last of it is this. */
  until(last: string): Promise<readonly string[]>;
  /** Every socket that the page has made, by its path. */
  sockets(): Promise<readonly string[]>;
  /** Lets time pass, of which the page has none by itself since `stopClock`. */
  pass(ms: number): Promise<void>;
  stopClock(): Promise<void>;
}

/** The project, one server of it, and a browser. */
export interface LiveSetup extends AsyncDisposable {
  readonly project: TestProject;
  readonly server: RunningServer;
  readonly browser: Browser;
}

export async function openLive(): Promise<LiveSetup> {
  const project = await createLiveProject();
  const server = await project.serve();
  const browser = await launchChromium();
  return {
    project,
    server,
    browser,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await server[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

export async function openLivePage(browser: Browser, port: number): Promise<LivePage> {
  const line = await openLine(port);
  const context = await browser.newContext();
  const page = await context.newPage();
  const texts = (name: string): Promise<readonly string[]> => page.evaluate(`[...${name}]`);
  await page.goto(`http://127.0.0.1:${line.port}`);
  await page.waitForFunction("globalThis.start !== undefined");
  return {
    line,
    page,
    context,
    run: (code) => page.evaluate(code),
    async until(last) {
      const failed = new Error(`the page never came to ${JSON.stringify(last)}`);
      try {
        await page.waitForFunction(`log.at(-1) === ${JSON.stringify(last)}`, undefined, { timeout: 10_000 });
      } catch (error) {
        failed.message += `:\n${(await texts("log")).join("\n")}`;
        throw Object.assign(failed, { cause: error });
      }
      return texts("log");
    },
    sockets: () => texts("sockets"),
    pass: (ms) => page.clock.runFor(ms),
    async stopClock() {
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 1000);
    },
    async [Symbol.asyncDispose]() {
      await context.close();
      await line[Symbol.asyncDispose]();
    },
  };
}
