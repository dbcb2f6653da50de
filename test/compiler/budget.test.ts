// What performance stands on, held without a clock: what is loaded, what is emitted, what a message allocates.
import { describe, expect, test } from "bun:test";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { createProject, type TestProject } from "../support/project.ts";

const ROOM = `
  import type { ServerWebSocket, UpgradeData, WebSocketContext } from "@ademattos/bunbox";
  import { authenticate, may } from "../../../guard.ts";
  type Params = { room: string };
  export async function upgrade(req: Request) {
    const session = await authenticate(req);
    if (!session || !may(session, "member")) return new Response("who?", { status: 401 });
    return { data: session };
  }
  export function onOpen(ws: ServerWebSocket<UpgradeData<typeof upgrade>>, ctx: WebSocketContext<Params>) {
    ctx.broadcastJSON({ joined: ws.data.user, room: ctx.params.room });
  }
  export function onMessage(ws: ServerWebSocket<UpgradeData<typeof upgrade>>, message: string | Buffer, ctx: WebSocketContext<Params>) {
    if (message === "leave") ws.close();
    else ws.publish(ctx.topic, message);
  }
`;
const GUARD = `
  export interface Session { user: string; roles: string[] }
  export async function authenticate(req: Request): Promise<Session | null> {
    const user = req.headers.get("authorization");
    return user === null ? null : { user, roles: [] };
  }
  export function may(session: Session, role: string): boolean { return session.roles.includes(role); }
`;
const ECHO = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }
`;

const TOOLS = ["esbuild", "ts-morph"];

/** What a run of the command has loaded, as V8 itself counts scripts. */
async function coverageOf(project: TestProject, ...args: readonly string[]): Promise<readonly string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "bunbox-loaded-"));
  const { exitCode, stderr } = await project.bunbox(args, { env: { NODE_V8_COVERAGE: folder } });
  expect([exitCode, stderr]).toEqual([0, ""]);
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  await rm(folder, { recursive: true });
  return texts;
}

async function toolsLoadedBy(project: TestProject, ...args: readonly string[]): Promise<readonly string[]> {
  const texts = await coverageOf(project, ...args);
  return TOOLS.filter((tool) => texts.some((text) => text.includes(`/node_modules/${tool}/`)));
}

describe("a run loads no more than it needs", () => {
  test("ts-morph is not loaded for a clean project of ordinary routes", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": ECHO,
      "app/ws/rooms/[room]/route.ts": ROOM,
      "app/guard.ts": GUARD,
    });
    expect(await toolsLoadedBy(project, "build")).toEqual(["esbuild"]);
    // A mistake is found by the same means.
    await project.write({ "app/ws/echo/route.ts": `${ECHO}export function message() {}` });
    expect(await toolsLoadedBy(project, "check")).toEqual(["esbuild"]);
    // The types of messages are what it is for.
    await project.write({
      "app/ws/echo/route.ts": `${ECHO}export type Incoming = string;`,
      "bunbox.config.ts": 'export default { client: "web/ws.gen.ts" };',
    });
    expect(await toolsLoadedBy(project, "build")).toEqual(TOOLS);
  });

  test("a check does not describe the messages of a client that it does not write", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": `${ECHO}export type Incoming = string;\n`,
      "bunbox.config.ts": 'export default { client: "web/ws.gen.ts" };\n',
    });
    expect(await toolsLoadedBy(project, "check")).toEqual(["esbuild"]);
    expect(await toolsLoadedBy(project, "build")).toEqual(TOOLS);
  });

  test("the command is a handful of files", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO });
    const texts = await coverageOf(project, "build");
    const own = texts.flatMap((text) => text.match(/\/dist\/compiler\/[\w/-]+\.js/g) ?? []);
    expect(new Set(own).size).toBeGreaterThan(1);
    // One of them is fast-glob.
    expect(new Set(own).size).toBeLessThan(10);
  });

  test("no tool is loaded to print the version", async () => {
    await using project = await createProject({});
    expect(await toolsLoadedBy(project, "--version")).toEqual([]);
  });
});

describe("the output has no more than the routes need", () => {
  test("a static route brings no parameters, no metrics, no fallback, no onDrain", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO });
    await project.build("--sourcemap", "none");
    const output = await readFile(path.join(project.root, "dist/server.js"), "utf8");
    for (const absent of [
      "segmentEnd",
      "segmentText",
      "beginnings",
      "bunbox_connections",
      "createFallback",
      "node:",
    ]) {
      expect([absent, output.includes(absent)]).toEqual([absent, false]);
    }
    const { websocket }: { websocket: object } = await import(path.join(project.root, "dist/server.js"));
    expect(Object.keys(websocket)).not.toContain("drain");
  });

  test("the runtime of such an output stays small", async () => {
    await using project = await createProject({
      "app/ws/nothing/route.ts": "export function onMessage() {}",
    });
    await project.build("--sourcemap", "none");
    const output = await readFile(path.join(project.root, "dist/server.js"), "utf8");
    const { code } = await transform(output, { minify: true, format: "esm", target: "es2024" });
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(8000);
  });
});

describe("a message", () => {
  // Two routes of one server: what handing it on costs is what the second has beyond the first.
  test("costs neither a promise nor an object", async () => {
    await using project = await createProject({
      "app/ws/heap/route.ts": `
        import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
        import { heapStats } from "bun:jsc";
        export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {
          if (message === "nothing") return;
          if (message === "collect") Bun.gc(true);
          const { objectTypeCounts, heapSize } = heapStats();
          ws.send(JSON.stringify({ promises: objectTypeCounts.Promise ?? 0, objects: objectTypeCounts.Object ?? 0, functions: objectTypeCounts.Function ?? 0, heapSize }));
        }
      `,
    });
    await project.build();
    await using server = await project.serve();
    using client = await server.connect("/ws/heap");
    const ask = async (question: string): Promise<Record<string, number>> => {
      client.send(question);
      return JSON.parse(await client.text());
    };
    await ask("collect");
    const before = await ask("count");
    for (let sent = 0; sent < 20_000; sent += 1) client.send("nothing");
    const after = await ask("count"); // not collected: what was made is still there
    for (const kind of ["promises", "objects", "functions"]) {
      expect([kind, (after[kind] ?? 0) - (before[kind] ?? 0) < 200]).toEqual([kind, true]);
    }
    for (let sent = 0; sent < 1_000_000; sent += 1) client.send("nothing");
    const end = await ask("collect");
    expect((end["heapSize"] ?? 0) - (before["heapSize"] ?? 0)).toBeLessThan(200_000);
  });
});

describe("an open socket", () => {
  test("keeps nothing of its handshake, also where upgrade is asynchronous", async () => {
    await using project = await createProject({
      "app/ws/route.ts": `
        export async function upgrade() { await Bun.sleep(0); return true; }
        export function onMessage() {}
      `,
      "app/pages.ts": `
        import { heapStats } from "bun:jsc";
        export default function () {
          Bun.gc(true);
          const { Request = 0, AbortSignal = 0, ServerWebSocket = 0 } = heapStats().objectTypeCounts;
          return Response.json({ Request, AbortSignal, ServerWebSocket });
        }
      `,
      "bunbox.config.ts": 'export default { fallback: "app/pages.ts" };',
    });
    await project.build();
    await using server = await project.serve();
    const clients = await Promise.all(Array.from({ length: 300 }, () => server.connect("/ws")));
    const counts: Record<string, number> = JSON.parse(await (await server.fetch("/")).text());
    expect(counts["ServerWebSocket"]).toBeGreaterThanOrEqual(300);
    expect(counts["Request"]).toBeLessThan(30);
    expect(counts["AbortSignal"]).toBeLessThan(30);
    for (const client of clients) client[Symbol.dispose]();
  });
});
