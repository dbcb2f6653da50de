// Tests folders and files that vanish for a moment, as in a checkout, and a full disk: bunbox prints a message and goes on.
import { expect, test } from "bun:test";
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { cp, readdir, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { findFiles } from "../../../compiler/routes/files.ts";
import { answerOf, change, ECHO, echo, startDev } from "../../support/dev.ts";
import { createProject, REPOSITORY, type TestProject } from "../../support/project.ts";
import { IN_FULL, some } from "../../support/sample.ts";

/** Takes a file or folder away and puts it back, again and again, in the middle of builds. */
async function flicker({ root }: TestProject, name: string): Promise<void> {
  const there = path.join(root, name);
  for (let turn = 0; turn < 60; turn += 1) {
    await rename(there, `${there}.away`);
    await Bun.sleep(turn % 13);
    await rename(`${there}.away`, there);
    await Bun.sleep((turn * 7) % 31);
  }
}

const NAMES = ["app/ws", "app", "app/ws/echo", "app/pages.ts", ".bunbox", "bunbox.config.ts"];

// All of them take half a minute; in CI none is left out.
test.each(some(NAMES, 6))("%s that vanishes for a moment under bunbox dev", async (name) => {
  await using project = await createProject({
    [ECHO]: echo("one"),
    "app/pages.ts": 'export default () => new Response("page");\n',
    "bunbox.config.ts": 'export default { fallback: "app/pages.ts" };\n',
  });
  await using dev = startDev(project);
  await dev.said(/no type errors/);
  await flicker(project, name);
  // One save must be enough, although the builds of the last moments may still be under way.
  await project.write({ [ECHO]: echo("two") });
  for (let word = ""; word !== "two: hi"; await Bun.sleep(50)) word = await answerOf(dev).catch(() => ""); // the port is between two servers
  expect(dev.log()).not.toMatch(/bunbox crashed|^ +at /m);
});

/** Copies bunbox into a project, with links to the packages that it needs. */
async function copyBunbox({ root }: TestProject): Promise<string> {
  const modules = path.join(root, "node_modules");
  await rm(modules, { recursive: true });
  const own = path.join(modules, "@ademattos/bunbox");
  for (const name of ["dist", "package.json", "compiler/report"])
    await cp(path.join(REPOSITORY, name), path.join(own, name), { recursive: true });
  for (const name of await readdir(path.join(REPOSITORY, "node_modules")))
    if (!name.startsWith("."))
      await symlink(path.join(REPOSITORY, "node_modules", name), path.join(modules, name));
  return path.join(own, "dist/compiler/cli/main.js");
}

test("bunbox dev goes on while a package manager replaces node_modules, bunbox included", async () => {
  await using project = await createProject({ [ECHO]: echo("one") });
  const command = await copyBunbox(project);
  await using dev = startDev(project, {}, [], "node", { command });
  await dev.said(/no type errors/);
  const modules = path.join(project.root, "node_modules");
  dev.mark();
  await rename(modules, `${modules}.away`);
  await project.write({ [ECHO]: echo("two") });
  await dev.said(/build failed[^]*A file vanished while it was read[^]*1 error/);
  expect(await answerOf(dev)).toBe("one: hi");
  dev.mark();
  await rename(`${modules}.away`, modules);
  await project.write({ [ECHO]: echo("three") });
  await dev.said(/reloaded[^]*no type errors/);
  expect(await answerOf(dev)).toBe("three: hi");
  expect(dev.log()).not.toMatch(/crashed|^ +at /m);
});

/** Takes a folder away and puts it back, a hundred thousand times in about a second. */
const RENAMER = `
  const { renameSync } = require("node:fs");
  const [folder] = process.argv.slice(1);
  for (let turn = 0; turn < 100000; turn += 1) {
    renameSync(folder, folder + ".away");
    renameSync(folder + ".away", folder);
  }
`;

test.if(IN_FULL)(
  "bunbox dev ends after a folder has vanished at the moment in which it was found",
  async () => {
    await using project = await createProject({ [ECHO]: echo("one"), "data/today/log.txt": "" });
    await using dev = startDev(project, {}, ["--no-typecheck"]);
    await dev.said(/inspector/);
    const renamer = Bun.spawn(["node", "-e", RENAMER, path.join(project.root, "data/today")]);
    expect(await renamer.exited).toBe(0);
    dev.signal("SIGTERM");
    expect(await Promise.race([dev.exited, Bun.sleep(10_000)])).toBe(0);
  },
);

test("folders and files in place of each other, and a circular link, do not end bunbox dev", async () => {
  await using project = await createProject({ [ECHO]: echo("one"), "data/today/log.txt": "" });
  await using dev = startDev(project, {}, ["--no-typecheck"]);
  await dev.said(/inspector/);
  const data = path.join(project.root, "data");
  symlinkSync("circle", path.join(data, "circle"));
  for (let turn = 0; turn < 20; turn += 1) {
    const today = path.join(data, "today");
    rmSync(today, { recursive: true });
    writeFileSync(today, "");
    await Bun.sleep(10);
    rmSync(today);
    mkdirSync(today);
    writeFileSync(path.join(today, "log.txt"), "");
    await Bun.sleep(10);
  }
  await change(project, dev, { [ECHO]: echo("two") }, /reloaded/);
  expect(await answerOf(dev)).toBe("two: hi");
});

test("the folder of the routes that goes while it is read", async () => {
  await using project = await createProject({ [ECHO]: echo("one") });
  const finding = findFiles(project.root, "app/ws");
  rmSync(path.join(project.root, "app/ws"), { recursive: true });
  const { value, diagnostics } = await finding;
  expect(value).toEqual({ routes: [], guards: [], near: [], unrouted: [] });
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    `BBX1001: There is no folder app/ws in ${project.root}`,
  ]);
});

test.if(IN_FULL)("the folder of the routes that is gone under bunbox dev is a message", async () => {
  await using project = await createProject({ [ECHO]: echo("one") });
  await using dev = startDev(project);
  await dev.said(/no type errors/);
  dev.mark();
  await rm(path.join(project.root, "app/ws"), { recursive: true });
  await dev.said(
    /build failed; still serving the last good build[^]*error\[BBX1001\]: There is no folder app\/ws in /,
  );
  expect(await answerOf(dev)).toBe("one: hi");
  await change(project, dev, { [ECHO]: echo("two") }, /reloaded/);
  expect(await answerOf(dev)).toBe("two: hi");
});

// Only root can make a file system of this size.
test.if(process.getuid?.() === 0)(
  "a full disk under bunbox dev is a message, until there is space",
  async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    const cache = path.join(project.root, ".bunbox");
    mkdirSync(cache);
    const mount = (options: string): number =>
      Bun.spawnSync(["mount", "-t", "tmpfs", "-o", options, "tmpfs", cache]).exitCode;
    if (mount("size=48k") !== 0) return; // in a container without the right to
    try {
      await using dev = startDev(project, {}, ["--no-typecheck"]);
      await dev.said(/build failed; nothing is served[^]*error\[BBX4002\][^]*1 error in/);
      // Its own lock stays.
      expect(readdirSync(cache).filter((name) => !name.startsWith("dev-"))).toEqual([".gitignore"]);
      expect(mount("remount,size=10m")).toBe(0);
      await change(project, dev, { [ECHO]: echo("two") }, /serving 1 route/);
      expect(await answerOf(dev)).toBe("two: hi");
      expect(dev.log()).not.toMatch(/^ +at /m);
    } finally {
      Bun.spawnSync(["umount", "-l", cache]);
    }
  },
);
