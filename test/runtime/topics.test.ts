// Tests topics, parameters and broadcasts, over real sockets to a built server.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type ServedRoutes, serveRoutes } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  server = await serveRoutes({
    chat: `
      export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) {
        ws.send(JSON.stringify({ topic: ctx.topic, subscriptions: ws.subscriptions, params: ctx.params }));
      }
      export function onMessage(ws: ServerWebSocket, message: string | Buffer, { broadcast, broadcastJSON, send, ...ctx }: WebSocketContext) {
        const text = String(message);
        if (text.startsWith("one ")) ws.send("sent " + send(ws, text === "one é" ? { only: "é" } : undefined));
        else
        if (text === "count") ws.send(String(publishContext().subscriberCount));
        else if (text === "json") ws.send("sent " + broadcastJSON({ from: ctx.topic }));
        else if (text === "empty") ws.send("sent " + broadcastJSON(undefined));
        else ws.send("sent " + broadcast(message));
      }
      let last: WebSocketContext | undefined;
      function publishContext(): WebSocketContext { return last!; }
      export function onDrain() {}
      export function upgrade() { return true; }
      export function onClose(ws: ServerWebSocket, ctx: WebSocketContext) { last = ctx; }
    `,
    "rooms/[id]": `
      export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ id: string }>) {
        ws.send(JSON.stringify({ id: ctx.params.id, topic: ctx.topic, count: ctx.subscriberCount, subscriptions: ws.subscriptions, prototype: Object.getPrototypeOf(ctx.params) }));
      }
      export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) { ctx.broadcast(message); }
      export function onClose(ws: ServerWebSocket, ctx: WebSocketContext) { ctx.broadcastJSON({ left: ws.subscriptions, count: ctx.subscriberCount }); }
    `,
    "files/[...path]": `export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ path: string[] }>) { ws.send(ctx.params.path.join("|")); }`,
    "docs/[[...path]]": `export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext<{ path: string[] }>) { ws.send(ctx.topic + " " + ctx.params.path.length); }`,
  });
}, 60_000);

afterAll(() => server[Symbol.asyncDispose]());

describe("a route's topic and parameters", () => {
  test("a static route has its names joined as topic, and is subscribed before onOpen", async () => {
    using client = await server.connect("/ws/chat");
    expect(await client.json()).toEqual({ topic: "ws-chat", subscriptions: ["ws-chat"], params: {} });
  });

  test("a dynamic route has its concrete path as topic, and params without a prototype", async () => {
    using client = await server.connect("/ws/rooms/42/");
    expect(await client.json()).toEqual({
      id: "42",
      topic: "/ws/rooms/42",
      count: 1,
      subscriptions: ["/ws/rooms/42"],
      prototype: null,
    });
  });

  test("one path has one topic in every spelling, and another path has another", async () => {
    using plain = await server.connect("/ws/rooms/A");
    using encoded = await server.connect("/ws/rooms/%41?query=1");
    using other = await server.connect("/ws/rooms/a");
    await Promise.all([plain.next(), encoded.next(), other.next()]);
    plain.send("to A");
    expect(await Promise.all([plain.text(), encoded.text()])).toEqual(["to A", "to A"]);
    other.send("to a");
    expect(await other.text()).toBe("to a");
    expect(plain.pending + encoded.pending).toBe(0);
  });

  test("a catch-all gets every further segment, an optional one none as well", async () => {
    using files = await server.connect("/ws/files/a/b%2Fc");
    using none = await server.connect("/ws/docs");
    using two = await server.connect("/ws/docs/x/y");
    expect([await files.text(), await none.text(), await two.text()]).toEqual([
      "a|b/c",
      "/ws/docs 0",
      "/ws/docs/x/y 2",
    ]);
  });
});

describe("broadcast and publish", () => {
  test("broadcast reaches everyone on the topic, the sender included, and returns the bytes", async () => {
    using one = await server.connect("/ws/chat");
    using two = await server.connect("/ws/chat");
    await Promise.all([one.next(), two.next()]);
    one.send("hello");
    expect([await one.text(), await one.text()].toSorted()).toEqual(["hello", "sent 5"]);
    expect(await two.text()).toBe("hello");
    one.send("json");
    expect(await two.json()).toEqual({ from: "ws-chat" });
  });

  test('broadcastJSON of a value without JSON text throws instead of sending "undefined"', async () => {
    using client = await server.connect("/ws/chat");
    await client.next();
    client.send("empty");
    await server.logged(/TypeError: broadcastJSON: undefined has no JSON text/);
    expect(client.pending).toBe(0);
  });

  test("send reaches one socket, without its context, and returns the bytes", async () => {
    using one = await server.connect("/ws/chat");
    using two = await server.connect("/ws/chat");
    await Promise.all([one.next(), two.next()]);
    one.send("one é");
    expect([await one.text(), await one.text()]).toEqual(['{"only":"é"}', "sent 13"]);
    one.send("one without JSON text");
    await server.logged(/TypeError: send: undefined has no JSON text/);
    expect([one.pending, two.pending]).toEqual([0, 0]);
  });

  test("the topic is left when onClose runs, so that a broadcast there reaches the others only", async () => {
    using stays = await server.connect("/ws/rooms/leaving");
    const leaves = await server.connect("/ws/rooms/leaving");
    await Promise.all([stays.next(), leaves.next()]);
    leaves.close();
    expect(await stays.json()).toEqual({ left: [], count: 1 });
  });
});
