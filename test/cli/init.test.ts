// Tests `bunbox init`: its project builds without a diagnostic, passes its own tests and runs; no file is overwritten.
import { expect, test } from "bun:test";
import { mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { installBunbox, openProject, REPOSITORY, runBunbox } from "../support/project.ts";

test("a new project builds, type-checks, passes its tests and runs", async () => {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  const made = await runBunbox(parent, ["init", "My App"]);
  expect(made).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: expect.stringContaining("cd My App\n  npm install\n  npm run dev"),
  });
  await using project = openProject(path.join(parent, "My App"));
  const manifest = JSON.parse(await readFile(path.join(project.root, "package.json"), "utf8"));
  expect(manifest.name).toBe("my-app");
  expect(await readdir(project.root)).toContain(".gitignore");
  expect(await readFile(path.join(project.root, ".env"), "utf8")).toMatch(/^SESSION_SECRET=[\da-f]{64}$/m);

  await installBunbox(project.root);
  const report = await project.json(["build"]);
  expect({ exitCode: report.exitCode, diagnostics: report.diagnostics }).toEqual({
    exitCode: 0,
    diagnostics: [],
  });
  expect(report.routes.map((route) => route.path)).toEqual(["/ws/echo", "/ws/rooms/[room]"]);
  const tsc = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");
  const types = Bun.spawn(["node", tsc], { cwd: project.root, stdout: "pipe" });
  expect(await new Response(types.stdout).text()).toBe("");
  const child = Bun.spawn([process.execPath, "test"], { cwd: project.root, stdout: "pipe", stderr: "pipe" });
  const printed = await new Response(child.stderr).text();
  expect([await child.exited, printed]).toEqual([0, expect.stringContaining(" 0 fail")]);

  await using server = await project.serve();
  expect(await (await server.fetch("/")).text()).toContain("<!doctype html>");
  using client = await server.connect("/ws/echo");
  client.send("hi");
  expect(await client.text()).toContain("hi");
  await expect(server.connect("/ws/rooms/kitchen")).rejects.toThrow("401");

  // A second time nothing is written, and what is in the way is named.
  await writeFile(path.join(project.root, "package.json"), "mine");
  const again = await runBunbox(parent, ["init", "My App"]);
  expect(again.exitCode).toBe(1);
  expect(again.stderr).toMatch(
    /^bunbox init: nothing was written, because My App has .*package\.json.* already\n$/,
  );
  expect(await readFile(path.join(project.root, "package.json"), "utf8")).toBe("mine");
  await rm(parent, { recursive: true });
});

test("a folder that cannot be made is one line", async () => {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  await writeFile(path.join(parent, "file"), "");
  await symlink("circle", path.join(parent, "circle"));
  for (const folder of ["file/app", "circle", "circle/app"]) {
    const { exitCode, stdout, stderr } = await runBunbox(parent, ["init", folder]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^bunbox init: (?:file|circle)\S* cannot be written: E[A-Z]+: .*\n$/);
  }
  expect((await readdir(parent)).toSorted()).toEqual(["circle", "file"]);
  await rm(parent, { recursive: true });
});
