// Tests how `bunbox dev` ends at a moment that does not suit it.
import { expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { answerOf, change, ECHO, echo, processesOf, startDev } from "../../support/dev.ts";
import { createProject } from "../../support/project.ts";

test("ends at once while a module is still loading", async () => {
  await using project = await createProject({
    [ECHO]: `console.log("in a loop");\nfor (;;);\n${echo("one")}`,
  });
  const dev = startDev(project, {}, ["--no-typecheck"]);
  await dev.said(/in a loop/);
  dev.signal("SIGINT");
  expect(await dev.exited).toBe(0);
  expect(await processesOf(project)).toEqual([]);
});

test("prints nothing at Ctrl-C while it builds, which ends esbuild too", async () => {
  await using project = await createProject({
    [ECHO]: echo("one"),
    // To the process group, as a terminal does; the configuration goes on with the build.
    "bunbox.config.ts":
      'process.on("SIGINT", () => undefined);\nprocess.kill(0, "SIGINT");\nexport default { health: "/health" };',
  });
  const dev = startDev(project, {}, ["--no-typecheck"], "node", { detached: true });
  expect([await dev.exited, dev.log()]).toEqual([0, ""]);
  expect(await processesOf(project)).toEqual([]);
});

test("leaves nothing behind when it is killed", async () => {
  await using project = await createProject({ [ECHO]: echo("one") });
  const dev = startDev(project);
  await dev.said(/no type errors/);
  dev.signal("SIGKILL");
  await dev.exited;
  while ((await processesOf(project)).length > 0) await Bun.sleep(10);
});

test.if(existsSync("/proc/self/task"))("goes on if the system ends esbuild", async () => {
  await using project = await createProject({ [ECHO]: echo("one") });
  await using dev = startDev(project, {}, ["--no-typecheck"]);
  await dev.said(/inspector/);
  for (const word of ["two", "three"]) {
    const esbuild = childrenOf(dev.pid).find((pid) => commandOf(pid).includes("esbuild"));
    if (esbuild === undefined) throw new Error("esbuild does not run");
    process.kill(esbuild, "SIGKILL");
    await change(project, dev, { [ECHO]: echo(word) }, /reloaded/);
    expect(await answerOf(dev)).toBe(`${word}: hi`);
  }
});

/** The children of a process (Linux: proc(5)). */
function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    (readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").match(/\d+/g) ?? []).map(Number),
  );
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8");
}
