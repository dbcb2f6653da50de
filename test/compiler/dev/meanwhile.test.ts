// Tests changes that `bunbox dev` sees while a build is under way.
import { expect, test } from "bun:test";
import { once } from "node:events";
import { watch } from "node:fs";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { answerOf, ECHO, echo, startDev } from "../../support/dev.ts";
import { openGate } from "../../support/gate.ts";
import { createProject, openProject } from "../../support/project.ts";
import { IN_FULL, some } from "../../support/sample.ts";

// A file that the last build did not read, which changes while the running build reads it.
test.each(some(["data/word", "../beside/word"], 2))(
  "%s is built again if it changes while a build first reads it",
  async (file) => {
    await using workspace = await createProject({ [`app/${ECHO}`]: echo("one") });
    const project = openProject(path.join(workspace.root, "app"));
    await using dev = startDev(project, {}, ["--no-typecheck"]);
    await dev.said(/inspector/);
    for (let delay = 10; delay <= 80; delay += IN_FULL ? 5 : 20) {
      const name = `${file}-${delay}/data.json`;
      await project.write({ [name]: '{ "word": "old" }' });
      const route = echo("one")
        .replace('"one"', `"${delay} " + data.word`)
        .replace("import", `import data from "../../../${name}";\nimport`);
      await project.write({ [ECHO]: route });
      // At another moment of the build each time: whichever it is, the new word must be served.
      await Bun.sleep(delay);
      await project.write({ [name]: '{ "word": "new" }' });
      for (let word = ""; word !== `${delay} new: hi`; await Bun.sleep(20))
        word = await answerOf(dev).catch(() => ""); // the port is between two servers
    }
  },
);

test.if(IN_FULL)("a save without a difference does not stop a build that loads slowly", async () => {
  using gate = openGate();
  const slow = `${echo("slow")}\nawait fetch("${gate.url}/module");\n`;
  await using project = await createProject({ [ECHO]: echo("one") });
  await using dev = startDev(project, {}, ["--no-typecheck"]);
  await dev.said(/inspector/);
  const release = gate.hold("/module");
  await project.write({ [ECHO]: slow });
  await dev.said(/still loading/);
  for (let save = 1; save <= 20; save += 1) {
    // The test hears of each save by the same means as bunbox.
    const heard = once(watch(path.join(project.root, path.dirname(ECHO))), "change");
    await project.write({ [ECHO]: slow });
    await heard;
  }
  // A build of the same project takes as long as one of bunbox dev would have.
  await project.build("--no-typecheck");
  expect(gate.count("/module")).toBe(1);
  release();
  await dev.said(/reloaded/);
  expect(await answerOf(dev)).toBe("slow: hi");
});

test.if(IN_FULL)(
  "a linked package whose output is made after the start is built, and checked for its types",
  async () => {
    await using workspace = await createProject({
      "packages/words/package.json":
        '{ "name": "words", "type": "module", "exports": { "types": "./dist/types/index.d.ts", "default": "./dist/index.js" } }',
      "packages/shapes/package.json": '{ "name": "shapes", "types": "dist/index.d.ts" }',
      [`apps/chat/${ECHO}`]: echo("one")
        .replace('"one"', "word")
        .replace("import", 'import { word } from "words";\nimport type { Shape } from "shapes";\nimport')
        .concat("\nexport const shape: Shape = 1;\n"),
    });
    for (const name of ["words", "shapes"])
      await symlink(`../packages/${name}`, path.join(workspace.root, "node_modules", name));
    await using dev = startDev({ ...workspace, root: path.join(workspace.root, "apps/chat") });
    await dev.said(/build failed[^]*'words'[^]*\d errors? in/);
    await workspace.write({
      "packages/words/dist/types/index.d.ts": "export declare const word: string;",
    });
    // It has only its types. The folder that is named is the one that was seen first.
    await dev.said(/words\/dist\S* changed: build failed[^]*Could not resolve "words"/);
    await workspace.write({ "packages/words/dist/index.js": 'export const word = "words";' });
    await dev.said(/serving 1 route[^]*error\[TS\d+\][^]*'shapes'[^]*still serving, but/);
    expect(await answerOf(dev)).toBe("words: hi");
    await workspace.write({ "packages/shapes/dist/index.d.ts": "export type Shape = number;" });
    await dev.said(/no type errors/);
  },
);
