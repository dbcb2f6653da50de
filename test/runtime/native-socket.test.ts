// Tests that a handler gets Bun's own socket.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { compressedLength } from "../support/frames.ts";
import { type ServedRoutes, serveRoutes } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  server = await serveRoutes({
    native: `
      const contexts = new Set<WebSocketContext>();
      export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {
        if (Buffer.isBuffer(message)) { ws.send(message); return; }
        switch (message) {
          case "state": ws.send(JSON.stringify([ws.readyState, ws.remoteAddress, ws.isSubscribed(ctx.topic)])); break;
          case "join": ws.subscribe("room"); ws.send(JSON.stringify(ws.subscriptions)); break;
          case "publish": ws.publish("room", "to the others"); ws.send("published"); break;
          case "leave": ws.unsubscribe("room"); ws.send(JSON.stringify(ws.subscriptions)); break;
          case "cork": ws.cork(() => { ws.send("1"); ws.send("2"); ws.send("3"); }); break;
          case "compress": ws.send("x".repeat(10_000), true); break;
          case "broadcast": ctx.broadcast("x".repeat(10_000)); break;
          case "broadcast, compressed": ctx.broadcast("x".repeat(10_000), true); break;
          case "JSON": ctx.broadcastJSON("x".repeat(10_000)); break;
          case "JSON, compressed": ctx.broadcastJSON("x".repeat(10_000), true); break;
          case "JSON to one, compressed": ctx.send(ws, "x".repeat(10_000), true); break;
          case "anywhere": publish(ctx.topic, "x".repeat(10_000)); break;
          case "anywhere, compressed": publish(ctx.topic, "x".repeat(10_000), true); break;
          case "context": contexts.add(ctx); ws.send(String(contexts.size)); break;
          case "close": ws.close(4001, "bye"); break;
        }
      }
    `,
  });
}, 60_000);

afterAll(() => server[Symbol.asyncDispose]());

describe("the native socket", () => {
  test("state, topics, publish, binary, cork and close are Bun's own", async () => {
    using one = await server.connect("/ws/native");
    using two = await server.connect("/ws/native");
    one.send("state");
    expect(await one.json()).toEqual([1, "127.0.0.1", true]);
    for (const client of [one, two]) {
      client.send("join");
      expect(sorted(await client.json())).toEqual(["room", "ws-native"]); // Bun keeps them in no order
    }
    one.send("publish");
    expect([await one.text(), await two.text()]).toEqual(["published", "to the others"]);
    one.send("leave");
    expect(await one.json()).toEqual(["ws-native"]);
    one.send(new Uint8Array([1, 2, 3]));
    expect(await one.next()).toEqual(Buffer.from([1, 2, 3]));
    one.send("cork");
    expect([await one.text(), await one.text(), await one.text()]).toEqual(["1", "2", "3"]);
    // A static route has one context for all of its sockets.
    for (const client of [one, two]) {
      client.send("context");
      expect(await client.text()).toBe("1");
    }
    one.send("close");
    expect(await one.closed).toEqual({ code: 4001, reason: "bye" });
  });

  test("compression is negotiated, and applied if the argument asks for it", async () => {
    for (const what of [
      "compress",
      "broadcast, compressed",
      "JSON, compressed",
      "JSON to one, compressed",
      "anywhere, compressed",
    ])
      expect(await compressedLength(server.port, "/ws/native", what)).toBeLessThan(1000);
    // By itself Bun 1.4 would compress what `server.publish` sends.
    for (const what of ["broadcast", "JSON", "anywhere"]) {
      const plain = compressedLength(server.port, "/ws/native", what);
      await expect(plain).rejects.toThrow("the frame is not compressed");
    }
  });
});

function sorted(list: unknown): unknown {
  return Array.isArray(list) ? list.map(String).toSorted((a, b) => (a < b ? -1 : 1)) : list;
}
