// Tests the order of a connection's events, and what a failing handler does to them.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type ServedRoutes, serveRoutes } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  server = await serveRoutes({
    order: `
      const log: string[] = [];
      let release = () => {};
      export async function onOpen(ws: ServerWebSocket) {
        log.length = 0;
        log.push("open");
        await new Promise<void>((resolve) => { release = resolve; ws.send("opening"); });
        log.push("opened");
      }
      export async function onMessage(ws: ServerWebSocket, message: string | Buffer) {
        log.push("message " + message);
        if (message === "end") ws.send(log.join());
        if (message === "overlap-1") { await new Promise((resolve) => setTimeout(resolve, 20)); ws.send("slow"); }
        if (message === "overlap-2") ws.send("fast");
      }
      export function onClose(ws: ServerWebSocket, ctx: WebSocketContext, code: number, reason: string) {
        log.push("close " + code + reason);
        publish("ws-watch", log.join());
      }
      export const releaseOpen = { now: () => release() };
    `,
    watch: `
      import { releaseOpen } from "../order/route.ts";
      export function onOpen(ws: ServerWebSocket) { ws.send("watching"); }
      export function onMessage() { releaseOpen.now(); }
    `,
    failing: `
      export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) { ws.send("open"); }
      export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
        if (message === "throw") throw new Error("thrown by onMessage");
        if (message === "reject") return Promise.reject(new Error("rejected by onMessage"));
        if (message === "null") throw null;
        if (message === "hostile") throw Object.defineProperty(new Error(), "message", { get() { throw 1; } });
        ws.send("alive");
      }
      export async function onClose() { throw new Error("rejected by onClose"); }
    `,
    "failing-open": `
      export function upgrade(req: Request) { return { data: new URL(req.url).search }; }
      export function onOpen(ws: ServerWebSocket<string>) {
        ws.send("before");
        if (ws.data === "?reject") return Promise.reject(new Error("rejected by onOpen"));
        throw new Error("thrown by onOpen");
      }
      export function onMessage(ws: ServerWebSocket) { ws.send("must not run"); }
      export function onClose(ws: ServerWebSocket, ctx: WebSocketContext, code: number) { publish("ws-watch", "failed open closed with " + code); }
    `,
  });
}, 60_000);

afterAll(() => server[Symbol.asyncDispose]());

describe("the order of a connection", () => {
  test("messages wait for onOpen, in order, and onMessage may then overlap", async () => {
    using watch = await server.connect("/ws/watch");
    await watch.next();
    using client = await server.connect("/ws/order");
    await client.next();
    for (const message of ["one", "two", "end"]) client.send(message);
    watch.send("release");
    expect(await client.text()).toBe("open,opened,message one,message two,message end");
    client.send("overlap-1");
    client.send("overlap-2");
    expect([await client.text(), await client.text()]).toEqual(["fast", "slow"]);
  });

  test("onClose runs after onOpen has settled, and drops what waited", async () => {
    using watch = await server.connect("/ws/watch");
    await watch.next();
    const client = await server.connect("/ws/order");
    await client.next();
    client.send("dropped");
    client.close(4000, "early");
    await client.closed;
    watch.send("release");
    expect(await watch.text()).toBe("open,opened,close 4000early");
  });

  test("more than 1 MiB of waiting messages closes with 1008", async () => {
    const client = await server.connect("/ws/order");
    await client.next();
    for (let sent = 0; sent < 5; sent += 1) client.send("x".repeat(256 * 1024));
    expect((await client.closed).code).toBe(1008);
  });
});

describe("failures", () => {
  test("a throw in onMessage is reported once with its place, and the connection lives on", async () => {
    using client = await server.connect("/ws/failing");
    await client.next();
    client.send("throw");
    client.send("reject");
    client.send("null");
    client.send("hostile");
    client.send("ping");
    expect(await client.text()).toBe("alive");
    const log = await server.logged(/cannot be shown/);
    expect(log).toMatch(
      /^bunbox error: onMessage of \/ws\/failing failed at app\/ws\/failing\/route\.ts:5:\d+: Error: thrown by onMessage$/m,
    );
    expect(log).toMatch(
      /^bunbox error: onMessage of \/ws\/failing failed at app\/ws\/failing\/route\.ts:6:\d+: Error: rejected by onMessage$/m,
    );
    expect(log).toMatch(
      /^bunbox error: onMessage of \/ws\/failing failed at app\/ws\/failing\/route\.ts: null$/m,
    );
    expect(log.match(/thrown by onMessage/g)).toHaveLength(1);
    // A frame names the user's file; the log has no excerpt of the source, and no frame of the runtime.
    expect(log).toMatch(/^ +at .*app\/ws\/failing\/route\.ts:5:\d+\)$/m);
    expect(log).not.toContain("dist/runtime");
    expect(log).not.toMatch(/^\s*\d+ \| /m);
  });

  test("a failed onOpen closes with 1011 before any message, and onClose still runs", async () => {
    using watch = await server.connect("/ws/watch");
    await watch.next();
    for (const query of ["", "?reject"]) {
      const client = await server.connect(`/ws/failing-open${query}`);
      client.send("too early");
      expect((await client.closed).code).toBe(1011);
      expect(await client.text()).toBe("before");
      expect(client.pending).toBe(0);
      expect(await watch.text()).toBe("failed open closed with 1011");
    }
    const log = await server.logged(/rejected by onOpen/);
    expect(log).toMatch(
      /onOpen of \/ws\/failing-open failed at app\/ws\/failing-open\/route\.ts:\d+:\d+: Error: thrown by onOpen/,
    );
  });

  test("a rejected onClose is reported, and the process lives on", async () => {
    const client = await server.connect("/ws/failing");
    client.close();
    await server.logged(
      /onClose of \/ws\/failing failed at app\/ws\/failing\/route\.ts:\d+:\d+: Error: rejected by onClose/,
    );
    using other = await server.connect("/ws/failing");
    expect(await other.text()).toBe("open");
  });
});
