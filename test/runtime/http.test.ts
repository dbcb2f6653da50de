// Tests plain HTTP requests, and the log line of a refused page. Every other answer is tested in test/runtime/wire/.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { exchange, handshake } from "../support/raw.ts";
import { type ServedRoutes, serveRoutes } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  server = await serveRoutes({
    echo: "export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }",
  });
}, 60_000);

afterAll(() => server[Symbol.asyncDispose]());

describe("/healthz", () => {
  test("is 200, by GET and HEAD only", async () => {
    expect((await server.fetch("/healthz")).status).toBe(200);
    expect((await server.fetch("/healthz", { method: "HEAD" })).status).toBe(200);
    const post = await server.fetch("/healthz", { method: "POST" });
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});

describe("a refused page", () => {
  test("is logged once, with the setting that would let it in", async () => {
    const request = handshake("/ws/echo", { Host: "example.com", Origin: "https://logged.example" });
    await exchange(server.port, request);
    await exchange(server.port, request);
    await exchange(server.port, request.replace("logged", "last"));
    const log = await server.logged(/last\.example/);
    const line =
      'bunbox warning: refused a connection from a page at "https://logged.example": list it in `origins` if it may connect to example.com';
    expect(log.split("\n").filter((each) => each.includes("logged"))).toEqual([line]);
  });

  test("without an origin is logged as one that cannot be listed", async () => {
    await exchange(server.port, handshake("/ws/echo", { Origin: "null" }));
    await server.logged(
      /^bunbox warning: refused a connection from a page at "null": a file or a sandboxed frame has no origin; only "\*" in `origins` lets it connect$/m,
    );
  });
});
