// Tests what `upgrade` may return, and what each result does to the handshake.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { exchange, handshake, headerOf, statusOf } from "../support/raw.ts";
import { type ServedRoutes, serveRoutes } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  server = await serveRoutes({
    "b/secret": `export function upgrade() { return false; }\nexport function onOpen(ws: ServerWebSocket) { ws.send("secret"); }`,
    "b/[any]": `export function onOpen(ws: ServerWebSocket) { ws.send("any"); }`,
    data: `
      const DATA: Record<string, unknown> = { undefined: undefined, null: null, zero: 0, text: "", object: { user: 1 } };
      export function upgrade(req: Request) { const name = new URL(req.url).searchParams.get("name") ?? ""; return { data: DATA[name] }; }
      export function onOpen(ws: ServerWebSocket) {
        ws.send(JSON.stringify({ value: ws.data ?? String(ws.data), same: ws.data === DATA["object"], keys: Reflect.ownKeys(Object(ws.data ?? {})) }));
      }
    `,
    inferred: `
      export function upgrade(req: Request, ctx: UpgradeContext): boolean | { data: { user: string } } {
        return req.headers.has("x-user") ? { data: { user: req.headers.get("x-user") + "@" + ctx.remoteAddress + ctx.topic } } : false;
      }
      export function onOpen(ws: ServerWebSocket<UpgradeData<typeof upgrade>>) { ws.send(ws.data.user.toUpperCase()); }
    `,
    "upgrade/[kind]": `
      let calls = 0;
      export async function upgrade(req: Request, ctx: UpgradeContext<{ kind: string }>): Promise<any> {
        calls += 1;
        switch (ctx.params.kind) {
          case "true": return true;
          case "object": return {};
          case "undefined": return undefined;
          case "one": return 1;
          case "text": return "yes";
          case "array": return [];
          case "error": return new Error("no");
          case "map": return new Map();
          case "misspelt": return { dta: 1 };
          case "response": return new Response("pay first", { status: 402, headers: { "x-why": "money" } });
          case "switching": return new Response("you may", { status: 101 });
          case "error-response": return Response.error();
          case "throw": throw new Error("secret of the server");
          case "calls": return new Response(String(calls));
          case "headers": return { headers: { "x-hello": "world", "set-cookie": "a=1", Connection: "close", "Sec-WebSocket-Accept": "forged", "Content-Length": "7", "Sec-WebSocket-Version": "99" } };
          case "protocol": return { protocol: "chat.v2" };
          case "protocol-header": return { headers: { "Sec-WebSocket-Protocol": "chat.v1" } };
          case "protocol-other": return { protocol: "chat.v9" };
        }
      }
      export function onOpen(ws: ServerWebSocket) { ws.send("open"); }
    `,
  });
}, 60_000);

afterAll(() => server[Symbol.asyncDispose]());

describe("upgrade", () => {
  const refusals: readonly (readonly [string, number])[] = [
    ["undefined", 403],
    ["one", 403],
    ["text", 403],
    ["array", 403],
    ["error", 403],
    ["map", 403],
    ["misspelt", 403],
    ["response", 402],
    ["throw", 500],
    ["switching", 500],
    ["error-response", 500],
  ];
  for (const [kind, status] of refusals) {
    test(`${kind} refuses with ${status}`, async () => {
      await expect(server.connect(`/ws/upgrade/${kind}`)).rejects.toThrow(String(status));
    });
  }

  for (const kind of ["true", "object"]) {
    test(`${kind} accepts`, async () => {
      using client = await server.connect(`/ws/upgrade/${kind}`);
      expect(await client.text()).toBe("open");
    });
  }

  test("a Response refuses as it is", async () => {
    const response = await exchange(server.port, handshake("/ws/upgrade/response"), "pay first");
    expect(response).toStartWith("HTTP/1.1 402 ");
    expect([headerOf(response, "x-why"), headerOf(response, "connection")]).toEqual(["money", undefined]);
  });

  test("a throw is 500 without its text, and is reported", async () => {
    const response = await exchange(server.port, handshake("/ws/upgrade/throw"), "Error\n");
    expect(response).toStartWith("HTTP/1.1 500 ");
    expect(response).not.toContain("secret");
    await server.logged(
      /upgrade of \/ws\/upgrade\/\[kind\] failed at app\/ws\/upgrade\/\[kind\]\/route\.ts:\d+:\d+: Error: secret of the server/,
    );
  });

  test("a Response that does not refuse is a failure, and says what to return", async () => {
    expect(statusOf(await exchange(server.port, handshake("/ws/upgrade/switching")))).toBe(500);
    await server.logged(
      /upgrade of \/ws\/upgrade\/\[kind\] failed at .*: Error: a Response of status 101 does not refuse; return true/,
    );
    expect(statusOf(await exchange(server.port, handshake("/ws/upgrade/error-response")))).toBe(500);
    await server.logged(/Error: a Response of status 0 does not refuse/);
  });

  test("an object with a key too many refuses, and says which", async () => {
    await expect(server.connect("/ws/upgrade/misspelt")).rejects.toThrow("403");
    await server.logged(
      /upgrade of \/ws\/upgrade\/\[kind\] returned an object with the keys dta; return true, .*: refused with 403/,
    );
  });

  test("a refused upgrade is final: no other route is asked", async () => {
    await expect(server.connect("/ws/b/secret")).rejects.toThrow("403");
    await expect(server.connect("/ws/b/%73ecret")).rejects.toThrow("403");
    using other = await server.connect("/ws/b/other");
    expect(await other.text()).toBe("any");
  });

  test("headers are sent with the 101, those of the handshake dropped and reported", async () => {
    const response = await exchange(server.port, handshake("/ws/upgrade/headers"));
    expect(response).toStartWith("HTTP/1.1 101 ");
    expect(headerOf(response, "x-hello")).toBe("world");
    expect(headerOf(response, "set-cookie")).toBe("a=1");
    expect(headerOf(response, "connection")).toBe("Upgrade");
    expect(headerOf(response, "content-length")).toBeUndefined();
    expect(headerOf(response, "sec-websocket-version")).toBeUndefined();
    expect(headerOf(response, "sec-websocket-accept")).toBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    await server.logged(/returned the header sec-websocket-accept, which belongs to the handshake: dropped/);
  });

  const protocols: readonly (readonly [string, string | null, string | undefined])[] = [
    ["protocol", "chat.v1, chat.v2", "chat.v2"],
    ["protocol-header", "chat.v1, chat.v2", "chat.v1"],
    ["protocol-other", "chat.v1, chat.v2", undefined],
    ["protocol", null, undefined],
    ["true", "chat.v1", undefined],
  ];
  for (const [kind, offered, agreed] of protocols) {
    test(`${kind} with ${offered ?? "nothing"} offered agrees to ${agreed ?? "nothing"}`, async () => {
      const request = handshake(`/ws/upgrade/${kind}`, { "Sec-WebSocket-Protocol": offered });
      const response = await exchange(server.port, request);
      expect(response).toStartWith("HTTP/1.1 101 ");
      expect(headerOf(response, "sec-websocket-protocol")).toBe(agreed);
    });
  }

  test("runs only for a valid handshake", async () => {
    const count = async (): Promise<string> =>
      (await exchange(server.port, handshake("/ws/upgrade/calls"), "\r\n\r\n")).split("\r\n\r\n")[1] ?? "";
    const before = Number(await count());
    await exchange(server.port, handshake("/ws/upgrade/true", { "Sec-WebSocket-Key": "short" }));
    await exchange(server.port, handshake("/ws/upgrade/true", { Upgrade: null }));
    await exchange(server.port, handshake("/ws/upgrade/true", { "Sec-WebSocket-Version": "8" }));
    await exchange(server.port, handshake("/ws/upgrade/true", { Origin: "https://evil.example" }));
    expect(Number(await count())).toBe(before + 1);
  });
});

describe("ws.data", () => {
  const values: readonly (readonly [string, unknown])[] = [
    ["undefined", { value: "undefined", same: false, keys: [] }],
    ["null", { value: "null", same: false, keys: [] }],
    ["zero", { value: 0, same: false, keys: [] }],
    ["text", { value: "", same: false, keys: ["length"] }],
    ["object", { value: { user: 1 }, same: true, keys: ["user"] }],
  ];
  for (const [name, expected] of values) {
    test(`${name} stays what it is`, async () => {
      using client = await server.connect(`/ws/data?name=${name}`);
      expect(await client.json()).toEqual(expected);
    });
  }

  test("has the type that upgrade returns, and upgrade sees the peer and the topic", async () => {
    using client = await server.connect("/ws/inferred", { headers: { "x-user": "ada" } });
    expect(await client.text()).toBe("ADA@127.0.0.1WS-INFERRED");
    await expect(server.connect("/ws/inferred")).rejects.toThrow("403");
  });
});
