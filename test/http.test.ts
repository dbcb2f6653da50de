// How a server answers what is no valid handshake, in the order of docs/guide.md, and who may connect.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createProject, type TestProject } from "./support/project.ts";
import { exchange, handshake, headerOf, statusOf } from "./support/raw.ts";
import type { RunningServer } from "./support/server.ts";

const ECHO = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }
`;

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  project = await createProject({
    "app/ws/echo/route.ts": ECHO,
    "app/ws/rooms/[id]/route.ts": ECHO,
    "bunbox.config.ts": `
      import { defineConfig } from "@ademattos/bunbox";
      export default defineConfig({
        origins: ["https://app.example.com", "https://*.example.org"],
      });
    `,
  });
  await project.build();
  server = await project.serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

interface Case {
  readonly what: string;
  readonly request: string;
  readonly status: number;
  readonly header?: readonly [string, string];
}

const PLAIN = { Upgrade: null, Connection: null, "Sec-WebSocket-Key": null, "Sec-WebSocket-Version": null };

const CASES: readonly Case[] = [
  { what: "a valid handshake", request: handshake("/ws/echo"), status: 101 },
  {
    what: "tokens in lists and any case",
    request: handshake("/ws/echo", { Upgrade: "h2c, WebSocket", Connection: "keep-alive, UPGRADE" }),
    status: 101,
  },
  { what: "no Host", request: handshake("/ws/echo", { Host: null }), status: 400 },
  { what: "an empty Host", request: handshake("/ws/echo", { Host: "" }), status: 400 },
  {
    what: "a Host with user information",
    request: handshake("/ws/echo", { Host: "user:pw@evil" }),
    status: 400,
  },
  { what: "a Host with a path", request: handshake("/ws/echo", { Host: "a/b?c#d" }), status: 400 },
  { what: "a Host with a bad port", request: handshake("/ws/echo", { Host: "evil:99999" }), status: 400 },
  { what: "a malformed escape", request: handshake("/ws/rooms/%zz"), status: 400 },
  { what: "a malformed escape where no route is", request: handshake("/nowhere/%zz"), status: 400 },
  { what: "a malformed escape in the query", request: handshake("/ws/echo?x=%zz"), status: 101 },
  { what: "an unknown path", request: handshake("/ws/nowhere"), status: 404 },
  { what: "an unknown path by POST", request: handshake("/ws/nowhere").replace("GET", "POST"), status: 404 },
  {
    what: "POST",
    request: handshake("/ws/echo").replace("GET", "POST"),
    status: 405,
    header: ["Allow", "GET"],
  },
  {
    what: "HEAD",
    request: handshake("/ws/echo").replace("GET", "HEAD"),
    status: 405,
    header: ["Allow", "GET"],
  },
  {
    what: "no upgrade",
    request: handshake("/ws/echo", PLAIN),
    status: 426,
    header: ["Upgrade", "websocket"],
  },
  {
    what: "an upgrade to something else",
    request: handshake("/ws/echo", { Upgrade: "h2c" }),
    status: 426,
    header: ["Upgrade", "websocket"],
  },
  {
    what: "no Connection: upgrade",
    request: handshake("/ws/echo", { Connection: "keep-alive" }),
    status: 400,
  },
  { what: "no key", request: handshake("/ws/echo", { "Sec-WebSocket-Key": null }), status: 400 },
  {
    what: "a key of 15 bytes",
    request: handshake("/ws/echo", { "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAA" }),
    status: 400,
  },
  {
    what: "a key that is not base64",
    request: handshake("/ws/echo", { "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZ!==" }),
    status: 400,
  },
  {
    what: "version 8",
    request: handshake("/ws/echo", { "Sec-WebSocket-Version": "8" }),
    status: 426,
    header: ["Sec-WebSocket-Version", "13"],
  },
  {
    what: "no version",
    request: handshake("/ws/echo", { "Sec-WebSocket-Version": null }),
    status: 426,
    header: ["Sec-WebSocket-Version", "13"],
  },
];

describe("a request", () => {
  for (const { what, request, status, header } of CASES) {
    test(`with ${what} is ${status}`, async () => {
      const response = await exchange(server.port, request);
      expect(statusOf(response)).toBe(status);
      if (header !== undefined) expect(headerOf(response, header[0])).toBe(header[1]);
      // What bunbox refuses, it ends; a Host that Bun itself refuses is ended by Bun.
      if (status !== 101) expect(headerOf(response, "Connection")).toBe("close");
    });
  }

  test("to /healthz is 200, by GET and HEAD alone", async () => {
    expect((await server.fetch("/healthz")).status).toBe(200);
    expect((await server.fetch("/healthz", { method: "HEAD" })).status).toBe(200);
    const post = await server.fetch("/healthz", { method: "POST" });
    expect([post.status, post.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });
});

describe("a page", () => {
  const allowed: readonly (readonly [string, string])[] = [
    ["example.com", "https://example.com"],
    ["example.com:8080", "http://example.com:8080"],
    ["example.com:443", "https://example.com"],
    ["example.com", "https://app.example.com"],
    ["example.com", "https://a.example.org"],
    ["example.com", "https://a.b.example.org"],
    ["localhost:3000", "http://localhost:5173"],
    ["127.0.0.1:3000", "http://[::1]:5173"],
    ["[::1]:3000", "http://localhost:3000"],
  ];
  for (const [host, origin] of allowed) {
    test(`of ${origin} may connect to ${host}`, async () => {
      expect(
        statusOf(await exchange(server.port, handshake("/ws/echo", { Host: host, Origin: origin }))),
      ).toBe(101);
    });
  }

  const refused: readonly (readonly [string, string])[] = [
    ["example.com", "https://evil.com"],
    ["example.com", "https://example.com.evil.com"],
    ["example.com", "https://notexample.com"],
    ["example.com", "https://example.com:8443"],
    ["example.com", "https://example.com@evil.com"],
    ["example.com", "null"],
    ["example.com", "file://"],
    ["example.com", "https://example.com, https://evil.com"],
    ["example.com", "https://example.org"],
    ["example.com", "https://evil.com/.example.org"],
    ["example.com", "http://a.example.org"],
    ["example.com", "http://localhost:3000"],
    ["localhost", "http://localhost.evil.com"],
    ["localhost", "http://127.0.0.1.evil.com"],
  ];
  for (const [host, origin] of refused) {
    test(`of ${origin} may not connect to ${host}`, async () => {
      expect(
        statusOf(await exchange(server.port, handshake("/ws/echo", { Host: host, Origin: origin }))),
      ).toBe(403);
    });
  }

  test("that is refused is logged, with the setting that would let it in", async () => {
    await exchange(
      server.port,
      handshake("/ws/echo", { Host: "example.com", Origin: "https://logged.example" }),
    );
    await server.logged(/bunbox warning: refused a page of "https:\/\/logged.example": list it in `origins`/);
  });
});
