// Tests which files `bunbox dev` rebuilds for, beside the changes of test/compiler/changes, and which it ignores.
import { describe, expect, test } from "bun:test";
import { appendFile, rename, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { answerOf, change, ECHO, echo, type RunningDev, startDev } from "../../support/dev.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import { IN_FULL, some } from "../../support/sample.ts";

interface Running extends AsyncDisposable {
  readonly project: TestProject;
  readonly dev: RunningDev;
}

async function start(files: Readonly<Record<string, string>>): Promise<Running> {
  const project = await createProject({ [ECHO]: echo("one"), ...files });
  const dev = startDev(project, {}, ["--no-typecheck"]);
  await dev.said(/inspector/);
  dev.mark();
  return {
    project,
    dev,
    async [Symbol.asyncDispose]() {
      await dev[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
    },
  };
}

/** Saves the route, and gives back what has been said until it is served. */
async function saidUntilSaved(project: TestProject, dev: RunningDev, word: string): Promise<string> {
  await project.write({ [ECHO]: echo(word) });
  await dev.said(/echo\/route\.ts(?: and \d+ more)? changed: reloaded/);
  return dev.log().slice(dev.log().indexOf("inspector"));
}

const pkg = (word: string): Readonly<Record<string, string>> => ({
  "package.json": '{ "name": "pkg", "type": "module", "main": "lib/deep/index.js" }',
  "lib/deep/index.js": `export const word = "${word}";`,
});
const inside = (folder: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));

describe("bunbox dev rebuilds for", () => {
  const CONFIG =
    'import { readFileSync } from "node:fs";\nexport default { health: readFileSync("health.txt", "utf8") };';

  test("the lock file of every package manager", async () => {
    const locks = some(["package-lock.json", "bun.lock", "bun.lockb", "pnpm-lock.yaml", "yarn.lock"], 3);
    await using running = await start({
      "bunbox.config.ts": CONFIG,
      "health.txt": "/health",
      ...Object.fromEntries(locks.map((lock) => [lock, "1"])),
    });
    const { project, dev } = running;
    for (const [index, lock] of locks.entries()) {
      await change(
        project,
        dev,
        { "health.txt": `/health-${index}`, [lock]: "2" },
        /lock.* changed: reloaded/,
      );
      expect((await fetch(`${dev.url()}/health-${index}`)).status).toBe(200);
    }
  });

  test("a package that is replaced as npm does it, and then for its files", async () => {
    const route = echo("one")
      .replace('"one"', "word")
      .replace("import", 'import { word } from "pkg";\nimport');
    await using running = await start({ [ECHO]: route, ...inside("node_modules/pkg", pkg("pkg 1")) });
    const { project, dev } = running;
    const modules = path.join(project.root, "node_modules");
    await project.write(inside("node_modules/.pkg-new", pkg("pkg 2")));
    await rename(path.join(modules, "pkg"), path.join(modules, ".pkg-old"));
    await rename(path.join(modules, ".pkg-new"), path.join(modules, "pkg"));
    await dev.said(/reloaded/);
    expect(await answerOf(dev)).toBe("pkg 2: hi");
    await change(
      project,
      dev,
      { "node_modules/pkg/lib/deep/index.js": pkg("pkg 3")["lib/deep/index.js"] ?? "" },
      /reloaded/,
    );
    expect(await answerOf(dev)).toBe("pkg 3: hi");
    // As a package's own build does it.
    dev.mark();
    await rm(path.join(modules, "pkg/lib"), { recursive: true });
    await dev.said(/build failed/);
    await change(
      project,
      dev,
      { "node_modules/pkg/lib/deep/index.js": pkg("pkg 4")["lib/deep/index.js"] ?? "" },
      /reloaded/,
    );
    expect(await answerOf(dev)).toBe("pkg 4: hi");
  });

  test("a linked package of a workspace, also once its output was made anew", async () => {
    await using workspace = await createProject({
      "packages/words/package.json": '{ "name": "words", "type": "module", "main": "dist/index.js" }',
      "packages/words/dist/index.js": 'export const word = "words 1";',
      [`apps/chat/${ECHO}`]: echo("one")
        .replace('"one"', "word")
        .replace("import", 'import { word } from "words";\nimport'),
    });
    await symlink("../packages/words", path.join(workspace.root, "node_modules/words"));
    const app = { ...workspace, root: path.join(workspace.root, "apps/chat") };
    await using dev = startDev(app, {}, ["--no-typecheck"]);
    await dev.said(/inspector/);
    for (const version of [2, 3]) {
      dev.mark();
      await rm(path.join(workspace.root, "packages/words/dist"), { recursive: true });
      await workspace.write({ "packages/words/dist/index.js": `export const word = "words ${version}";` });
      await dev.said(/reloaded/);
      expect(await answerOf(dev)).toBe(`words ${version}: hi`);
    }
  });

  test("what an import was missing", async () => {
    await using running = await start({});
    const { project, dev } = running;
    const route = echo("one")
      .replace('"one"', "data.word")
      .replace("import", 'import data from "../../data.json";\nimport');
    await change(project, dev, { [ECHO]: route }, /build failed/);
    await change(project, dev, { "app/data.json": '{ "word": "data" }' }, /reloaded/);
    expect(await answerOf(dev)).toBe("data: hi");
  });
});

describe("bunbox dev ignores", () => {
  test.if(IN_FULL)(
    "files that the build does not read: logs, databases, folders, outputs, other packages",
    async () => {
      await using running = await start({
        "log.txt": "",
        "data/app.sqlite": "",
        "node_modules/other/index.js": "",
      });
      const { project, dev } = running;
      const write = async (): Promise<void> => {
        await appendFile(path.join(project.root, "log.txt"), "a line\n");
        await project.write({
          "data/app.sqlite": "rows",
          "data/app.sqlite-journal": "rows",
          "uploads/today/picture.png": "picture",
          "node_modules/other/index.js": "changed",
          "node_modules/new/index.js": "new",
          "notes.json": "{}",
        });
        await rm(path.join(project.root, "data/app.sqlite-journal"));
        await rm(path.join(project.root, "uploads"), { recursive: true });
        await symlink("log.txt", path.join(project.root, "log-of-today"));
        await rm(path.join(project.root, "log-of-today"));
        await project.bunbox(["build", "--no-typecheck", "--sourcemap", "linked"]);
      };
      await write();
      expect(await saidUntilSaved(project, dev, "two")).toMatch(
        /^inspector.*\n.*app\/ws\/echo\/route\.ts changed: reloaded[^\n]*\n$/,
      );
      // Nor after a failure.
      dev.mark();
      await project.write({ [ECHO]: "export function onMessage( {" });
      await dev.said(/build failed[^]*error\[[^]*error/);
      await write();
      dev.mark();
      await saidUntilSaved(project, dev, "three");
      expect(dev.log()).not.toMatch(/log|sqlite|uploads|picture|notes|other|dist/);
    },
  );

  test.if(IN_FULL)("a source that the configuration writes whenever it runs", async () => {
    await using project = await createProject({
      [ECHO]: echo("one"),
      "bunbox.config.ts":
        'import { writeFileSync } from "node:fs";\nwriteFileSync("app/made.ts", "export const made = 1;\\n");\nexport default {};',
    });
    await using dev = startDev(project);
    // A check ends only if no build comes in between.
    await dev.said(/no type errors/);
    await change(
      project,
      dev,
      { [ECHO]: `${echo("two")}\nexport const limit: number = "many";` },
      /error\[TS2322\]/,
    );
    await change(project, dev, { [ECHO]: echo("three") }, /no type errors/);
    expect(await answerOf(dev)).toBe("three: hi");
    await change(project, dev, { [ECHO]: "export function onMessage( {" }, /build failed[^]*error\[/);
  });
});
