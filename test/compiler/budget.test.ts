// Checks the reasons for the performance without a clock: what is loaded, what is emitted, what a message allocates.
import { describe, expect, test } from "bun:test";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { transform } from "esbuild";
import { COMMAND, createProject, type TestProject } from "../support/project.ts";
import { COUNTS_REACHABLE } from "../support/reachable.ts";
import { IN_FULL, some } from "../support/sample.ts";

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

/** The files in a report of coverage. */
function urlsIn(text: string): readonly string[] {
  return [...text.matchAll(/"url":"file:\/\/([^"]+)"/g)].map(([, file = ""]) => decodeURI(file));
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
    // The types of messages are what it is for, but not in a check, which does not write the client.
    await project.write({
      "app/ws/echo/route.ts": `${ECHO}export type Incoming = string;`,
      "bunbox.config.ts": 'export default { client: "web/ws.gen.ts" };',
    });
    expect(await toolsLoadedBy(project, "check")).toEqual(["esbuild"]);
    // V8 takes ten seconds to report on TypeScript.
    if (IN_FULL) expect(await toolsLoadedBy(project, "build")).toEqual(TOOLS);
  });

  test.if(IN_FULL)("only a check against a contract describes the messages", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": `${ECHO}export type Incoming = string;\n`,
    });
    const marks = ["/node_modules/ts-morph/", "x-bunbox-guard", "YAMLParseError"];
    const loadedBy = async (...args: readonly string[]): Promise<readonly string[]> => {
      const files = (await coverageOf(project, ...args)).flatMap((text) => urlsIn(text));
      const texts = await Promise.all(
        files.filter((file) => file.includes("/dist/")).map((file) => readFile(file, "utf8")),
      );
      const all = [...files, ...texts];
      return marks.filter((mark) => all.some((text) => text.includes(mark)));
    };
    expect(await loadedBy("check")).toEqual([]);
    await project.write({ "contract.yaml": "asyncapi: 3.1.0\nx-bunbox: 1\nchannels: {}\n" });
    expect(await loadedBy("check", "--against", "contract.yaml")).toEqual(marks);
  });

  test("the command loads few files", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO });
    const texts = await coverageOf(project, "build");
    const own = texts.flatMap((text) => text.match(/\/dist\/compiler\/[\w/-]+\.js/g) ?? []);
    expect(new Set(own).size).toBeGreaterThan(1);
    expect(new Set(own).size).toBeLessThan(20);
  });

  test("what knows all the rules is not loaded before tsc runs", async () => {
    const loaded = new Set([COMMAND]);
    for (const file of loaded) {
      const text = (await readFile(file, "utf8")).replace(/^#!.*/, "");
      // Every rule but the few of the first phases looks into trees.
      expect([file, text.includes("inHandlers(")]).toEqual([file, false]);
      for (const { path: name, kind } of new Bun.Transpiler({ loader: "js" }).scanImports(text))
        if (kind === "import-statement" && name.startsWith("."))
          loaded.add(path.join(path.dirname(file), name));
    }
    expect(loaded.size).toBeGreaterThan(1);
  });

  test("V8 optimizes few functions of a build, and collects its garbage rarely", async () => {
    const folders = Array.from({ length: 100 }, (_, index) => `area${index % 10}/room${index}`);
    await using project = await createProject({
      ...Object.fromEntries(
        folders.map((folder) => [
          `app/ws/${folder}/[room]/route.ts`,
          ROOM.replace("../../../", "../../../../"),
        ]),
      ),
      "app/guard.ts": GUARD,
    });
    const command = ["node", "--trace-opt", "--trace-gc", COMMAND, "build", "--no-typecheck"];
    const { stdout, exitCode } = Bun.spawnSync(command, { cwd: project.root });
    expect(exitCode).toBe(0);
    const times = (pattern: RegExp): number => stdout.toString().match(pattern)?.length ?? 0;
    // Without V8's flags there are 38 of a hundred routes.
    expect(times(/completed optimizing/g)).toBeLessThan(20);
    expect(times(/Scavenge|Mark-Compact/g)).toBeLessThan(8);
  });

  test("no tool is loaded to print the version", async () => {
    await using project = await createProject({});
    expect(await toolsLoadedBy(project, "--version")).toEqual([]);
  });
});

describe("the output has no more than the routes need", () => {
  test("a static route brings no parameters, no metrics, no fallback, no onDrain, no limits", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO });
    await project.build("--sourcemap", "none");
    const output = await readFile(path.join(project.root, "dist/server.js"), "utf8");
    for (const absent of [
      "segmentEnd",
      "PathContext",
      "decideHandshake",
      "withOpen",
      "withClose",
      "faultsOf",
      "isAbandoned",
      "limitSockets",
      "createStrangers",
      "beginnings",
      "bunbox_connections",
      "createFallback",
      "createCarrier",
      "RedisClient",
      "publishHere",
      "forwarded",
      "parseAddress",
      "limitUpgrades",
      "address_full",
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
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(6700);
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
    // The smallest object that each could leave behind is 16 bytes.
    for (let sent = 0; sent < 100_000; sent += 1) client.send("nothing");
    const end = await ask("collect");
    expect((end["heapSize"] ?? 0) - (before["heapSize"] ?? 0)).toBeLessThan(200_000);
  });
});

describe("an open socket", () => {
  const SOCKETS = 400;
  const FIRST = "export function onMessage() {}";
  // What each kind of route keeps per socket, beside Bun's own socket.
  const routes: readonly (readonly [string, string, Readonly<Record<string, number>>])[] = [
    ["plain", FIRST, {}],
    ["guarded", `export const upgrade = () => true; ${FIRST}`, {}],
    ["later", `export async function upgrade() { await Bun.sleep(0); return true; } ${FIRST}`, {}],
    ["fields", `export const upgrade = () => ({ headers: { "x-a": "b" } }); ${FIRST}`, {}],
    ["opened", `export function onOpen() {} ${FIRST}`, {}],
    ["opening", `export async function onOpen() { await Bun.sleep(0); } ${FIRST}`, {}],
    // All sockets of a path share its context.
    ["rooms/[id]", FIRST, {}],
    [
      "every/[id]",
      "export async function upgrade() { return { data: 1 }; } export async function onOpen() {}",
      {},
    ],
    // A context of its own, and the text of the path. No handler has asked for the parameters.
    ["alone/[id]", FIRST, { PathContext: 1, string: 1 }],
    [
      "asking/[id]",
      `import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
       export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) { return ctx.params.id; }`,
      { PathContext: 1, Object: 1, string: 2 },
    ],
    // What `upgrade` returns under `data`, and what it has put there.
    [
      "keeps",
      `import type { UpgradeContext } from "@ademattos/bunbox";
       export async function upgrade(_: Request, ctx: UpgradeContext) { return { data: { ctx } }; } ${FIRST}`,
      { PendingContext: 1, Object: 1 },
    ],
  ];

  // The third is what the option needs per socket: its address as Bun has it, and as it is counted.
  const options: readonly (readonly [string, string, Readonly<Record<string, number>>])[] = [
    ["", "", {}],
    [", with metrics", "metrics: true", {}],
    [
      ", with proxies and limits",
      'trustedProxies: ["loopback"], limits: { connectionsPerAddress: 10_000, messagesPerSecond: 10 }',
      { string: 2 },
    ],
  ];
  for (const [what, config, needed] of some(options, 3)) {
    test(`keeps nothing of its handshake${what}`, async () => {
      await using project = await createProject({
        ...Object.fromEntries(routes.map(([folder, text]) => [`app/ws/${folder}/route.ts`, text])),
        "app/pages.ts": COUNTS_REACHABLE,
        "bunbox.config.ts": `export default { fallback: "app/pages.ts", ${config} };`,
      });
      await project.build("--no-typecheck");
      await using server = await project.serve();
      const count = async (): Promise<Readonly<Record<string, number>>> =>
        JSON.parse(await (await server.fetch("/")).text());
      await count(); // The next one counts what the first has made.
      for (const [folder, , kept] of routes) {
        const isOwn = /^(?:alone|asking)/.test(folder);
        const url = (index: number): string => `/ws/${folder.replace("[id]", isOwn ? `7-${index}` : "7")}`;
        (await server.connect(url(SOCKETS)))[Symbol.dispose]();
        const before = await count();
        const clients = await Promise.all(
          Array.from({ length: SOCKETS }, (_, index) => server.connect(url(index))),
        );
        const after = await count();
        expect(after["ServerWebSocket"]).toBeGreaterThanOrEqual(SOCKETS);
        const more = Object.entries(after).flatMap(([kind, number]) => {
          const perSocket = (number - (before[kind] ?? 0)) / SOCKETS;
          const allowed = kind === "ServerWebSocket" ? 1 : (kept[kind] ?? 0) + (needed[kind] ?? 0);
          return perSocket > allowed + 0.25 ? [`${folder}: ${perSocket} ${kind} per socket`] : [];
        });
        expect(more).toEqual([]);
        for (const client of clients) client[Symbol.dispose]();
        for (const client of clients) await client.closed;
      }
    });
  }
});
