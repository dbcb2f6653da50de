// Tests that a check reads the project's tsconfig as tsc does, and that the bundle follows it.
import { describe, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import path from "node:path";
import { createProject, runBunbox, type TestProject } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";

const ROUTE = "export function onMessage() {}\n";
const WRONG = 'export const limit: number = "many";\nexport function onMessage() {}\n';

function tsconfig(options: object, more: object = {}): string {
  return JSON.stringify({
    compilerOptions: {
      strict: true,
      target: "esnext",
      lib: ["esnext"],
      module: "preserve",
      types: ["bun"],
      noEmit: true,
      skipLibCheck: true,
      ...options,
    },
    ...more,
  });
}

/** The codes that a project gets, each with its file and line. */
async function verdict(project: TestProject): Promise<readonly string[]> {
  const { diagnostics } = await project.json(["build"]);
  return diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`);
}

describe("tsc", () => {
  test("checks a .tsx and a .jsx route even if the tsconfig has no jsx", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({}),
      "app/ws/a/route.tsx": "export function onMessage(ws: unknown, message: string) {}\n",
      "app/ws/b/route.jsx": "export const onMessage = 3;\n",
    });
    expect(await verdict(project)).toEqual(["BBX2010 app/ws/a/route.tsx:1", "BBX2005 app/ws/b/route.jsx:1"]);
  });

  const silencers: readonly (readonly [string, string, string])[] = [
    ["an unclosed tag", "app/unreached.tsx", "const y = <div></p>;\n"],
    ["a type in JavaScript", "app/unreached.js", "let x: number = 5;\n"],
    ["a plain syntax error", "app/unreached.ts", "const = 1;\n"],
  ];
  for (const [what, file, text] of silencers) {
    test(`is not silenced by ${what} in a file that nothing reaches`, async () => {
      await using project = await createProject({
        "tsconfig.json": tsconfig({ jsx: "preserve", allowJs: true }, { include: ["app"] }),
        [file]: text,
        "app/ws/a/route.ts": WRONG,
      });
      expect(await verdict(project)).toEqual(["TS2322 app/ws/a/route.ts:1"]);
    });
  }

  test("compares parameters even if the project is not strict", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ strict: false }),
      "app/ws/a/route.ts": `
        import type { ServerWebSocket } from "@ademattos/bunbox";
        export function upgrade() { return { data: { a: 1 } }; }
        export function onOpen(ws: ServerWebSocket<{ b: number }>) {}
        export function onMessage(ws: unknown, message: string) {}
      `,
    });
    expect(await verdict(project)).toEqual([
      "BBX2010 app/ws/a/route.ts:4",
      "BBX2010 app/ws/a/route.ts:5",
      "BBX4004 tsconfig.json:1",
    ]);
    await project.write({
      "tsconfig.json": `// bunbox-ignore BBX4004: an old project\n${tsconfig({ strict: false })}`,
      "app/ws/a/route.ts": ROUTE,
    });
    expect(await verdict(project)).toEqual([]);
  });

  test("treats a field that is undefined like an absent one, under exactOptionalPropertyTypes too", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }),
      "app/ws/protocol/route.ts": `
        export function upgrade(req: Request) {
          const protocol = req.headers.get("sec-websocket-protocol")?.split(",")[0]?.trim();
          return { data: { since: 1 }, protocol, headers: undefined };
        }
        export const onMessage = () => {};
      `,
      "app/ws/session/route.ts": `
        import type { ServerWebSocket, UpgradeData } from "@ademattos/bunbox";
        interface Result { data?: string; protocol?: string }
        export const upgrade = (req: Request): Result => (req.url === "" ? { protocol: "a" } : { data: "b" });
        export const onMessage = (ws: ServerWebSocket<UpgradeData<typeof upgrade>>) => ws.send(ws.data ?? "none");
      `,
      "app/ws/typed/route.ts": `
        import type { Accepted, Upgrade } from "@ademattos/bunbox";
        const accept = (name: string | undefined): Accepted<string> => ({ data: name, protocol: undefined });
        export const upgrade: Upgrade = (req) => accept(req.headers.get("x-name") ?? undefined);
        export const onMessage = () => {};
      `,
      "bunbox.config.ts": `
        import { defineConfig } from "@ademattos/bunbox";
        export default defineConfig({ maxConnections: process.env["NONE"] === undefined ? undefined : 5, tls: undefined });
      `,
    });
    expect(await verdict(project)).toEqual([]);
    await using server = await project.serve();
    using client = await server.connect("/ws/session");
    client.send("who?");
    expect(await client.text()).toBe("b");
  });

  test("knows that a field which may be absent may be undefined", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ exactOptionalPropertyTypes: true }),
      "app/ws/a/route.ts": `
        import type { ServerWebSocket } from "@ademattos/bunbox";
        export const upgrade = (req: Request): { data?: string; protocol?: string } => (req.url === "" ? { protocol: "a" } : { data: "b" });
        export const onMessage = (ws: ServerWebSocket<string>) => ws.send(ws.data);
      `,
    });
    expect(await verdict(project)).toEqual(["BBX2010 app/ws/a/route.ts:4"]);
  });

  test("follows references, and looks for a tsconfig upwards", async () => {
    await using project = await createProject({
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "./tsconfig.app.json" }] }),
      "tsconfig.app.json": tsconfig({ noUnusedParameters: true }, { include: ["app"] }),
      "app/ws/a/route.ts": "export function onMessage(ws: unknown, unused: unknown) {}\n",
      "packages/inner/app/ws/a/route.ts": "export function onMessage(ws: unknown, unused: unknown) {}\n",
    });
    expect(await verdict(project)).toContain("TS6133 app/ws/a/route.ts:1");
    await project.write({ "tsconfig.json": tsconfig({ noUnusedParameters: true }, { files: [] }) });
    const inner = await runBunbox(path.join(project.root, "packages/inner"), ["check"]);
    expect(inner.stdout).toContain("TS6133");
  });

  test("accepts an empty tsconfig, and one with text after its object", async () => {
    await using project = await createProject({ "tsconfig.json": "", "app/ws/a/route.ts": ROUTE });
    // By its default, TypeScript checks the declarations of all packages too, which takes seconds.
    if (IN_FULL) {
      const { diagnostics } = await project.json(["build"]);
      expect(diagnostics.filter(({ code }) => !code.startsWith("BBX4"))).toEqual([]);
    }
    await project.write({ "tsconfig.json": '{ "compilerOptions": { "skipLibCheck": true } } more' });
    const report = await project.json(["build"]);
    expect(report.exitCode).toBe(1);
    expect(report.diagnostics[0]).toMatchObject({ file: "tsconfig.json", line: 1 });
  });
});

describe("the bundle", () => {
  test("follows the tsconfig for decorators, class fields and JSX, in routes as elsewhere", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({
        experimentalDecorators: true,
        useDefineForClassFields: false,
        jsx: "react",
        jsxFactory: "h",
      }),
      "app/ws/a/route.tsx": `
        import type { ServerWebSocket } from "@ademattos/bunbox";
        import { h } from "../../h.ts";
        const seen: string[] = [];
        function log(target: object, key: string) { seen.push(typeof target + key); }
        class A { @log hello() {} }
        class P { constructor() { this.init(); } init() {} }
        class Q extends P { v?: string; override init() { this.v = "set"; } }
        void new A();
        export function onOpen(ws: ServerWebSocket) { ws.send(JSON.stringify([seen, new Q().v, <b title="x" />])); }
      `,
      "app/h.ts":
        "export const h = (name: string, props: unknown) => ({ name, props });\ndeclare global { namespace JSX { interface IntrinsicElements { b: { title: string } } } }\n",
    });
    await project.build();
    await using server = await project.serve();
    using client = await server.connect("/ws/a");
    expect(await client.json()).toEqual([["objecthello"], "set", { name: "b", props: { title: "x" } }]);
  });

  test("has its own defaults without a tsconfig", async () => {
    await using project = await createProject({ "app/ws/a/route.ts": ROUTE });
    await rm(path.join(project.root, "tsconfig.json"));
    await project.build();
  });
});
