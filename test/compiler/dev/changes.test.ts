// Tests that `bunbox dev` sees every kind of change that a build would see, also once it is taken back.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { apply, keep } from "../changes/apply.ts";
import { CLIENT, type Edits } from "../changes/project.ts";
import { CHANGES, groupsOf } from "../changes/table.ts";
import { type RunningDev, startDev } from "../../support/dev.ts";
import { createProject, openProject, type TestProject } from "../../support/project.ts";
import { some } from "../../support/sample.ts";

// bunbox cannot see what the configuration reads through `fs`, and an output is not a source.
const SEEN = CHANGES.filter(
  ({ edits, before, noOther }) => noOther !== true && before !== CLIENT && !("config/timeout.txt" in edits),
);

/** A route whose load is seen: a server that has it was built from everything that was written before it. */
const fence = (number: number): Edits => ({
  "app/ws/fence/route.ts": `console.log("fence ${number}");\nexport function onOpen() {}\n`,
});

// All of them take half a minute; in CI none is left out.
for (const { name, files, types, changes } of groupsOf(some(SEEN, 12)))
  describe(name, () => {
    let place: TestProject;
    let root: string;
    let dev: RunningDev;
    let fences = 0;

    beforeAll(async () => {
      place = await createProject({});
      root = path.join(place.root, "project");
      await apply(root, { ...files, ...fence(0) });
      dev = startDev(openProject(root), {}, types ? [] : ["--no-typecheck"]);
      await dev.said(types ? /no type errors/ : /inspector/);
    });

    afterAll(async () => {
      await dev[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    });

    for (const { what, edits, sameTimes } of changes)
      test(`bunbox dev sees ${what}${types ? " (types)" : ""}`, async () => {
        const takeBack = await keep(root, edits);
        dev.mark();
        try {
          await apply(root, edits, sameTimes);
          // A server is only replaced by one with other code.
          await dev.said(types ? /error\[/ : /changed: (?:.*reloaded|.*build failed)/);
        } finally {
          dev.mark();
          await takeBack();
        }
        await apply(root, fence((fences += 1)));
        await dev.said(new RegExp(`fence ${fences}\n[^]*reloaded`));
        if (types) await dev.said(/no type errors/);
        expect(dev.log()).not.toContain("bunbox crashed");
      });
  });
