// Tests the shutdown of a server whose clients or handlers delay it.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { connect } from "node:net";
import { createShutdown } from "../../runtime/shutdown.ts";
import { Client } from "../support/client.ts";
import { createProject, type TestProject } from "../support/project.ts";

const IMPORT = 'import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";\n';

let project: TestProject;

beforeAll(async () => {
  project = await createProject({
    "bunbox.config.ts": 'export default { shutdownTimeout: 4, fallback: "app/pages.ts" };',
    "app/pages.ts": `
      export default async function (req: Request, server: Bun.Server<unknown>): Promise<Response | undefined> {
        const { pathname } = new URL(req.url);
        if (pathname === "/guest" && server.upgrade(req, { data: undefined })) return undefined;
        if (pathname === "/slow") {
          console.log("asked");
          await new Promise((resolve) => process.once("SIGUSR2", resolve));
          if (req.headers.has("upgrade") && server.upgrade(req, { data: undefined })) return undefined;
        }
        return new Response("page");
      }
    `,
    "app/ws/opening/route.ts": `${IMPORT}
      export function onOpen(ws: ServerWebSocket) { ws.send("opening"); return new Promise(() => {}); }
      export async function onClose() { console.log("closing"); await Bun.sleep(50); console.log("closed"); }
    `,
    "app/ws/late/route.ts": `${IMPORT}
      export function onOpen(ws: ServerWebSocket) { ws.send("opening"); return new Promise((resolve) => process.once("SIGUSR2", resolve)); }
      export async function onClose() { console.log("closing"); await new Promise(() => {}); }
    `,
  });
  await project.build();
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

test("a shutdown does not wait for an onOpen that never settles at the cost of its onClose", async () => {
  await using other = await project.serve();
  const client = await other.connect("/ws/opening");
  await client.next();
  other.signal("SIGTERM");
  expect(await other.exited).toBe(0);
  expect(other.stdout()).toMatch(/closing\nclosed\n$/);
});

test("nor if the client had gone before the shutdown began", async () => {
  await using other = await project.serve();
  const client = await other.connect("/ws/opening");
  await client.next();
  client.socket.terminate();
  // The server has seen that it went once it has answered another.
  using next = await other.connect("/ws/opening");
  await next.next();
  other.signal("SIGTERM");
  expect(await other.exited).toBe(0);
  expect(other.stdout().match(/closed/g)).toHaveLength(2);
});

test("half a request does not hold a shutdown up", async () => {
  await using other = await project.serve();
  const socket = connect(other.port, "127.0.0.1", () =>
    socket.write("GET /healthz HTTP/1.1\r\nHost: x\r\nX-"),
  );
  await new Promise((resolve) => socket.once("connect", resolve));
  expect((await other.fetch("/healthz")).status).toBe(200);
  const began = performance.now();
  other.signal("SIGTERM");
  expect(await other.exited).toBe(0);
  expect(performance.now() - began).toBeLessThan(3000); // of the four seconds that it may take
});

test("a response that is under way is waited for, and a socket that comes of it is closed with 1001", async () => {
  await using other = await project.serve();
  const page = other.fetch("/slow");
  const guest = other.connect("/slow");
  await other.printed(/asked\n[^]*asked\n/);
  other.signal("SIGTERM");
  // The port is open until then, and says that the server is ending.
  while ((await other.fetch("/healthz")).status !== 503) continue;
  process.kill(other.pid, "SIGUSR2");
  expect(await (await page).text()).toBe("page");
  expect(await (await guest).closed).toEqual({ code: 1001, reason: "Server shutting down" });
  expect(await other.exited).toBe(0);
});

test("a socket that the fallback has opened is closed with 1001 too", async () => {
  await using other = await project.serve();
  using guest = await other.connect("/guest");
  using gone = await other.connect("/guest");
  gone.close(1000);
  await gone.closed;
  other.signal("SIGTERM");
  expect(await guest.closed).toEqual({ code: 1001, reason: "Server shutting down" });
  expect(await other.exited).toBe(0);
});

test("an onOpen that settles after it has been given up runs no second onClose", async () => {
  await using other = await project.serve();
  const client = await other.connect("/ws/late");
  await client.next();
  other.signal("SIGTERM");
  await other.printed(/closing/);
  process.kill(other.pid, "SIGUSR2");
  expect(await other.exited).toBe(0);
  expect(other.stdout().match(/closing/g)).toHaveLength(1);
});

test("the callbacks of a server that may be shut down get every event, a pong too, but not that of its own ping", async () => {
  const pong = Promise.withResolvers<undefined>();
  const events: string[] = [];
  const live = new Set<Bun.ServerWebSocket<unknown>>();
  const shutdown = createShutdown({
    open(ws) {
      live.add(ws);
      ws.ping("are you there");
    },
    message: () => undefined,
    pong(_, data) {
      events.push(`pong ${data.toString()}`);
      pong.resolve(undefined);
    },
    close(_, code) {
      events.push(`close ${code}`);
    },
  });
  const other = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    websocket: shutdown.websocket,
    fetch: (req, server) => (server.upgrade(req, { data: undefined }) ? undefined : new Response()),
  });
  using client = await Client.open(`ws://127.0.0.1:${other.port}`);
  await pong.promise;
  const ended = {
    options: { shutdownTimeout: 5 },
    connections: { live, closed: () => Promise.resolve() },
    drain: () => undefined,
  };
  await shutdown.run(ended, other, { code: 1001, reason: "over" });
  expect(await client.closed).toEqual({ code: 1001, reason: "over" });
  expect(events).toEqual(["pong are you there", "close 1001"]);
});
