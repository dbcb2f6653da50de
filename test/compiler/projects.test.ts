// Tests unusual projects: each builds, or gets diagnostics at the right places, and never a stack.
import { describe, expect, test } from "bun:test";
import { chmod, mkdir, readdir, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { createProject, runBunbox } from "../support/project.ts";
import { TYPES_IN_CI } from "../support/sample.ts";

const ROUTE =
  'import type { ServerWebSocket } from "@ademattos/bunbox";\nexport function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }\n';

describe("a project", () => {
  test("without routes, with a file in the folder's place, and with nothing in it", async () => {
    await using none = await createProject({});
    await using file = await createProject({ "app/ws": "not a folder" });
    await using empty = await createProject({ "app/ws/readme.md": "soon" });
    for (const project of [none, file, empty]) {
      const report = await project.json(["build"]);
      expect(report.exitCode).toBe(1);
      expect(report.diagnostics.map(({ code, file: place }) => [code, place])).toEqual([["BBX1001", null]]);
    }
  });

  test("without a tsconfig.json is checked as strictly as Bun recommends", async () => {
    await using project = await createProject({
      "app/ws/chat/route.ts": `${ROUTE}console.log(Bun.version, process.env.HOME?.length);\nconst x: string = null;\nexport { x };\n`,
    });
    await rm(path.join(project.root, "tsconfig.json"));
    const report = await project.json(["build"]);
    expect(report.diagnostics.map(({ code, line }) => [code, line])).toEqual([["TS2322", 4]]);
    await project.write({ "app/ws/chat/route.ts": ROUTE });
    expect(await project.json(["build"])).toMatchObject({ exitCode: 0, diagnostics: [] });
  });

  test("with a broken tsconfig.json gets its errors, at their place in it", async () => {
    await using project = await createProject({
      "app/ws/chat/route.ts": ROUTE,
      "tsconfig.json": '{\n  "compilerOptions": { "skipLibCheck": true, "strict": tru }\n}\n',
    });
    const report = await project.json(["build"]);
    expect(report.exitCode).toBe(1);
    expect(report.diagnostics[0]).toMatchObject({ file: "tsconfig.json", line: 2 });
    await project.write({
      "tsconfig.json": '{ "extends": "./missing.json", "compilerOptions": { "skipLibCheck": true } }',
    });
    expect((await project.json(["build"])).diagnostics[0]?.message).toContain("missing.json");
    await project.write({
      "tsconfig.json": '{\n  "compilerOptions": { "skipLibCheck": true, "stricct": true }\n}',
    });
    expect((await project.json(["build"])).diagnostics[0]).toMatchObject({ file: "tsconfig.json", line: 2 });
  });

  test("in a folder that is a link, with a `(` and a space in its name", async () => {
    await using project = await createProject({ "real (one)/app/ws/chat/route.ts": ROUTE });
    await symlink("real (one)", path.join(project.root, "linked"));
    const cwd = path.join(project.root, "linked");
    expect(await runBunbox(cwd, ["build"])).toMatchObject({ exitCode: 0 });
    expect(await readdir(path.join(project.root, "real (one)/dist"))).toEqual(["server.js"]);
  });

  test("whose output cannot be written, or is one of its sources", async () => {
    await using project = await createProject({ "app/ws/chat/route.ts": ROUTE, file: "" });
    for (const outfile of ["app", "file/server.js", "app/ws/chat/route.ts"]) {
      const report = await project.json(["build", "--outfile", outfile, ...TYPES_IN_CI]);
      expect(report.diagnostics.map(({ code }) => code)).toEqual(["BBX4002"]);
      expect(report.exitCode).toBe(1);
    }
    expect(await Bun.file(path.join(project.root, "app/ws/chat/route.ts")).text()).toBe(ROUTE);
  });

  test("with one syntax error still gets the errors of the others, each once", async () => {
    await using project = await createProject({
      "app/ws/a/route.ts": "export function onMessage() { const = 1; }\n",
      "app/ws/b/route.ts":
        'import { limit } from "../../lib/limit.ts";\nexport function onMessage(ws: string) { void limit; }\n',
      "app/ws/c/route.ts": 'import { gone } from "./gone.ts";\nexport function onMessage() { void gone; }\n',
      "app/ws/d/route.ts": "export function onMesage() {}\n",
      "app/ws/e/route.ts": "export const onOpen = () => missing;\n",
      "app/lib/limit.ts": 'export const limit: number = "many";\n',
    });
    const report = await project.json(["build"]);
    expect(report.diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
      "TS2322 app/lib/limit.ts:1",
      "TS1134 app/ws/a/route.ts:1",
      "TS1134 app/ws/a/route.ts:1",
      "BBX2010 app/ws/b/route.ts:2",
      "TS2307 app/ws/c/route.ts:1",
      "BBX2002 app/ws/d/route.ts:1",
      "TS2304 app/ws/e/route.ts:1",
    ]);
  });

  test("gets the errors of files that its routes reach, even only by type, and of no others", async () => {
    await using project = await createProject({
      "app/ws/chat/route.ts": `import type { User } from "../../types.ts";\n${ROUTE}export const user: User | null = null;\n`,
      "app/types.ts": "export interface User { name: Missing }\n",
      "app/unreached.ts": 'export const wrong: number = "no";\n',
    });
    const report = await project.json(["build"]);
    expect(report.diagnostics.map(({ code, file }) => [code, file])).toEqual([["TS2304", "app/types.ts"]]);
  });

  test("is checked only by names with --no-typecheck", async () => {
    await using project = await createProject({
      "app/ws/a/route.ts": "export function onMessage(ws: string) { return ws satisfies number; }\n",
      "app/ws/b/route.ts": "export function onmessage() {}\n",
      "app/ws/c/route.ts": 'import "./gone.ts";\nexport function onOpen() {}\n',
    });
    const report = await project.json(["check", "--no-typecheck"]);
    expect(report.diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
      "BBX2002 app/ws/b/route.ts:1",
      "BBX4001 app/ws/c/route.ts:1",
    ]);
  });

  test("whose node_modules is a link has its cache beside it, and leaves the link alone", async () => {
    await using project = await createProject({ "app/ws/chat/route.ts": ROUTE });
    await using other = await createProject({});
    const modules = path.join(project.root, "node_modules");
    await rm(modules, { recursive: true });
    await symlink(path.join(other.root, "node_modules"), modules);
    const before = await readdir(modules);
    await project.build();
    expect(await readdir(modules)).toEqual(before);
    expect((await readdir(path.join(project.root, ".bunbox"))).toSorted()).toEqual([".gitignore"]);
  });

  test("that is JavaScript is compiled too, with its JSDoc types if checkJs is on", async () => {
    await using project = await createProject({
      "app/ws/chat/route.js":
        "/** @param {import('@ademattos/bunbox').ServerWebSocket} ws @param {string} message */\nexport function onMessage(ws, message) { ws.send(message); }\n",
      "app/ws/plain/route.js":
        "export function onMessage(ws, message) { ws.send(message.whatever.it.is); }\n",
    });
    const report = await project.json(["build"]);
    expect(report.diagnostics.map(({ code, file, line }) => [code, file, line])).toEqual([
      ["BBX2010", "app/ws/chat/route.js", 2],
    ]);
  });
});

test("a file or folder that cannot be read is a diagnostic, not a stack", async () => {
  await using project = await createProject({
    "app/ws/chat/route.ts": ROUTE,
    "app/ws/locked/route.ts": ROUTE,
  });
  await chmod(path.join(project.root, "app/ws/locked/route.ts"), 0o000);
  await mkdir(path.join(project.root, "app/ws/closed"), { mode: 0o000 });
  const ran = await project.bunbox(["build"]);
  expect(ran.stdout + ran.stderr).not.toMatch(/^ +at /m);
  expect([0, 1]).toContain(ran.exitCode); // root reads everything; others get BBX1008
  await chmod(path.join(project.root, "app/ws/closed"), 0o755);
});
