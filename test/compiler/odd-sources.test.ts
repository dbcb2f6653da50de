// Tests broken sources, folders and configurations: an exit code, one JSON document, a place, and nothing lost.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { createProject, type JsonDiagnostic, type TestProject } from "../support/project.ts";
import { IN_FULL, some } from "../support/sample.ts";

const ROUTE = "export function onMessage() {}\n";

/** Builds beside a right route, and expects its earlier output to be left alone by an error. */
async function build(project: TestProject): Promise<readonly JsonDiagnostic[]> {
  const file = Bun.file(path.join(project.root, "dist/server.js"));
  const before = (await file.exists()) ? await file.text() : null;
  const report = await project.json(["build"]);
  const errors = report.diagnostics.filter(({ severity }) => severity === "error");
  expect(report.exitCode).toBe(errors.length > 0 ? 1 : 0);
  if (errors.length > 0 && before !== null) expect(await file.text()).toBe(before);
  for (const { code, message, file: place, line, column } of report.diagnostics) {
    expect(code).toMatch(/^(?:BBX\d{4}|TS\d+)$/);
    expect(message).not.toBe("");
    expect(message).not.toContain(project.root);
    expect(message).not.toMatch(/^\s+at /m);
    if (place !== null)
      expect([place.startsWith("/"), Number(line) > 0, Number(column) > 0]).toEqual([false, true, true]);
  }
  return report.diagnostics;
}

describe("a source", () => {
  const sources: readonly (readonly [string, string | Uint8Array, "right" | "wrong"])[] = [
    ["that is empty", "", "wrong"],
    ["of white space", " \n\t\n", "wrong"],
    ["that is binary", Uint8Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256), "wrong"],
    ["in UTF-16", Buffer.from(`\uFEFF${ROUTE}`, "utf16le"), "wrong"],
    ["with a BOM", `\uFEFF${ROUTE}`, "right"],
    ["with CRLF", ROUTE.replaceAll("\n", "\r\n"), "right"],
    ["of 20 MB", `${ROUTE}/*${"x".repeat(20_000_000)}*/\n`, "right"],
    [
      "of 20 MB in one line that is wrong",
      `export const x = "${"x".repeat(20_000_000)}"; export function onMessage(ws: number) {}\n`,
      "wrong",
    ],
    ["nested 100 deep", `${ROUTE}export const deep = ${"{ a: ".repeat(100)}1${" }".repeat(100)};\n`, "right"],
    [
      "nested 20,000 deep",
      `${ROUTE}export const deep = ${"(".repeat(20_000)}1${")".repeat(20_000)};\n`,
      "right",
    ],
    ["with a NUL", `${ROUTE}export const x = "\0";\n`, "right"],
    ["that ends in the middle", "export function onMessage(", "wrong"],
    ["with export =", "const onMessage = () => {};\nexport = { onMessage };\n", "wrong"],
  ];
  let project: TestProject;

  beforeAll(async () => {
    project = await createProject({ "app/ws/right/route.ts": ROUTE });
    await project.build();
  });

  afterAll(() => project[Symbol.asyncDispose]());

  for (const [what, text, verdict] of some(sources, 4)) {
    test(what, async () => {
      await Bun.write(path.join(project.root, "app/ws/odd/route.ts"), text);
      const diagnostics = await build(project);
      expect(diagnostics.some(({ severity }) => severity === "error") ? "wrong" : "right").toBe(verdict);
      if (verdict === "wrong")
        expect(diagnostics.some(({ file }) => file === "app/ws/odd/route.ts")).toBe(true);
    });
  }

  test("of CommonJS in a .js route", async () => {
    await using other = await createProject({
      "app/ws/a/route.js": "module.exports = { onMessage() {} };\n",
    });
    const diagnostics = await build(other);
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([["BBX2001", "app/ws/a/route.js"]]);
  });
});

describe("a folder", () => {
  const names = [
    '"',
    "'",
    "`",
    "${process.exit(3)}",
    "a\nb",
    "*",
    "\u2028",
    "😀",
    "%",
    "%41",
    "a".repeat(250),
    "constructor",
    "-",
    "a,b",
    "a:b",
    "a#b?c",
  ];
  test("with an odd name, right and wrong", async () => {
    const files = names.map((name) => `app/ws/${name}/route.ts`);
    const all = (text: string): Readonly<Record<string, string>> =>
      Object.fromEntries(files.map((file) => [file, text]));
    await using project = await createProject(all(ROUTE));
    expect((await build(project)).filter(({ severity }) => severity === "error")).toEqual([]);
    await project.write(all("export function onMessage(ws: number) { return missing; }\n"));
    const found = (await build(project)).map(({ code, file }) => `${file} ${code}`);
    const expected = files.flatMap((file) => [`${file} BBX2010`, `${file} TS2304`]);
    expect(found.toSorted()).toEqual(expected.toSorted());
  });

  test("that is a link in a circle, or a file", async () => {
    await using project = await createProject({ "app/ws/right/route.ts": ROUTE, "app/ws/file": "" });
    await symlink(".", path.join(project.root, "app/ws/circle"));
    await symlink("gone", path.join(project.root, "app/ws/dangling"));
    expect(await build(project)).toEqual([]);
  });
});

const MANY = IN_FULL ? 2000 : 200;

test(`${MANY} routes are built, and a mistake in the last is found`, async () => {
  const files = Object.fromEntries(
    Array.from({ length: MANY }, (_, index) => [`app/ws/r${index}/[id]/route.ts`, ROUTE]),
  );
  await using project = await createProject(files);
  expect(await build(project)).toEqual([]);
  await project.write({
    [`app/ws/r${MANY - 1}/[id]/route.ts`]: "export function onMessage(ws: number) {}\n",
  });
  expect((await build(project)).map(({ code, file }) => [code, file])).toEqual([
    ["BBX2010", `app/ws/r${MANY - 1}/[id]/route.ts`],
  ]);
});

test("ten different mistakes in ten files are exactly ten diagnostics", async () => {
  const route = 'import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";\n';
  await using project = await createProject({
    "app/ws/a/route.ts": `${route}export function onMessage(ws: ServerWebSocket, message: string) {}\n`,
    "app/ws/b/route.ts": `${route}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext, more: string) {}\n`,
    "app/ws/c/route.ts": "export function upgrade(req: Request) { if (req.url) return { data: 1 }; }\n",
    "app/ws/d/route.ts": "export function onmessage() {}\n",
    "app/ws/e/route.ts": "export default function onOpen() {}\n",
    "app/ws/f/route.ts": "export const onMessage = 42;\n",
    "app/ws/g/route.ts": "export function* onMessage() {}\n",
    "app/ws/h/[id]/route.ts": `${route}export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) { ctx.params.roomId; }\n`,
    "app/ws/i/route.ts": 'import { gone } from "./gone.ts";\nexport function onMessage() { gone(); }\n',
    "app/lib/j.ts": 'export const limit: number = "many";\n',
    "app/ws/j/route.ts":
      'import { limit } from "../../lib/j.ts";\nexport function onMessage() { void limit; }\n',
  });
  expect((await build(project)).map(({ code, file }) => `${code} ${file}`)).toEqual([
    "TS2322 app/lib/j.ts",
    "BBX2010 app/ws/a/route.ts",
    "BBX2011 app/ws/b/route.ts",
    "BBX2012 app/ws/c/route.ts",
    "BBX2002 app/ws/d/route.ts",
    "BBX2004 app/ws/e/route.ts",
    "BBX2005 app/ws/f/route.ts",
    "BBX2006 app/ws/g/route.ts",
    "BBX2035 app/ws/h/[id]/route.ts",
    "TS2307 app/ws/i/route.ts",
  ]);
});
