// Tests guards in every kind of server: one that cannot start, workers, `bunbox dev`, a test; and in what lists routes.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { testFaultyStart } from "../support/faulty-start.ts";
import { COMMAND, createProject } from "../support/project.ts";
import { ask, handshake } from "../support/raw.ts";
import { startDev } from "../support/dev.ts";
import { type DevFeed, openDevFeed } from "../support/feed.ts";

// As it is installed: built, with the runtime beside it.
const { RefusedError, serve }: typeof import("../../compiler/testing.ts") = await import(
  path.resolve(COMMAND, "../../testing.js")
);

const OPEN = "export function onOpen(ws: Bun.ServerWebSocket<unknown>) { ws.send(JSON.stringify(ws.data)); }";
const GUARD = `
import { stranger } from "../../lib/stranger.ts";
export function guard(req: Request) {
  const name = new URL(req.url).searchParams.get("name");
  if (name === "throw") throw new Error("no database");
  if (name === "nobody") return stranger();
  return name === null ? false : { data: { name } };
}`;
const FILES = {
  "app/lib/stranger.ts":
    'export function stranger() {\n  return new Response("Who are you?", { status: 401 });\n}',
  "app/ws/crew/_guard.ts": GUARD,
  "app/ws/crew/[id]/route.ts": OPEN,
  "app/ws/open/route.ts": OPEN,
};

describe("a guard that is not a function when the server starts", () => {
  const files = {
    "app/ws/_guard.ts": "export let guard: any;",
    "app/ws/a/_guard.ts": 'export const guard: any = JSON.parse("7");',
    "app/ws/a/route.ts": OPEN,
  };
  const said = [
    "app/ws/_guard.ts exports guard, but it is undefined when the server starts; export a function",
    "app/ws/a/_guard.ts exports guard, but it is a number when the server starts; export a function",
  ];

  testFaultyStart(files, said);
});

test("workers have the guards, behind every other option", async () => {
  await using project = await createProject({
    ...FILES,
    "bunbox.config.ts":
      'export default { workers: 2, metrics: true, log: "json", trustedProxies: ["loopback"], limits: { connectionsPerAddress: 9, messagesPerSecond: 9 } };',
  });
  await project.build();
  await using server = await project.serve();
  expect((await ask(server.port, handshake("/ws/crew/7"))).status).toBe(403);
  expect((await ask(server.port, handshake("/ws/crew/7?name=throw"))).status).toBe(500);
  const line = await server.logged(/"handler":"guard"/);
  expect(JSON.parse(line.split("\n").find((each) => each.includes('"handler":"guard"')) ?? "")).toMatchObject(
    {
      event: "handler_failed",
      route: "/ws/crew/[id]",
      place: expect.stringMatching(/^app\/ws\/crew\/_guard\.ts:\d+:\d+$/),
    },
  );
  expect((await ask(server.port, handshake("/ws/crew/7?name=ada"), true)).message).toBe('{"name":"ada"}');
  expect((await ask(server.port, handshake("/ws/open"))).status).toBe(101);
});

test("a test's server has the guards", async () => {
  await using project = await createProject(FILES);
  await using app = await serve({ cwd: project.root, typecheck: true });
  const refused = await app.connect("/ws/crew/7?name=nobody").catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RefusedError);
  expect(refused).toMatchObject({ status: 401, body: "Who are you?" });
  await using socket = await app.connect("/ws/crew/7?name=ada");
  expect(await socket.json()).toEqual({ name: "ada" });
});

describe("bunbox dev", () => {
  let opened: DevFeed;

  beforeAll(async () => {
    opened = await openDevFeed(FILES);
  }, 60_000);
  afterAll(() => opened[Symbol.asyncDispose]());

  for (const [query, expected] of [
    ["", { reason: "upgrade", status: 403, place: "app/ws/crew/_guard.ts:7:26" }],
    ["?name=nobody", { reason: "response", status: 401, place: "app/lib/stranger.ts:2:14" }],
    ["?name=throw", { reason: "error", status: 500, place: "app/ws/crew/_guard.ts:5:35" }],
  ] as const)
    test(`lists what a guard refuses, and where: ${query}`, async () => {
      const url = `/ws/crew/7${query}`;
      await opened.dev.connect(url).catch(() => undefined);
      expect(await opened.feed.next("refusal", (each) => each.path === url)).toMatchObject({
        route: { path: "/ws/crew/[id]", file: "app/ws/crew/[id]/route.ts" },
        ...expected,
      });
    });
});

test("a guard that is added while bunbox dev runs is in force", async () => {
  await using project = await createProject(FILES);
  await using dev = startDev(project, {}, ["--no-typecheck"]);
  await dev.said(/inspector at/);
  const port = Number(new URL(dev.url()).port);
  expect((await ask(port, handshake("/ws/open"))).status).toBe(101);
  dev.mark();
  await project.write({ "app/ws/open/_guard.ts": "export const guard = () => false;" });
  await dev.said(/reloaded/);
  expect((await ask(port, handshake("/ws/open"))).status).toBe(403);
});

test("the table lists the guards if there are any, and the contract says which routes have some", async () => {
  await using project = await createProject(FILES);
  expect((await project.again(["routes"])).stdout.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["PATH", "TOPIC", "HANDLERS", "GUARDS", "FILE"],
    ["/ws/crew/[id]", "(its path)", "onOpen", "app/ws/crew/_guard.ts", "app/ws/crew/[id]/route.ts"],
    ["/ws/open", "ws-open", "onOpen", "app/ws/open/route.ts"],
    [""],
  ]);
  const contract: unknown = JSON.parse((await project.again(["contract", "--format", "json"])).stdout);
  expect(contract).toMatchObject({
    channels: { wsCrewById: { "x-bunbox-guard": true }, wsOpen: { "x-bunbox-guard": false } },
  });
});

test("a server with layers of other features lists the guards, and has them", async () => {
  await using project = await createProject({
    ...FILES,
    "bunbox.config.ts": 'export default { metrics: true, pubsub: { url: "redis://127.0.0.1:1" } };',
    "app/ws/crew/later/route.ts":
      "export const subscribe = false;\nexport const ordered = true;\nexport function onMessage() {}",
    "list.ts": `import { fetch, routes, websocket } from "./dist/server.js";
const server = Bun.serve({ port: 0, fetch, websocket });
const refused = await fetch(new Request("http://localhost/ws/crew/later", { headers: {
  Host: "localhost", Connection: "Upgrade", Upgrade: "websocket", "Sec-WebSocket-Version": "13",
  "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==" } }), server);
console.log(JSON.stringify([routes, refused?.status]));
process.exit(0);`,
  });
  await project.build();
  const child = Bun.spawnSync([process.execPath, path.join(project.root, "list.ts")]);
  const listed: unknown = JSON.parse((await project.again(["routes", "--json"])).stdout);
  expect(listed).toContainEqual(
    expect.objectContaining({ path: "/ws/crew/later", guards: ["app/ws/crew/_guard.ts"] }),
  );
  const said = "bunbox info: guard of /ws/crew/later in app/ws/crew/_guard.ts refused a client with 403\n";
  expect([JSON.parse(String(child.stdout)), String(child.stderr)]).toEqual([[listed, 403], said]);
});
