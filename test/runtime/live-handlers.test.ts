// Tests that a handler must be a function when the server starts, and what happens if it later is not.
import { afterEach, describe, expect, spyOn, test } from "bun:test";
import type { RouteEntry } from "../../runtime/route.ts";
import { appOf } from "../support/app-of.ts";
import { Client } from "../support/client.ts";
import { testFaultyStart } from "../support/faulty-start.ts";
import { createProject } from "../support/project.ts";
import { ask, exchange, handshake, statusOf } from "../support/raw.ts";

const ROW = { path: "/ws", file: "app/ws/route.ts", topic: "ws", params: [] } as const;

const said = spyOn(console, "error").mockImplementation(() => undefined);
const lines = (): readonly string[] =>
  said.mock.calls.map(([line]) => String(line)).filter((line) => line.startsWith("bunbox "));
afterEach(() => said.mockClear());

function serve(row: RouteEntry): Bun.Server<unknown> {
  const { fetch, websocket } = appOf([row]);
  return Bun.serve({ port: 0, hostname: "127.0.0.1", development: false, fetch, websocket });
}

describe("a handler that is not a function when the server starts", () => {
  const files = {
    "app/ws/chat/route.ts":
      'export let upgrade: any;\nexport let onOpen: any = JSON.parse("null");\nexport function onMessage() {}',
    "app/ws/news/route.ts": 'export let onClose: any = JSON.parse("7");',
  };
  const messages = [
    "app/ws/chat/route.ts exports upgrade, but it is undefined when the server starts; export a function",
    "app/ws/chat/route.ts exports onOpen, but it is null when the server starts; export a function",
    "app/ws/news/route.ts exports onClose, but it is a number when the server starts; export a function",
  ];

  testFaultyStart(files, messages);

  test("nor can be read", () => {
    const row: RouteEntry = {
      ...ROW,
      get onOpen(): never {
        throw new ReferenceError("Cannot access 'onOpen' before initialization.");
      },
    };
    expect(() => appOf([row])).toThrow(
      "app/ws/route.ts exports onOpen, but it cannot be read when the server starts",
    );
  });
});

test("a handler is what the binding holds now, and a route's handlers are those that the build has found", async () => {
  let answer = "first";
  const row: RouteEntry = {
    ...ROW,
    get onMessage(): RouteEntry["onMessage"] & {} {
      const text = answer;
      return (ws) => ws.send(text);
    },
  };
  expect(appOf([row]).routes).toEqual([{ ...ROW, handlers: ["onMessage"] }]);
  await using server = serve(row);
  using client = await Client.open(`ws://127.0.0.1:${server.port}/ws`);
  client.send("?");
  expect(await client.text()).toBe("first");
  answer = "second";
  client.send("?");
  expect(await client.text()).toBe("second");
});

describe("a handler that stops being a function", () => {
  test("upgrade refuses every client", async () => {
    for (const later of [undefined, null, true, () => true]) {
      const row = { ...ROW, upgrade: () => true };
      await using server = serve(row);
      expect(Reflect.set(row, "upgrade", later)).toBe(true);
      const expected = typeof later === "function" ? 101 : 500;
      expect(statusOf(await exchange(server.port ?? 0, handshake("/ws")))).toBe(expected);
    }
    expect(lines().map((line) => line.slice(0, 62))).toEqual(
      Array.from({ length: 3 }, () => "bunbox error: upgrade of /ws failed at app/ws/route.ts: TypeEr"),
    );
  });

  test("upgrade that cannot be read refuses every client", async () => {
    let fails = false;
    await using server = serve({
      ...ROW,
      get upgrade(): () => boolean {
        if (fails) throw new ReferenceError("not now");
        return () => true;
      },
    });
    fails = true;
    const { status, body } = await ask(server.port ?? 0, handshake("/ws"));
    expect([status, body]).toEqual([500, "Internal Server Error\n"]);
    expect(lines()[0]).toContain("upgrade of /ws failed at app/ws/route.ts: ReferenceError: not now");
  });

  test("onOpen closes with 1011; onMessage and onClose are reported", async () => {
    const { promise: reported, resolve: report } = Promise.withResolvers<string>();
    said.mockImplementation((line: unknown) => {
      if (String(line).includes("onClose of")) report(String(line));
    });
    const row = { ...ROW, onOpen: () => undefined, onMessage: () => undefined, onClose: () => undefined };
    await using server = serve(row);
    const url = `ws://127.0.0.1:${server.port}/ws`;
    using client = await Client.open(url);
    for (const name of ["onOpen", "onMessage", "onClose"]) Reflect.set(row, name, undefined);
    using refused = await Client.open(url);
    expect((await refused.closed).code).toBe(1011);
    client.send("?");
    client.close(1000);
    expect(await reported).toContain("onClose of /ws failed at app/ws/route.ts: TypeError: ");
    expect((await client.closed).code).toBe(1000);
    const failed = lines().flatMap((line) => /^bunbox error: (\w+) of/.exec(line)?.[1] ?? []);
    expect(failed.toSorted()).toEqual(["onClose", "onClose", "onMessage", "onOpen"]);
    said.mockImplementation(() => undefined);
  });
});

test("a handler that is assigned while the server runs is called as it is then, also from another file", async () => {
  await using project = await createProject({
    "app/lib/handlers.ts": `import type { ServerWebSocket } from "@ademattos/bunbox";
      export let answer = (ws: ServerWebSocket) => ws.send("first");
      export function change() { answer = (ws) => ws.send("second"); }`,
    "app/ws/own/route.ts": `import type { ServerWebSocket } from "@ademattos/bunbox";
      export let onMessage = (ws: ServerWebSocket) => ws.send("first");
      export function onOpen() { onMessage = (ws) => ws.send("second"); }`,
    "app/ws/function/route.js": `export function onMessage(ws) { ws.send("first"); }
      export function onOpen() { onMessage = (ws) => ws.send("second"); }`,
    "app/ws/other/route.ts": `export { answer as onMessage } from "../../lib/handlers.ts";
      import { change } from "../../lib/handlers.ts";
      export function onOpen() { change(); }`,
  });
  await project.build();
  await using server = await project.serve();
  for (const where of ["/ws/own", "/ws/function", "/ws/other"]) {
    const client = await Client.open(`${server.url.replace("http", "ws")}${where}`);
    client.send("?");
    expect(await client.next()).toBe("second");
    client.close(1000);
  }
});
