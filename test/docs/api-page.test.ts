// Tests that the examples of docs/api.md are a project that builds, type-checks and runs.
import { expect, test } from "bun:test";
import path from "node:path";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY } from "../support/project.ts";

const PAGE = await Bun.file(path.join(REPOSITORY, "docs/api.md")).text();

test("the examples build, have no type error, and run", async () => {
  const files = codeBlocks(PAGE).flatMap(({ file, text }) =>
    file === undefined ? [] : [[file, text] as const],
  );
  expect(files.length).toBeGreaterThan(6);
  await using project = await createProject(Object.fromEntries(files));
  const report = await project.json(["build"]);
  expect([report.exitCode, report.diagnostics]).toEqual([0, []]);
  const tsc = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");
  expect(await run(project.root, ["node", tsc, "-p", "."])).toEqual([0, ""]);
  expect((await run(project.root, [process.execPath, "test"]))[0]).toBe(0);
  const checked = await run(project.root, [process.execPath, "scripts/check.ts"]);
  expect(checked).toEqual([0, ""]);
  expect(await Bun.file(path.join(project.root, "routes.json")).json()).toEqual(report.routes);
});

test("every example names its file", () => {
  const texts = codeBlocks(PAGE).filter(
    ({ file, text }) => file === undefined && /^(?:import|export) /m.test(text),
  );
  expect(texts).toEqual([]);
});

async function run(cwd: string, command: readonly string[]): Promise<readonly [number, string]> {
  const child = Bun.spawn([...command], { cwd, stdout: "pipe", stderr: "ignore" });
  const text = await new Response(child.stdout).text();
  return [await child.exited, text];
}
