// Tests for bugs that users have met and that are fixed.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { HANDLERS } from "../../runtime/facts.ts";
import { createProject, runBunbox, type TestProject } from "../support/project.ts";
import { TYPES_IN_CI } from "../support/sample.ts";

const ECHO =
  'import type { ServerWebSocket } from "@ademattos/bunbox";\nexport function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }\n';

async function verdict(
  project: TestProject,
  args: readonly string[] = TYPES_IN_CI,
): Promise<readonly string[]> {
  const { diagnostics } = await project.json(["check", ...args]);
  return diagnostics.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`);
}

describe("names", () => {
  test("of ordinary helpers are left alone", async () => {
    const helpers = [
      "isOpen",
      "reopen",
      "isClose",
      "upgraded",
      "upgrades",
      "socket",
      "noMessage",
      "inMessage",
      "enclose",
      "upgradeUser",
      "onOpenAI",
      "onMessageId",
      "onData",
      "onCode",
    ];
    const text = helpers.map((name) => `export function ${name}() {}\n`).join("");
    await using project = await createProject({
      "app/ws/a/route.ts": `${text}export function upgrade() { return true; }\n`,
    });
    expect(await verdict(project)).toEqual([]);
  });

  test("that are one letter off at the beginning are known, and those that only look alike", async () => {
    const names = [
      "ugprade",
      "pugrade",
      "omMessage",
      "nOpen",
      "\u043enOpen",
      "upgrade\u200d",
      "\uff55pgrade",
      "upgrade2",
      "on_upgrade",
      "beforeUpgrade",
    ];
    const files = names.map((name, index) => [`app/ws/r${index}/route.ts`, `export function ${name}() {}\n`]);
    await using project = await createProject(Object.fromEntries(files));
    expect(await verdict(project)).toEqual(names.map((_, index) => `BBX2002 app/ws/r${index}/route.ts:1:17`));
  });

  // Of Bun, ws, Hono, Elysia, crossws, PartyKit, Socket.IO, Cloudflare and uWebSockets.js, beside those that come close to ours.
  test("of other APIs' handlers that routes do not have are reported beside any handler", async () => {
    const names = [
      ["error", "ping", "pong", "onError", "onPing", "onPong", "on_error", "onerror"],
      ["connection", "connect", "disconnect", "disconnecting", "unexpectedResponse", "wsClientError"],
      ["onRequest", "onBeforeRequest", "onFetch", "onStart", "onAlarm", "onException", "webSocketError"],
      ["subscription", "dropped", "afterHandle"],
    ].flat();
    const text = names.map((name) => `export function ${name}() {}\n`).join("");
    await using project = await createProject({
      "app/ws/a/route.ts": `${text}export function onMessage() {}\n`,
      // Values that cannot be called, and types, are names like any other.
      "app/ws/b/route.ts": `
        export const error = new Error("full"), ping = 5, pong = [1];
        export const { onPing } = { onPing: "1s" };
        export class onError {}
        export type onPong = string;
        export interface connection { id: number }
        export function onMessage() {}
      `,
      "app/ws/c/route.ts": `
        const make = () => () => {};
        export const onError = make();
        // bunbox-ignore BBX2003: the tests call it
        export const onPing = make();
        export { make as pong };
        export function onMessage() {}
      `,
    });
    expect(await verdict(project)).toEqual([
      ...names.map((_, index) => `BBX2003 app/ws/a/route.ts:${index + 1}:17`),
      "BBX2003 app/ws/c/route.ts:3:22",
      "BBX2003 app/ws/c/route.ts:6:26",
    ]);
  });

  test("of other APIs' handlers that a route has under another name are errors", async () => {
    const names = [
      "onConnect",
      "onDisconnect",
      "webSocketMessage",
      "webSocketClose",
      "onBeforeConnect",
      "beforeHandle",
      "SOCKET",
    ];
    const files = names.map((name, index) => [`app/ws/r${index}/route.ts`, `export function ${name}() {}\n`]);
    await using project = await createProject(Object.fromEntries(files));
    expect(await verdict(project)).toEqual(names.map((_, index) => `BBX2002 app/ws/r${index}/route.ts:1:17`));
  });

  test("in a default export are missed beside other handlers", async () => {
    const open = "export function onOpen() {}\n";
    await using project = await createProject({
      "app/guard.ts": "export default function upgrade() { return false; }\n",
      "app/ws/a/route.ts": `${open}export default { upgrade() { return false; } };\n`,
      "app/ws/b/route.ts": `${open}export default class { upgrade() { return false; } }\n`,
      "app/ws/c/route.ts": `${open}export { default } from "../../guard.ts";\n`,
      "app/ws/d/route.ts": `${open}const all = { upgrade: () => false };\nexport { all as default };\n`,
      "app/ws/e/route.ts": `${open}export default { onOpen, title: "all that is there" };\n`,
    });
    expect((await verdict(project)).map((each) => each.replace(/:.*/, ""))).toEqual([
      "BBX2004 app/ws/a/route.ts",
      "BBX2004 app/ws/b/route.ts",
      "BBX2004 app/ws/c/route.ts",
      "BBX2004 app/ws/d/route.ts",
    ]);
  });

  test("of files do not pass for handlers that the bundler misses", async () => {
    await using project = await createProject({
      "bunbox.config.ts": 'export default { fallback: "app/route0.upgrade.ts" };',
      "app/route0.upgrade.ts": "export const page = 1;\n",
      "app/ws/a/route.ts": "export function upgrade() { return false; }\n",
    });
    expect((await project.json(["check", "--no-typecheck"])).diagnostics.map(({ code }) => code)).toEqual([
      "BBX2020",
    ]);
  });

  test("of a result are not required if TypeScript does not know its type", async () => {
    await using project = await createProject({
      "app/ws/a/route.ts": 'import { make } from "nowhere";\nexport const upgrade = make();\n',
      "app/ws/b/route.ts":
        'import type { Result } from "nowhere";\nexport function upgrade(): Result { return JSON.parse("1"); }\n',
      "app/ws/c/route.ts":
        'import type { Result } from "nowhere";\nexport async function upgrade(): Promise<Result | { data: 1 }> { return JSON.parse("1"); }\n',
      "app/ws/d/route.ts": 'export { upgrade } from "nowhere";\n',
    });
    const { diagnostics } = await project.json(["check"]);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["TS2307"]));
  });

  test("of handlers that are imported and not exported are missed", async () => {
    const lib = { "app/guard.ts": "export function upgrade() { return false; }\nexport default upgrade;\n" };
    const open = "export function onOpen() {}\n";
    await using project = await createProject({
      ...lib,
      "app/ws/a/route.ts": `import { upgrade } from "../../guard.ts";\n${open}`,
      "app/ws/b/route.ts": `import upgrade from "../../guard.ts";\n${open}`,
      "app/ws/c/route.ts": `import { upgrade } from "../../guard.ts";\nexport const guards = [upgrade];\n${open}`,
      "app/ws/d/route.ts": `import type { upgrade } from "../../guard.ts";\nexport type Guard = typeof upgrade;\n${open}`,
      "app/ws/e/route.ts": `import { upgrade } from "../../guard.ts";\nexport { upgrade };\n${open}`,
      "app/ws/f/route.ts": `import { requireUser as upgrade } from "auth";\n${open}`,
      "node_modules/auth/package.json":
        '{ "name": "auth", "type": "module", "exports": "./index.js", "types": "./index.d.ts" }',
      "node_modules/auth/index.js": "export const requireUser = () => false;",
      "node_modules/auth/index.d.ts": "export declare const requireUser: () => boolean;",
    });
    expect(await verdict(project)).toEqual([
      "BBX2009 app/ws/a/route.ts:1:10",
      "BBX2009 app/ws/b/route.ts:1:8",
      "BBX2009 app/ws/f/route.ts:1:25",
    ]);
  });

  test("that are re-exported are reported where they are exported", async () => {
    await using project = await createProject({
      "app/lib.ts":
        "export function foo() {}\nexport function onMesage() {}\nexport function* onMessage() {}\n",
      "app/ws/a/route.ts": 'export { foo as onmessage } from "../../lib.ts";\n',
      "app/ws/b/route.ts": "function f() {}\nexport { f as onopen };\n",
      "app/ws/c/route.ts": "const wrap = (f: () => void) => f;\nexport const onclose = wrap(() => {});\n",
      "app/ws/d/route.ts": 'export { onMessage } from "../../lib.ts";\n',
      "app/ws/e/route.ts": 'export * from "../../lib.ts";\n',
    });
    expect(await verdict(project)).toEqual([
      "BBX2003 app/lib.ts:2:17",
      "BBX2006 app/lib.ts:3:18",
      "BBX2002 app/ws/a/route.ts:1:17",
      "BBX2002 app/ws/b/route.ts:2:15",
      "BBX2002 app/ws/c/route.ts:2:14",
    ]);
  });

  test("of values are checked without TypeScript too", async () => {
    await using project = await createProject({ "app/ws/a/route.ts": "export const onMessage = 5;\n" });
    const { diagnostics } = await project.json(["check", "--no-typecheck"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["BBX2005"]);
  });
});

describe("several mistakes", () => {
  test("of one handler are reported together", async () => {
    await using project = await createProject({
      "app/ws/a/route.ts": "export function upgrade(req: string) { return 5; }\n",
    });
    expect(await verdict(project, [])).toEqual([
      "BBX2010 app/ws/a/route.ts:1:25",
      "BBX2012 app/ws/a/route.ts:1:47",
    ]);
  });

  test("in the configuration and in a route are reported in one run", async () => {
    await using project = await createProject({
      "bunbox.config.ts": 'export default { port: "x", fallback: "gone.ts" };\n',
      "app/ws/a/route.ts": "export function onMessage(ws: number) {}\n",
    });
    expect(await verdict(project, [])).toEqual([
      "BBX2010 app/ws/a/route.ts:1:27",
      "BBX3002 bunbox.config.ts:1:24",
      "BBX3002 bunbox.config.ts:1:39",
    ]);
  });

  test("that are one are reported once", async () => {
    await using project = await createProject({
      "app/ws/a/[x]/route.ts": ECHO,
      "app/ws/a/[y]/route.ts": ECHO,
      "app/ws/b/route.ts":
        'import type { OnMessage, ServerWebSocket } from "@ademattos/bunbox";\nexport const onMessage = ((ws: ServerWebSocket, m: string) => {}) satisfies OnMessage;\n',
      // What is not there seems to bring any name.
      "app/ws/c/route.ts": `export * from "../../lib/missing.ts";\n${ECHO}`,
    });
    const codes = (await verdict(project, [])).map((each) => each.split(" ")[0]);
    expect(codes).toEqual(["BBX1002", "TS1360", "TS2307"]);
  });
});

describe("the disk", () => {
  test("keeps every file that bunbox has not written", async () => {
    const config = "export default {};\n";
    await using project = await createProject({
      "app/ws/a/route.ts": `import type { A } from "../../types.ts";\n${ECHO}export type B = A;\n`,
      "app/types.ts": "export type A = string;\n",
      "bunbox.config.ts": config,
    });
    for (const file of ["bunbox.config.ts", "app/types.ts", "tsconfig.json"]) {
      const before = await Bun.file(path.join(project.root, file)).text();
      const report = await project.json(["build", "--outfile", file, ...TYPES_IN_CI]);
      expect(report.diagnostics.map(({ code }) => code)).toEqual(["BBX4002"]);
      expect(await Bun.file(path.join(project.root, file)).text()).toBe(before);
    }
    await project.build();
    await project.build();
  });

  test("may have a `*` in the path of the project", async () => {
    await using project = await createProject({
      "a*b/app/ws/a*c/route.ts": "export function onMessage() {}\n",
      "a*b/bunbox.config.ts": "export default { port: 4000 };\n",
    });
    expect(await runBunbox(path.join(project.root, "a*b"), ["build"])).toMatchObject({ exitCode: 0 });
  });
});

test("bunbox routes --json says on stderr why there are no routes", async () => {
  await using project = await createProject({ "app/ws/a/route.ts": "export const a = 1;\n" });
  const ran = await project.bunbox(["routes", "--json"]);
  expect({ ...ran, stderr: ran.stderr.split("\n")[0] }).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `error[BBX2001]: app/ws/a/route.ts exports none of ${HANDLERS.join(", ")}`,
  });
});

test("a handler of several routes may ask for the parameter of each", async () => {
  await using project = await createProject({
    "app/ws/_shared.ts": `
      import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
      export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) {
        ws.send(\`\${ctx.params.room ?? ctx.params.user} \${ctx.params.id}\`);
      }
    `,
    "app/ws/rooms/[room]/route.ts": 'export { onOpen } from "../../_shared.ts";\n',
    "app/ws/people/[user]/route.ts": 'export { onOpen } from "../../_shared.ts";\n',
    "app/ws/others/[id]/route.ts": "export function onOpen() {}\n",
  });
  // What neither has is reported for each of the two.
  expect(await verdict(project)).toEqual(Array(2).fill("BBX2035 app/ws/_shared.ts:4:69"));
});

test("routes that export from each other in a circle are reported in their files alone", async () => {
  await using project = await createProject({
    "app/ws/a/route.ts": 'export { onOpen } from "../b/route.ts";\nexport function onMessage() {}\n',
    "app/ws/b/route.ts": 'export { onOpen } from "../a/route.ts";\nexport function onMessage() {}\n',
  });
  expect(await verdict(project, [])).toEqual([
    "TS2303 app/ws/a/route.ts:1:10",
    "TS2303 app/ws/b/route.ts:1:10",
  ]);
  const { diagnostics } = await project.json(["check", "--no-typecheck"]);
  expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
    "BBX4001 app/ws/a/route.ts",
    "BBX4001 app/ws/b/route.ts",
  ]);
});
