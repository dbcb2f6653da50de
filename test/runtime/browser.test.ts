// Tests which pages of a real browser may open a socket, with the Origin that the browser itself sends.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import type { Browser } from "playwright-core";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { createProject, type TestProject } from "../support/project.ts";
import type { RunningServer } from "../support/server.ts";

const ROUTE = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function upgrade(req: Request) { console.log("upgrade for " + req.headers.get("origin") + "."); return true; }
  export function onOpen(ws: ServerWebSocket) { ws.send("hello"); }
`;

// A page shows in its title what happened to its socket: the first message, or "refused".
const CONNECT = `
  const connect = (url, tell) => {
    const socket = new WebSocket(url);
    socket.onmessage = ({ data }) => tell(data);
    socket.onerror = () => tell("refused");
  };
  const to = new URLSearchParams(location.search).get("to");
  const how = new URLSearchParams(location.search).get("how");
  const tell = (text) => { document.title = text; };
  addEventListener("message", ({ data }) => tell(data));
  if (how === "worker") {
    const code = "(" + connect + ")(" + JSON.stringify(to) + ", (text) => postMessage(text))";
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    worker.onmessage = ({ data }) => tell(data);
  } else if (how === "sandbox" || how === "frame") {
    const frame = document.createElement("iframe");
    if (how === "sandbox") frame.sandbox = "allow-scripts";
    frame.srcdoc = "<script>(" + connect + ")(" + JSON.stringify(to) + ", (text) => parent.postMessage(text, '*'))<\\/script>";
    document.body.append(frame);
  } else connect(to, tell);
`;
const PAGE = `<!doctype html><title>waiting</title><body><script>${CONNECT}</script></body>`;

let otherSite: Bun.Server<undefined>;
let project: TestProject;
let server: RunningServer;
let browser: Browser;

describe.skipIf(!HAS_CHROMIUM)(`in Chromium${WHY_SKIPPED}`, () => {
  beforeAll(async () => {
    otherSite = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: () => new Response(PAGE, { headers: { "Content-Type": "text/html" } }),
    });
    project = await createProject({
      "app/ws/echo/route.ts": ROUTE,
      "app/pages.ts": `
        const PAGE = ${JSON.stringify(PAGE)};
        export default () => new Response(PAGE, { headers: { "Content-Type": "text/html" } });
      `,
      "page.html": PAGE,
      "bunbox.config.ts": `export default { fallback: "app/pages.ts", origins: ["http://partner.test:${otherSite.port}"] };`,
    });
    await project.build();
    server = await project.serve();
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
    await otherSite.stop(true);
  });

  const allowed: readonly (readonly [string, () => Promise<string>])[] = [
    ["a page of the server's own host", () => visit(own("app.test"), "app.test")],
    ["a worker of such a page", () => visit(own("app.test"), "app.test", "worker")],
    ["a frame of such a page", () => visit(own("app.test"), "app.test", "frame")],
    ["a page of a listed origin", () => visit(other("partner.test"), "app.test")],
    [
      "a page on another port of this machine, at a loopback host",
      () => visit(other("localhost"), "localhost"),
    ],
  ];
  for (const [page, connect] of allowed) {
    test(`${page} is accepted`, async () => {
      expect(await connect()).toBe("hello");
    });
  }

  const refused: readonly (readonly [string, () => Promise<string>])[] = [
    ["a page of another site", () => visit(other("evil.test"), "app.test")],
    ["a worker of another site", () => visit(other("evil.test"), "app.test", "worker")],
    ["a page of another site, at a loopback host", () => visit(other("evil.test"), "localhost")],
    ["a page of another site that this server serves too", () => visit(own("evil.test"), "app.test")],
    ["a page of this machine, at a public host", () => visit(other("localhost"), "app.test")],
    ["a sandboxed frame of the server's own page", () => visit(own("app.test"), "app.test", "sandbox")],
    ["a file", () => visit(`file://${path.join(project.root, "page.html")}`, "localhost")],
  ];
  for (const [page, connect] of refused) {
    test(`${page} is refused`, async () => {
      expect(await connect()).toBe("refused");
    });
  }

  test("upgrade ran only for accepted pages, and each other origin is one line of the log", async () => {
    await visit(own("last.test"), "last.test");
    const stdout = await server.printed(/upgrade for http:\/\/last\.test/);
    const asked = [...stdout.matchAll(/upgrade for (.*)\./g)].map(([, origin]) => origin);
    expect(asked).toEqual([
      ...allowed.slice(0, 3).map(() => own("app.test").slice(0, -1)),
      other("partner.test").slice(0, -1),
      other("localhost").slice(0, -1),
      own("last.test").slice(0, -1),
    ]);
    const log = (await server.logged(/(?:.*\n){4}/)).trim().split("\n");
    expect(log).toHaveLength(4);
    for (const origin of [other("evil.test"), own("evil.test"), other("localhost")]) {
      const said = `refused a connection from a page at "${origin.slice(0, -1)}": list it in \`origins\``;
      expect(log.filter((line) => line.includes(said))).toHaveLength(1);
    }
    expect(log.filter((line) => line.includes('a page at "null"'))).toHaveLength(1);
  });
});

/** Opens a page that opens a socket; what came of it. */
async function visit(page: string, host: string, how = "page"): Promise<string> {
  const tab = await browser.newPage();
  try {
    const to = `ws://${host}:${server.port}/ws/echo`;
    await tab.goto(`${page}?how=${how}&to=${encodeURIComponent(to)}`);
    await tab.waitForFunction("document.title !== 'waiting'");
    return await tab.title();
  } finally {
    await tab.close();
  }
}

/** A page that the server itself serves. */
function own(host: string): string {
  return `http://${host}:${server.port}/`;
}

/** A page that another server serves. */
function other(host: string): string {
  return `http://${host}:${otherSite.port}/`;
}
