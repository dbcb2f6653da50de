// Tests `bunbox dev` through many changes: it runs the right server or prints the right message, and leaves no file.
import { describe, expect, test } from "bun:test";
import { chmod, readdir, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { answerOf, change, ECHO, echo, processesOf, startDev } from "../../support/dev.ts";
import { createProject } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";

/** Runs Node in a namespace of its own, whose processes get three watches. */
const LIMITED = `#!/bin/sh
exec unshare --user --map-root-user sh -c 'echo 3 > /proc/sys/user/max_inotify_watches && exec node "$@"' sh "$@"
`;
const CAN_LIMIT =
  Bun.which("unshare") !== null && Bun.spawnSync(["unshare", "--user", "--map-root-user", "true"]).success;

describe("bunbox dev", () => {
  test("serves the last good build, whatever is saved", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    await using dev = startDev(project);
    await dev.said(/no type errors/);
    expect(dev.log()).toMatch(
      /serving 1 route at http:\/\/127\.0\.0\.1:\d+ after \d+ ms\n.*inspector at http/,
    );
    expect(await answerOf(dev)).toBe("one: hi");

    using client = await dev.connect("/ws/echo");
    await change(
      project,
      dev,
      { [ECHO]: echo("two") },
      /route\.ts changed: reloaded after \d+ ms; 1 socket closed with 1012/,
    );
    expect(await client.closed).toEqual({ code: 1012, reason: "Server rebuilt" });
    expect(await answerOf(dev)).toBe("two: hi");

    // A source that does not build, or throws while it loads, is reported and changes nothing.
    await change(
      project,
      dev,
      { [ECHO]: "export function onMessage( {" },
      /build failed; still serving the last good build[^]*error\[[^]*route\.ts:1:/,
    );
    expect(await answerOf(dev)).toBe("two: hi");
    await change(
      project,
      dev,
      { [ECHO]: echo("two") },
      /route\.ts changed: the build works again; the running server already has this code/,
    );
    await change(
      project,
      dev,
      { [ECHO]: `${echo("three")}\nthrow new Error("while loading");` },
      /while loading[^]*ended while it was loading/,
    );
    expect(await answerOf(dev)).toBe("two: hi");
    await change(
      project,
      dev,
      { "bunbox.config.ts": "export default { prot: 1 };", [ECHO]: echo("four") },
      /error\[BBX3001\]/,
    );
    expect(await answerOf(dev)).toBe("two: hi");
    await change(project, dev, { "bunbox.config.ts": "export default {};" }, /reloaded[^]*no type errors/);
    expect(await answerOf(dev)).toBe("four: hi");

    // A type error is reported, but does not stop the server.
    await change(
      project,
      dev,
      { [ECHO]: `${echo("five")}\nexport const limit: number = "many";` },
      /reloaded[^]*error\[TS2322\][^]*still serving, but/,
    );
    expect(await answerOf(dev)).toBe("five: hi");
  });

  test("follows folders that are added, removed and renamed", async () => {
    await using project = await createProject({ [ECHO]: echo("echo") });
    await using dev = startDev(project, {}, ["--no-typecheck"]);
    await dev.said(/serving/);
    await change(
      project,
      dev,
      { "app/ws/new/[id]/route.ts": echo("new") },
      /reloaded.*\n\S+ \+ \/ws\/new\/\[id\]\n/,
    );
    expect(await answerOf(dev, "/ws/new/1")).toBe("new: hi");
    dev.mark();
    await rename(path.join(project.root, "app/ws/new"), path.join(project.root, "app/ws/other"));
    await dev.said(/reloaded[^]*\+ \/ws\/other\/\[id\]\n.* - \/ws\/new\/\[id\]\n/);
    expect(await answerOf(dev, "/ws/other/1")).toBe("new: hi");
    await expect(answerOf(dev, "/ws/new/1")).rejects.toThrow("404");
    await change(project, dev, { "app/ws/other/[id]/route.ts": echo("newer") }, /reloaded/);
    expect(await answerOf(dev, "/ws/other/1")).toBe("newer: hi");
    dev.mark();
    await rm(path.join(project.root, "app/ws/other"), { recursive: true });
    await dev.said(/reloaded/);
    await expect(answerOf(dev, "/ws/other/1")).rejects.toThrow("404");
    expect(dev.log()).not.toContain("no type errors"); // nobody has looked
  });

  test.if(IN_FULL)(
    "ends fifty quick saves with the last of them, and leaves no process and no file",
    async () => {
      await using project = await createProject({ [ECHO]: echo("0") });
      const dev = startDev(project);
      await dev.said(/serving/);
      for (let save = 1; save <= 50; save += 1) {
        await project.write({ [ECHO]: echo(String(save)) });
        await Bun.sleep(save % 7);
      }
      for (let word = ""; word !== "50: hi";) {
        word = await answerOf(dev).catch(() => ""); // the port is between two servers
        await Bun.sleep(5);
      }
      dev.signal("SIGINT");
      expect(await dev.exited).toBe(0);
      expect(await processesOf(project)).toEqual([]);
      expect(await readdir(path.join(project.root, ".bunbox"))).toEqual([".gitignore"]);
    },
  );

  test("runs the configuration at every build, because it may read anything", async () => {
    await using project = await createProject({
      [ECHO]: echo("one"),
      "bunbox.config.ts":
        'import { readFileSync } from "node:fs";\nexport default { health: readFileSync("health.txt", "utf8") };',
      "health.txt": "/one",
    });
    await using dev = startDev(project, {}, ["--no-typecheck"]);
    await dev.said(/serving/);
    expect((await fetch(`${dev.url()}/one`)).status).toBe(200);
    await change(project, dev, { "health.txt": "/two", [ECHO]: echo("two") }, /reloaded/);
    expect((await fetch(`${dev.url()}/two`)).status).toBe(200);
  });

  test.if(IN_FULL)("runs a configuration that imports a package at every save", async () => {
    await using project = await createProject({
      [ECHO]: echo("one"),
      "packages/settings/index.js": 'export const health = "/one";',
      "packages/settings/package.json": '{ "name": "settings", "type": "module", "exports": "./index.js" }',
      "bunbox.config.ts": 'import { health } from "settings";\nexport default { health };',
    });
    const link = path.join(project.root, "node_modules/settings");
    await symlink(path.join(project.root, "packages/settings"), link);
    await using dev = startDev(project, {}, ["--no-typecheck"]);
    await dev.said(/serving/);
    const two = { "packages/settings/index.js": 'export const health = "/two";' };
    await change(project, dev, two, /reloaded/);
    expect((await fetch(`${dev.url()}/two`)).status).toBe(200);
  });

  test("runs under bun as well", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    await using dev = startDev(project, {}, [], process.execPath);
    await dev.said(/no type errors/);
    await change(project, dev, { [ECHO]: echo("two") }, /reloaded/);
    expect(await answerOf(dev)).toBe("two: hi");
    dev.signal("SIGINT");
    expect(await dev.exited).toBe(0);
    expect(await processesOf(project)).toEqual([]);
  });

  test.skipIf(!CAN_LIMIT)("polls if the system has no watches left", async () => {
    const deep = "app/ws/a/[b]/c/d/route.ts";
    await using project = await createProject({
      [ECHO]: echo("one"),
      [deep]: echo("one"),
      "limited.sh": LIMITED,
    });
    const limited = path.join(project.root, "limited.sh");
    await chmod(limited, 0o755);
    await using dev = startDev(project, {}, ["--no-typecheck"], limited);
    await dev.said(/every second[^]*serving 2 routes/);
    await change(project, dev, { [deep]: echo("two") }, /reloaded/);
    expect(await answerOf(dev, "/ws/a/1/c/d")).toBe("two: hi");
  });
});
