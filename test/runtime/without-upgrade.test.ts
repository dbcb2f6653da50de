// Tests an app in which no route has an `upgrade`, an `onOpen` or an `onClose`: what is left out must not be missed.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { exchange, handshake, headerOf, statusOf } from "../support/raw.ts";
import { type ServedRoutes, serveRoutes } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  server = await serveRoutes({
    echo: `export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
      if (message === "throw") throw new Error("thrown");
      ws.send(message);
    }`,
  });
}, 60_000);

afterAll(() => server[Symbol.asyncDispose]());

test("agrees to no subprotocol, and has no data", async () => {
  const answer = await exchange(server.port, handshake("/ws/echo", { "Sec-WebSocket-Protocol": "a, b" }));
  expect(answer).toStartWith("HTTP/1.1 101 ");
  expect(headerOf(answer, "sec-websocket-protocol")).toBeUndefined();
});

test("checks every handshake", async () => {
  const wrong: readonly (readonly [Record<string, string | null>, number])[] = [
    [{ "Sec-WebSocket-Key": "short" }, 400],
    [{ Connection: "close" }, 400],
    [{ "Sec-WebSocket-Version": "8" }, 426],
    [{ Upgrade: null }, 426],
    [{ Origin: "https://evil.example" }, 403],
    [{ Host: "a b" }, 400],
  ];
  for (const [fields, status] of wrong)
    expect(statusOf(await exchange(server.port, handshake("/ws/echo", fields)))).toBe(status);
});

test("reports a failure with its place, and goes on", async () => {
  using client = await server.connect("/ws/echo");
  client.send("throw");
  client.send("still here");
  expect(await client.text()).toBe("still here");
  await server.logged(/onMessage of \/ws\/echo failed at app\/ws\/echo\/route\.ts:\d+:\d+: Error: thrown/);
});

test("shuts down: each socket gets what was sent, and 1001", async () => {
  using client = await server.connect("/ws/echo");
  client.send("last");
  expect(await client.text()).toBe("last");
  server.signal("SIGTERM");
  expect(await client.closed).toEqual({ code: 1001, reason: "Server shutting down" });
  expect(await server.exited).toBe(0);
});
