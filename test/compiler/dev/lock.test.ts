// Tests that one `bunbox dev` serves a project at a time, whenever others start, and however the first one ends.
import { describe, expect, test } from "bun:test";
import { readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { openProject as open } from "../../../compiler/project.ts";
import { answerOf, ECHO, echo, startDev } from "../../support/dev.ts";
import { createProject } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";

const PLAIN = ["--no-typecheck"];

describe("a second bunbox dev", () => {
  test("is one line that names the first, and can start when that was killed", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    const first = startDev(project, {}, PLAIN);
    await first.said(/inspector/);
    const { exitCode, stdout, stderr } = await project.bunbox(["dev"], { env: { PORT: "0" } });
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `bunbox dev: process ${first.pid} serves this project already at ${first.url()}; stop it before you start another\n`,
    });
    expect(await answerOf(first)).toBe("one: hi");

    first.signal("SIGKILL");
    await first.exited;
    await using second = startDev(project, {}, PLAIN);
    await second.said(/inspector/);
    expect(await answerOf(second)).toBe("one: hi");
    second.signal("SIGTERM");
    await second.exited;
    expect(await readdir(path.join(project.root, ".bunbox"))).toEqual([".gitignore"]);
  });

  test.if(IN_FULL)("and a third that start at once leave one that serves", async () => {
    await using project = await createProject({ [ECHO]: echo("one") });
    await using one = startDev(project, {}, PLAIN);
    await using two = startDev(project, {}, PLAIN);
    await using three = startDev(project, {}, PLAIN);
    const ends = await Promise.all(
      [one, two, three].map((dev) =>
        Promise.race([dev.said(/inspector/).then(() => "serves"), dev.exited.then(() => dev.log())]),
      ),
    );
    expect(ends.filter((end) => end === "serves")).toHaveLength(1);
    const refused = ends.filter((end) => end !== "serves");
    for (const line of refused)
      expect(line).toMatch(/^bunbox dev: process \d+ serves this project already.*\n$/);
  });

  test("starts if the process that had the lock is gone, and another has its id", async () => {
    await using project = await createProject({ [ECHO]: echo("one"), ".bunbox/.gitignore": "*\n" });
    const { cache, run } = await open(project.root);
    const left = path.join(cache, `dev-${run}-${crypto.randomUUID()}.json`);
    const note = { started: "1", held: true, url: "http://127.0.0.1:3000" };
    await writeFile(left, JSON.stringify(note)); // under the id of this process, which began at another time
    await using dev = startDev(project, {}, PLAIN);
    await dev.said(/inspector/);
  });
});
