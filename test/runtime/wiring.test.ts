// Tests an app whose own Bun.serve does not call the callbacks of the server that it mounts.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { createProject, type TestProject } from "../support/project.ts";
import { exchange, handshake, statusOf } from "../support/raw.ts";
import { type RunningServer, startServer } from "../support/server.ts";

const ROUTE = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function upgrade(req: Request) {
    console.log("upgrade");
    return req.headers.has("data") ? { data: { from: "upgrade" } } : true;
  }
  export function onOpen(ws: ServerWebSocket) { ws.send("open"); }
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }
  export function onClose() { console.log("closed"); }
`;

/** How `Bun.serve` gets the callbacks, by the variable HOW. */
const APP = `
  import { fetch as routes, websocket } from "./dist/server.js";
  let opened = 0;
  const echo = (ws, message) => (ws.data === "own" ? ws.send(message) : websocket.message(ws, message));
  const ways = {
    replaced: { ...websocket, open() {}, message: echo },
    alone: { message(ws, message) { ws.send("app: " + message); } },
    late: { ...websocket, async open(ws) { await 0; websocket.open(ws); } },
    some: { ...websocket, open(ws) { opened += 1; if (opened !== 2) websocket.open(ws); } },
    refuses: { ...websocket, open(ws) { opened += 1; if (opened === 1) ws.close(4003, "not you"); else websocket.open(ws); } },
    throws: { ...websocket, open(ws) { opened += 1; if (opened === 1) throw new Error("of the app"); websocket.open(ws); } },
    closeless: { ...websocket, close() {} },
  };
  process.on("uncaughtException", ({ message }) => console.log("uncaught", message));
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    websocket: ways[process.env.HOW],
    fetch(req, server) {
      if (new URL(req.url).pathname !== "/own") return routes(req, server);
      return server.upgrade(req, { data: "own" }) ? undefined : new Response("no", { status: 400 });
    },
  });
  console.log("Listening on http://127.0.0.1:" + server.port);
`;

const MISSED =
  /^bunbox error: websocket\.open was not called for a socket of \/ws, .* or call websocket\.open\(ws\) synchronously in your own open\n$/;

let project: TestProject;

beforeAll(async () => {
  project = await createProject({
    "app/ws/route.ts": ROUTE,
    "app.ts": APP,
    "bunbox.config.ts": "export default { maxConnections: 2 };",
  });
  await project.build();
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

function start(how: string): Promise<RunningServer> {
  return startServer(path.join(project.root, "app.ts"), project.root, { HOW: how });
}

async function statusOfNext(server: RunningServer): Promise<number> {
  return statusOf(await exchange(server.port, handshake("/ws")));
}

describe("an open that never calls ours", () => {
  for (const [kind, headers] of [
    ["no data", {}],
    ["data", { data: "1" }],
  ] as const) {
    test(`closes a socket with ${kind} with 1011 at its first message, and refuses the next`, async () => {
      await using server = await start("replaced");
      using own = await server.connect("/own");
      using lost = await server.connect("/ws", { headers });
      expect(await server.logged(/\n/)).toMatch(MISSED);
      own.send("hello");
      expect(await own.text()).toBe("hello");
      lost.send("hello");
      expect((await lost.closed).code).toBe(1011);
      expect(await statusOfNext(server)).toBe(500);
      own.send("still here");
      expect(await own.text()).toBe("still here");
      // Neither did `upgrade` run again, nor was it said again.
      expect(server.stdout().match(/upgrade/g)).toHaveLength(1);
      expect(await server.logged(/\n/)).toMatch(MISSED);
      expect(server.stdout()).not.toContain("closed");
    });
  }

  test("is found out if none of ours is there", async () => {
    await using server = await start("alone");
    using lost = await server.connect("/ws");
    expect(await server.logged(/\n/)).toMatch(MISSED);
    expect(await statusOfNext(server)).toBe(500);
    lost.send("hello");
    expect(await lost.text()).toBe("app: hello");
  });
});

test("an open that calls ours too late closes the socket with 1011 at once", async () => {
  await using server = await start("late");
  using lost = await server.connect("/ws");
  expect((await lost.closed).code).toBe(1011);
  expect(await server.logged(/\n/)).toMatch(MISSED);
  expect(await statusOfNext(server)).toBe(500);
});

test("an open that calls ours for most sockets goes on serving them", async () => {
  await using server = await start("some");
  using first = await server.connect("/ws");
  using lost = await server.connect("/ws");
  using last = await server.connect("/ws");
  for (const client of [first, last]) {
    expect(await client.text()).toBe("open");
    client.send("hello");
    expect(await client.text()).toBe("hello");
  }
  lost.send("hello");
  expect((await lost.closed).code).toBe(1011);
  expect(await server.logged(/\n/)).toMatch(MISSED);
});

describe("an open that does not call ours for a socket that it", () => {
  test("refuses by itself is left alone", async () => {
    await using server = await start("refuses");
    using refused = await server.connect("/ws");
    expect(await refused.closed).toEqual({ code: 4003, reason: "not you" });
    using next = await server.connect("/ws");
    expect(await next.text()).toBe("open");
    expect(server.stderr()).toBe("");
  });

  test("fails for is left alone", async () => {
    await using server = await start("throws");
    using failed = await server.connect("/ws");
    expect((await failed.closed).code).toBe(1006);
    using next = await server.connect("/ws");
    expect(await next.text()).toBe("open");
    await server.printed(/^uncaught of the app$/m);
    expect(server.stderr()).toBe("");
  });
});

test("a close that never calls ours is said once, and fills no limit", async () => {
  await using server = await start("closeless");
  for (let count = 0; count < 5; count += 1) {
    using client = await server.connect("/ws");
    expect(await client.text()).toBe("open");
    client.close();
    await client.closed;
  }
  expect(await server.logged(/\n/)).toMatch(
    /^bunbox error: websocket\.close was not called for a socket that has closed, .* or call websocket\.close\(ws, code, reason\) synchronously in your own close\n$/,
  );
});
