// Tests what a build does to the disk, and what it never does.
import { describe, expect, test } from "bun:test";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { createProject, installTypeScript } from "../support/project.ts";
import { some } from "../support/sample.ts";

describe("a build", () => {
  const ROUTE =
    'import type { ServerWebSocket } from "@ademattos/bunbox";\nexport function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }\n';

  test("that fails leaves the earlier output as it was, and one that succeeds leaves nothing else", async () => {
    await using project = await createProject({ "app/ws/route.ts": ROUTE });
    await project.build();
    const before = await outputOf(project.root);
    await project.write({ "app/ws/route.ts": "export function onMessage(ws: number) {}\n" });
    expect((await project.json(["build"])).exitCode).toBe(1);
    expect(await outputOf(project.root)).toBe(before);
    expect(await readdir(path.join(project.root, "dist"))).toEqual(["server.js"]);
    expect((await readdir(path.join(project.root, ".bunbox"))).toSorted()).toEqual([".gitignore"]);
    expect((await readdir(project.root)).toSorted()).toEqual([
      ".bunbox",
      "app",
      "dist",
      "node_modules",
      "tsconfig.json",
    ]);
  });

  // TypeScript itself takes a backslash for a separator.
  for (const version of some(["typescript", "typescript-5.9"], 2)) {
    test(`checks a folder with a backslash in its name like any other: ${version}`, async () => {
      const wrong = `
        import type { ServerWebSocket } from "@ademattos/bunbox";
        import { name } from "./name.ts";
        import { size } from "SIZE";
        export function onOpen(ws: ServerWebSocket) { const x: string = size; ws.send(name.toUpperCas() + x); }
        export function onMessage(ws: ServerWebSocket, message: string) {}
      `;
      await using project = await createProject({
        "app/lib/size.ts": "export const size = 1;\n",
        "app/ws/a\\b/route.ts": wrong.replace("SIZE", "../../lib/size.ts"),
        "app/ws/a\\b/name.ts": 'export const name = "ada";\n',
        "app/ws/c/d\\e/f/g\\h/[id]/route.ts": wrong
          .replace("SIZE", "../../../size.ts")
          .replace("./name", "../../name"),
        "app/ws/c/d\\e/f/name.ts": 'export { name } from "../name.ts";\n',
        "app/ws/c/d\\e/name.ts": 'export const name = "bob";\n',
        "app/ws/c/d\\e/size.ts": "export const size = 1;\n",
        "app/ws/plain/route.ts": "export function onMessage() {}\n",
      });
      if (version !== "typescript") await installTypeScript(project, version);
      const { diagnostics } = await project.json(["check"]);
      const expected = ["app/ws/a\\b", "app/ws/c/d\\e/f/g\\h/[id]"].flatMap((folder) => [
        `TS2322 ${folder}/route.ts:5`,
        `TS2551 ${folder}/route.ts:5`,
        `BBX2010 ${folder}/route.ts:6`,
      ]);
      expect(diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual(expected);
    });
  }

  test("never runs the project's code, whatever its folders are called", async () => {
    const folder = "app/ws/q\"x'`${process.exit(7)} /ab\n*//*\u2028";
    await using project = await createProject({
      [`${folder}/route.ts`]: `import { writeFileSync } from "node:fs";\nwriteFileSync("ran", "");\n${ROUTE}`,
    });
    const report = await project.json(["build"]);
    expect({ exitCode: report.exitCode, diagnostics: report.diagnostics }).toEqual({
      exitCode: 0,
      diagnostics: [],
    });
    expect(await readdir(project.root)).not.toContain("ran");
    await using server = await project.serve();
    const url = `/ws/${folder.split(/\/+/).slice(2).map(encodeURIComponent).join("/")}`;
    using client = await server.connect(url);
    client.send("hello");
    expect(await client.text()).toBe("hello");
  });

  test("may run beside others of the same project", async () => {
    await using project = await createProject({ "app/ws/route.ts": ROUTE });
    const runs = await Promise.all([1, 2, 3, 4].map(() => project.bunbox(["build"])));
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    await using server = await project.serve();
    using client = await server.connect("/ws");
    client.send("hello");
    expect(await client.text()).toBe("hello");
  });
});

function outputOf(root: string): Promise<string> {
  return readFile(path.join(root, "dist/server.js"), "utf8");
}
