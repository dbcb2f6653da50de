// Tests dist/server.js: it is one ASCII file with the same bytes anywhere, and its stacks name the user's files.
import { describe, expect, test } from "bun:test";
import { cp, mkdir, readdir, readFile, rename, symlink } from "node:fs/promises";
import path from "node:path";
import { compileRunnable } from "../../../compiler/runnable.ts";
import { createProject, REPOSITORY, type TestProject, TSCONFIG } from "../../support/project.ts";
import { exchange, handshake } from "../../support/raw.ts";
import { startServer } from "../../support/server.ts";
import { IN_FULL } from "../../support/sample.ts";
import { projectOf } from "../types/check-types.ts";

/** A project with everything that is hard to put into one portable file. */
const FOREIGN: Readonly<Record<string, string>> = {
  "package.json": '{ "name": "foreign", "type": "module" }',
  "app/ws/é/route.ts": `
    import type { ServerWebSocket } from "@ademattos/bunbox";
    import { createRequire } from "node:module";
    import legacy from "legacy";
    import text from "../../ünïcode.txt";
    import query from "../../query.sql" with { type: "text" };
    /*! © the licence of 日本 */
    const require = createRequire(import.meta.url);
    const raw = (strings: TemplateStringsArray) => strings.raw[0];
    const named = /(?<größe>é|[日😀])/u;
    export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
      if (message === "fail") { const ünused = /é+/.test("é"); legacy.fail(ünused); }
      ws.send(JSON.stringify([raw\`é\\n\`, named.exec("😀")?.groups?.["größe"], \`\${1}ß\`, legacy.é, typeof legacy.path.join, legacy.dir, text.trim(), query.trim(), typeof require, import.meta.main]));
    }
  `,
  "app/ünïcode.txt": "tëxt\n",
  "app/query.sql": "-- pägé\n",
  "types.d.ts":
    'declare module "*.txt" { const text: string; export default text; }\ndeclare module "*.sql" { const text: string; export default text; }\n',
  "node_modules/legacy/package.json": '{ "name": "legacy", "version": "1.0.0", "main": "index.js" }',
  "node_modules/legacy/index.d.ts":
    "declare const legacy: { fail(x: unknown): never; é: string; path: any; dir: string };\nexport default legacy;\n",
  "node_modules/legacy/index.js": `// légende
    const path = require("path");
    const helper = require("./helper");
    module.exports = { fail: helper.fail, é: "ü", path, dir: __dirname };
  `,
  "node_modules/legacy/helper.js":
    'exports.fail = function fail(x) { const r = /ä/; throw new Error("failed with ä " + r.test("ä") + x); };\n',
};

const ANSWER = (dist: string): unknown => [
  "é\\n",
  "😀",
  "1ß",
  "ü",
  "function",
  dist,
  "tëxt",
  "-- pägé",
  "function",
  false,
];

describe("the output", () => {
  for (const flags of [[], ["--minify"], ["--sourcemap", "linked"], ["--minify", "--sourcemap", "linked"]]) {
    test(`is ASCII and right, with stacks into the sources: ${flags.join(" ") || "no flags"}`, async () => {
      await using project = await createProject(FOREIGN);
      await project.build(...flags);
      const output = await readFile(path.join(project.root, "dist/server.js"));
      expect(output.every((byte) => byte < 128)).toBe(true);
      expect(output.toString("latin1")).toStartWith("// @bun\n");
      expect(output.toString("latin1")).not.toContain(project.root);
      await using server = await project.serve();
      using client = await server.connect("/ws/%C3%A9");
      client.send("hello");
      expect(await client.json()).toEqual(ANSWER(path.join(project.root, "dist")));
      client.send("fail");
      const log = await server.logged(/failed with ä truetrue[^]*helper\.js/);
      const line =
        FOREIGN["app/ws/é/route.ts"]?.split("\n").findIndex((text) => text.includes("legacy.fail(")) ?? 0;
      expect(log).toContain(`onMessage of /ws/é failed at app/ws/é/route.ts:${line + 1}:`);
      expect(log).toMatch(/^ +at \S+ \(.*\/legacy\/helper\.js:1:\d+\)$/m);
    });
  }

  test("moves with its map to another folder", async () => {
    await using project = await createProject(FOREIGN);
    await project.build("--sourcemap", "linked");
    const moved = path.join(project.root, "elsewhere/deep");
    await mkdir(path.dirname(moved), { recursive: true });
    await rename(path.join(project.root, "dist"), moved);
    await using server = await startServer(path.join(moved, "server.js"), moved);
    using client = await server.connect("/ws/%C3%A9");
    client.send("fail");
    await server.logged(/failed at app\/ws\/é\/route\.ts:\d+:\d+/);
  });

  test("has no map with --sourcemap none", async () => {
    await using project = await createProject(FOREIGN);
    await project.build("--sourcemap", "none");
    expect(await readdir(path.join(project.root, "dist"))).toEqual(["server.js"]);
    expect(await readFile(path.join(project.root, "dist/server.js"), "utf8")).not.toContain(
      "sourceMappingURL",
    );
  });

  test("holds the runtime once, even if a dependency brings its own copy", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": `
        import { later } from "ticker";
        import * as bunbox from "@ademattos/bunbox";
        export function onMessage() { later("ws-echo", "from the dependency"); void bunbox.publish; }
      `,
      "node_modules/ticker/package.json": '{ "name": "ticker", "main": "index.cjs", "types": "index.d.ts" }',
      "node_modules/ticker/index.d.ts": "export function later(topic: string, text: string): void;\n",
      "node_modules/ticker/index.cjs": `
        const { publish } = require("@ademattos/bunbox");
        const copy = require("./node_modules/@ademattos/bunbox/dist/runtime/index.js");
        exports.later = (topic, text) => { publish(topic, text); copy.publish(topic, text); };
      `,
    });
    const copy = path.join(project.root, "node_modules/ticker/node_modules/@ademattos/bunbox");
    await cp(path.join(REPOSITORY, "dist/runtime"), path.join(copy, "dist/runtime"), { recursive: true });
    await cp(path.join(REPOSITORY, "package.json"), path.join(copy, "package.json"));
    await project.build();
    await using server = await project.serve();
    using client = await server.connect("/ws/echo");
    client.send("now");
    expect([await client.text(), await client.text()]).toEqual([
      "from the dependency",
      "from the dependency",
    ]);
  });
});

describe("the same sources", () => {
  test.if(IN_FULL)(
    "give the same bytes from any folder, under node and bun, wherever node_modules lies",
    async () => {
      const outputs = new Set<string>();
      for (const runtime of ["node", "bun"] as const) {
        await using project = await createProject(FOREIGN);
        expect(await project.bunbox(["build"], { runtime })).toMatchObject({ exitCode: 0 });
        outputs.add(await outputOf(project.root));
        // The same project in a workspace, with its node_modules in the folder above.
        await using workspace = await createProject({ "package.json": '{ "name": "workspace" }' });
        await hoist(project, workspace);
        const inner = path.join(workspace.root, "packages/server");
        expect(await workspace.bunbox(["build", "--cwd", inner], { runtime })).toMatchObject({ exitCode: 0 });
        outputs.add(await outputOf(inner));
      }
      expect(outputs.size).toBe(1);
    },
  );
});

/** Copies a project's own files into a workspace, and its packages to the workspace's root. */
async function hoist(project: TestProject, workspace: TestProject): Promise<void> {
  const inner = path.join(workspace.root, "packages/server");
  await mkdir(inner, { recursive: true });
  for (const name of ["app", "package.json", "types.d.ts"]) {
    await cp(path.join(project.root, name), path.join(inner, name), { recursive: true });
  }
  await workspace.write({ "packages/server/tsconfig.json": TSCONFIG });
  await symlink(
    path.join(project.root, "node_modules/legacy"),
    path.join(workspace.root, "node_modules/legacy"),
  );
}

function outputOf(root: string): Promise<string> {
  return readFile(path.join(root, "dist/server.js"), "utf8");
}

test("text of the user's that looks like a file's name is kept, although esbuild spells the name otherwise", async () => {
  const looksAlike = '"node_modules/odd/a\\"b.cjs"(';
  await using project = await createProject({
    "app/ws/chat/route.ts": `
      import odd from "odd";
      export const upgrade = () => new Response(JSON.stringify([odd, String.raw\`${looksAlike}\`]));
    `,
    "node_modules/odd/package.json": `{ "name": "odd", "main": ${JSON.stringify('a"b.cjs')} }`,
    'node_modules/odd/a"b.cjs': "module.exports = 1;",
    "types.d.ts": 'declare module "odd" { const odd: number; export default odd; }',
  });
  await project.build();
  await using server = await project.serve();
  const response = await exchange(server.port, handshake("/ws/chat"), "]");
  expect(response.slice(response.indexOf("["))).toBe(JSON.stringify([1, looksAlike]));
});

test("an output that is not written keeps what only costs time to remove", async () => {
  await using files = await createProject({
    "app/ws/echo/route.ts":
      'const say = (text: string) => text;\nexport function onOpen(ws) { ws.send(say("é")); }',
  });
  await files.build("--no-typecheck");
  const written = await readFile(path.join(files.root, "dist/server.js"), "utf8");
  const run = await compileRunnable(projectOf(files), { typecheck: false, runner: "dev" });
  expect([written, run.code ?? ""].map((code) => code.includes("__name("))).toEqual([false, true]);
  expect(run.code).not.toContain("bunboxRuntime");
});
