// Sends headers of real and of forged proxies to a built server, and checks whose address it takes for the client's.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import path from "node:path";
import { createProject, type TestProject } from "../support/project.ts";
import { ask, handshake } from "../support/raw.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { TRUSTED } from "./forwarded/attack.ts";
import { ATTACKS } from "./forwarded/attacks.ts";
import { withLines } from "./wire/check.ts";

const WHO = `
  import type { ServerWebSocket, UpgradeContext, UpgradeData } from "@ademattos/bunbox";
  export async function upgrade(req: Request, ctx: UpgradeContext) {
    const { remoteAddress } = ctx;
    const { searchParams } = new URL(req.url);
    if (searchParams.has("fail")) throw new Error("failed");
    if (searchParams.has("later")) await Bun.sleep(1);
    return { data: [remoteAddress, ctx.remoteAddress] };
  }
  export function onOpen(ws: ServerWebSocket<UpgradeData<typeof upgrade>>) {
    const own = Object.getOwnPropertyDescriptor(ws, "remoteAddress") !== undefined;
    ws.send(JSON.stringify({ ctx: ws.data, ws: ws.remoteAddress, own }));
  }
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
    if (message === "fail") throw new Error("failed");
    ws.send(String(ws.remoteAddress));
  }
  export function onClose(ws: ServerWebSocket) { console.log("closed " + ws.remoteAddress); }
`;

/** Fails once the client has left. */
const PAGES = `
  export default async function (req: Request, server: Bun.Server<unknown>) {
    console.log("asked for a page");
    while (server.requestIP(req) !== null) await Bun.sleep(1);
    throw new Error("too late");
  }
`;

const MOUNTED = `
  import { fetch, websocket } from "./dist/server.js";
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch, websocket });
  console.log("Listening on http://127.0.0.1:" + server.port);
`;

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  project = await createProject({ "app/ws/who/route.ts": WHO, "app/pages.ts": PAGES, "app.ts": MOUNTED });
  const builds: Readonly<Record<string, object>> = {
    unix: { trustedProxies: ["loopback"], unix: "server.sock" },
    wary: { trustedProxies: ["127.0.0.1"], unix: "wary.sock" },
    none: {},
    server: { trustedProxies: TRUSTED, log: "json", fallback: "app/pages.ts" },
  };
  for (const [name, config] of Object.entries(builds)) {
    await project.write({ "bunbox.config.ts": `export default ${JSON.stringify(config)};\n` });
    await project.build("--no-typecheck", "--outfile", `dist/${name}.js`);
  }
  server = await project.serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

/** What a socket that opened has sent: the address in `upgrade`, and that of the socket. */
function seen(client: string, own = true): string {
  return JSON.stringify({ ctx: [client, client], ws: client, own });
}

describe("a handshake", () => {
  test("has many attacks, and no two alike", () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(120);
    expect(new Set(ATTACKS.map(({ what }) => what)).size).toBe(ATTACKS.length);
  });

  for (const { what, lines, client, peer = "127.0.0.1" } of ATTACKS) {
    test(what, async () => {
      const answer = await ask(server.port, withLines("/ws/who", ...lines), client !== 400, peer);
      if (client === 400) {
        expect([answer.status, answer.body, answer.ended]).toEqual([400, "Bad Request\n", true]);
      } else expect([answer.status, answer.message]).toEqual([101, seen(client, client !== peer)]);
    });
  }

  test("that is refused for its fields is in the log once per proxy, and says what to do", async () => {
    const lines = (await server.logged(/forwarded_refused/))
      .split("\n")
      .filter((line) => line.includes("forwarded_refused"));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "warning",
      address: "127.0.0.1",
      message:
        "refused a connection whose X-Forwarded-For and Forwarded name different clients: have the proxy 127.0.0.1 set one of them and remove the other",
    });
  });
});

describe("the address of a client", () => {
  const headers = { "X-Forwarded-For": "6.6.6.6, 203.0.113.9" };

  test("is that of an asynchronous upgrade, of every handler, and of each report", async () => {
    using client = await server.connect("/ws/who?later", { headers });
    expect(await client.text()).toBe(seen("203.0.113.9"));
    client.send("who?");
    expect(await client.text()).toBe("203.0.113.9");
    client.send("fail");
    await server.logged(/"handler":"onMessage",.*"address":"203\.0\.113\.9"/);
    client.close();
    await server.printed(/closed 203\.0\.113\.9/);
    await expect(server.connect("/ws/who?fail", { headers })).rejects.toThrow("500");
    await server.logged(/"handler":"upgrade",.*"address":"203\.0\.113\.9"/);
    await expect(
      server.connect("/ws/who", { headers: { ...headers, Origin: "https://evil.example" } }),
    ).rejects.toThrow("403");
    await server.logged(/"event":"origin_refused",.*"address":"203\.0\.113\.9"/);
  });

  test("cannot be forged by a client that leaves before anyone asks for it", async () => {
    const request = "GET /page HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n";
    const socket = connect(server.port, "127.0.0.1", () => socket.write(request));
    await server.printed(/asked for a page/);
    socket.destroy();
    const log = await server.logged(/"handler":"fallback",.*too late/);
    expect(log).not.toMatch(/"handler":"fallback",.*6\.6\.6\.6/);
  });

  test("is IPv4 if the server listens on IPv6", async () => {
    await using dual = await project.serve({ HOST: "::" });
    const direct = await ask(dual.port, handshake("/ws/who"), true, "127.0.0.9");
    expect(direct.message).toBe(seen("127.0.0.9"));
    const proxied = await ask(dual.port, handshake("/ws/who", headers), true);
    expect(proxied.message).toBe(seen("203.0.113.9"));
  });

  test("is found in an app's own Bun.serve", async () => {
    await using mounted = await startServer(path.join(project.root, "app.ts"), project.root);
    using client = await mounted.connect("/ws/who", { headers });
    expect(await client.text()).toBe(seen("203.0.113.9"));
  });

  test("is the peer's without the option, whatever the fields say", async () => {
    await using without = await project.serve({}, "dist/none.js");
    const lines = ["X-Forwarded-For: 6.6.6.6", "Forwarded: for=7.7.7.7"];
    const answer = await ask(without.port, withLines("/ws/who", ...lines), true);
    expect(answer.message).toBe(seen("127.0.0.1", false));
  });

  for (const [name, socket, client] of [
    ["loopback", "unix", "203.0.113.9"],
    ["an address alone", "wary", undefined],
  ] as const) {
    test(`is ${client === undefined ? "unknown" : "the client's"} on a Unix socket with ${name}`, async () => {
      await using local = await startServer(path.join(project.root, `dist/${socket}.js`), project.root);
      expect(local.port).toBe(0);
      const file = path.join(project.root, socket === "unix" ? "server.sock" : "wary.sock");
      const ws = new WebSocket(`ws+unix://${file}:/ws/who`, { headers });
      const message = await new Promise<unknown>((resolve, reject) => {
        ws.addEventListener("message", ({ data }) => resolve(data));
        ws.addEventListener("error", reject);
      });
      ws.close();
      expect(JSON.parse(String(message))).toEqual({
        ctx: client === undefined ? ["", ""] : [client, client],
        ...(client === undefined ? {} : { ws: client }),
        own: client !== undefined,
      });
    });
  }
});
