// Builds the servers for the tests of `limits`, and speaks to them for clients with addresses of their own.
import { createProject, type TestProject } from "../../support/project.ts";
import { exchange, handshake, statusOf } from "../../support/raw.ts";
import type { RunningServer } from "../../support/server.ts";

const ROUTE = `
  import type { ServerWebSocket, UpgradeContext } from "@ademattos/bunbox";
  import { heapStats } from "bun:jsc";
  const waiting = new Map<string, (how: string) => void>();
  export function upgrade(req: Request, ctx: UpgradeContext) {
    const { searchParams } = new URL(req.url);
    const id = searchParams.get("id") ?? "";
    console.log("asked " + id + " by " + ctx.remoteAddress + ".");
    const free = searchParams.get("free");
    if (free !== null) {
      waiting.get(free)?.(searchParams.get("how") ?? "");
      return false;
    }
    if (searchParams.has("sets")) {
      Bun.gc(true);
      return Response.json(heapStats().objectTypeCounts.Set);
    }
    if (searchParams.has("no")) return false;
    if (searchParams.has("soon")) return Bun.sleep(1).then(() => true);
    if (!searchParams.has("wait")) return { data: id };
    return new Promise<boolean>((resolve, reject) => {
      waiting.set(id, (how) => {
        console.log("decides " + id + ".");
        if (how === "throw") reject(new Error("too late"));
        else resolve(true);
      });
    });
  }
  export function onOpen(ws: ServerWebSocket<unknown>) {
    console.log("opened " + ws.data + ".");
    if (ws.data === "leave") ws.close(1000, "as wanted");
    if (ws.data === "deaf") Object.assign(ws, { close() {} });
  }
  export function onMessage(ws: ServerWebSocket<unknown>, message: string | Buffer) {
    console.log("got " + ws.data + " " + message + ".");
    ws.send("ok");
  }
  export function onClose(ws: ServerWebSocket<unknown>) { console.log("closed " + ws.data + "."); }
`;

const SLOW_OPEN = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onOpen(ws: ServerWebSocket) { ws.send("opening"); return new Promise(() => {}); }
  export function onMessage(ws: ServerWebSocket) { console.log("got while opening."); }
`;

const MOUNTED = `
  import { fetch as routes, websocket } from "./dist/short.js";
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (req, server) => (req.url.endsWith("/own") ? void server.upgrade(req, { data: "own" }) : routes(req, server)),
    websocket: {
      ...websocket,
      message(ws, message) { if (ws.data === "own") ws.send(message); websocket.message(ws, message); },
      close(ws, ...rest) { if (ws.data !== "forgotten") websocket.close(ws, ...rest); console.log("ended " + ws.data + "."); },
    },
  });
  console.log("Listening on http://127.0.0.1:" + server.port);
`;

const BUILDS = {
  one: { limits: { connectionsPerAddress: 1 } },
  patient: { limits: { connectionsPerAddress: 3 }, metrics: true, log: "json" },
  short: {
    limits: { connectionsPerAddress: 3, messagesPerSecond: 10, upgradeTimeout: 0.2 },
    metrics: true,
    log: "json",
  },
  crew: { limits: { messagesPerSecond: 10, upgradeTimeout: 0.2 }, workers: 2, metrics: true },
} as const;

/** How a socket is closed that has sent too much. */
export const TOO_MANY = { code: 1008, reason: "Too many messages" };

let count = 0;

/** A name that no other check has. */
export function fresh(): string {
  count += 1;
  return `n${count}`;
}

/** An address that no other check has. */
export function address(): string {
  count += 1;
  return `198.51.100.${count}`;
}

/** The headers of a proxy that speaks for a client. */
export function from(client: string): { readonly headers: Readonly<Record<string, string>> } {
  return { headers: { "X-Forwarded-For": client } };
}

/** The status that a handshake of a client gets. */
export async function statusFrom(server: RunningServer, client: string, query = ""): Promise<number> {
  const bytes = handshake(`/ws/limited${query}`, { "X-Forwarded-For": client });
  return statusOf(await exchange(server.port, bytes));
}

/** The lines of the log of a kind that name a client, once there is one. */
export async function events(
  server: RunningServer,
  event: string,
  client: string,
): Promise<readonly string[]> {
  const pattern = new RegExp(`"event":"${event}",.*"${client}"`);
  const log = await server.logged(pattern);
  return log.split("\n").filter((line) => pattern.test(line));
}

/** A project with an output per build. */
export async function buildLimited(): Promise<TestProject> {
  const project = await createProject({
    "app/ws/limited/route.ts": ROUTE,
    "app/ws/opening/route.ts": SLOW_OPEN,
    "app.ts": MOUNTED,
  });
  for (const [name, config] of Object.entries(BUILDS)) {
    const text = JSON.stringify({ ...config, trustedProxies: ["127.0.0.1"] });
    await project.write({ "bunbox.config.ts": `export default ${text};\n` });
    await project.build("--no-typecheck", "--outfile", `dist/${name}.js`);
  }
  return project;
}
