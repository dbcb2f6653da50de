// Tests `bunbox init`: its project builds without a diagnostic, passes its own tests and runs; no file is overwritten.
import { expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openProject, REPOSITORY, runBunbox, type TestProject } from "../support/project.ts";
import { createFromTemplate, installDependencies } from "../support/template.ts";

test("a new project builds, type-checks, passes its tests and runs", async () => {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  const made = await runBunbox(parent, ["init", "My App"]);
  expect(made).toEqual({
    exitCode: 0,
    stderr: "",
    stdout: expect.stringContaining("cd 'My App'\n  npm install\n  npm run dev"),
  });
  await using project = openProject(path.join(parent, "My App"));
  const manifest = JSON.parse(await readFile(path.join(project.root, "package.json"), "utf8"));
  expect(manifest.name).toBe("my-app");
  expect(await readdir(project.root)).toContain(".gitignore");
  expect(await readFile(path.join(project.root, ".env"), "utf8")).toMatch(/^SESSION_SECRET=[\da-f]{64}$/m);

  await installDependencies(project.root);
  const report = await project.json(["build"]);
  expect({ exitCode: report.exitCode, diagnostics: report.diagnostics }).toEqual({
    exitCode: 0,
    diagnostics: [],
  });
  expect(report.routes.map((route) => route.path)).toEqual(["/ws/echo", "/ws/rooms/[room]"]);
  expect(await typeErrors(project)).toBe("");
  expect(await typeErrors(project, "-p", "web")).toBe("");
  expect(await testsOf(project)).toContain(" 0 fail");
  await expectClient(project, "starter");

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

test("the template minimal is one route that builds and runs", async () => {
  await using project = await createFromTemplate("minimal");
  const { routes, exitCode, diagnostics } = await project.json(["build"]);
  expect([exitCode, diagnostics, routes.map((route) => route.path)]).toEqual([0, [], ["/ws/echo"]]);
  expect(await typeErrors(project)).toBe("");
  expect(await readdir(project.root)).not.toContain(".env");
  await using server = await project.serve();
  using client = await server.connect("/ws/echo");
  client.send("hi");
  expect(await client.text()).toBe("hi");
});

// test/react.ts installs React and Vite, and tries the page.
test("the template react has routes that build and pass their tests", async () => {
  await using project = await createFromTemplate("react");
  const { exitCode, diagnostics } = await project.json(["build"]);
  expect([exitCode, diagnostics]).toEqual([0, []]);
  expect(await testsOf(project)).toContain(" 0 fail");
  await expectClient(project, "react");

  await project.write({
    "dist/web/index.html": "<!doctype html>",
    "dist/web/assets/a.js": "1",
    "dist/b": "",
  });
  await using server = await project.serve();
  const get = async (where: string): Promise<unknown[]> => {
    const answer = await server.fetch(where);
    return [answer.status, answer.headers.get("Content-Type"), answer.headers.get("Cache-Control")];
  };
  expect(await get("/")).toEqual([200, "text/html;charset=utf-8", "no-cache"]);
  expect(await get("/assets/a.js")).toEqual([
    200,
    "text/javascript;charset=utf-8",
    "public, max-age=31536000, immutable",
  ]);
  for (const where of ["/c", "/%2e%2e%2fb", "/..%2fserver.js", "/assets", "/%00"])
    expect([where, (await server.fetch(where)).status]).toEqual([where, 404]);
});

test("an unknown template is one line", async () => {
  await using project = await createFromTemplate("minimal");
  const { exitCode, stderr } = await project.bunbox(["init", "x", "--template", "vue"]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'bunbox init: --template cannot be "vue": one of chat, minimal, react\n',
  });
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

test("what a failure has written is removed, and nothing else", async () => {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  await mkdir(path.join(parent, "app"));
  await writeFile(path.join(parent, "app/ws"), "mine"); // where the template has a folder
  await mkdir(path.join(parent, "test"));
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const { exitCode, stdout, stderr } = await runBunbox(parent, ["init", "."]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^bunbox init: \. cannot be written: E[A-Z]+: .*\n$/);
    expect((await readdir(parent, { recursive: true })).toSorted()).toEqual(["app", "app/ws", "test"]);
  }
  await rm(parent, { recursive: true });
});

test("an empty name is an error, and a link that leads nowhere is not replaced", async () => {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  expect(await runBunbox(parent, ["init", ""])).toEqual({
    exitCode: 2,
    stdout: "",
    stderr: "bunbox init: DIR is empty\n",
  });
  await symlink("nowhere", path.join(parent, "Dockerfile"));
  expect((await runBunbox(parent, ["init", "."])).stderr).toBe(
    "bunbox init: nothing was written, because . has Dockerfile already\n",
  );
  expect(await readdir(parent)).toEqual(["Dockerfile"]);
  await rm(parent, { recursive: true });
});

test("the next steps can be pasted for a name that begins with a dash", async () => {
  const parent = await realpath(await mkdtemp(path.join(tmpdir(), "bunbox-")));
  const { stdout } = await runBunbox(parent, ["init", "--template", "minimal", "--", "-it's x"]);
  const step = /^ {2}cd (.*)$/m.exec(stdout)?.[1];
  const moved = Bun.spawnSync(["sh", "-c", `cd ${step} && pwd`], { cwd: parent });
  expect(moved.stdout.toString()).toBe(`${parent}/-it's x\n`);
  await rm(parent, { recursive: true });
});

async function typeErrors({ root }: TestProject, ...args: readonly string[]): Promise<string> {
  const tsc = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");
  const child = Bun.spawn(["node", tsc, ...args], { cwd: root, stdout: "pipe" });
  return new Response(child.stdout).text();
}

async function testsOf({ root }: TestProject): Promise<string> {
  const child = Bun.spawn([process.execPath, "test"], { cwd: root, stdout: "pipe", stderr: "pipe" });
  const printed = await new Response(child.stderr).text();
  return (await child.exited) === 0 ? printed : `failed:\n${printed}`;
}

/** Expects that a template has the client that a build writes. `UPDATE_FIXTURES=1` writes it there. */
async function expectClient({ root }: TestProject, template: string): Promise<void> {
  const shipped = path.join(REPOSITORY, "fixtures/apps", template, "web/ws.gen.ts");
  const built = await readFile(path.join(root, "web/ws.gen.ts"), "utf8");
  if (process.env["UPDATE_FIXTURES"] === "1") await writeFile(shipped, built);
  expect(await readFile(shipped, "utf8")).toBe(built);
}
