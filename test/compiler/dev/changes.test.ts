// Tests that `bunbox dev` sees every kind of change that a build would see.
import { expect, test } from "bun:test";
import path from "node:path";
import { apply } from "../changes/apply.ts";
import { CLIENT, PROJECT } from "../changes/project.ts";
import { CHANGES } from "../changes/table.ts";
import { startDev } from "../../support/dev.ts";
import { createProject, openProject } from "../../support/project.ts";
import { some } from "../../support/sample.ts";

// All of them take a minute; in CI none is left out.
for (const { what, edits, before = {}, types, sameTimes, noOther } of some(CHANGES, 12)) {
  // bunbox cannot see what the configuration reads through `fs`, and an output is not a source.
  if (noOther === true || before === CLIENT || "config/timeout.txt" in edits) continue;
  test.concurrent(`bunbox dev sees ${what}${types === true ? " (types)" : ""}`, async () => {
    await using place = await createProject({});
    const root = path.join(place.root, "project");
    await apply(root, { ...PROJECT, ...before });
    await using dev = startDev(openProject(root), {}, types === true ? [] : ["--no-typecheck"]);
    await dev.said(types === true ? /no type errors/ : /inspector/);
    dev.mark();
    await apply(root, edits, sameTimes);
    await dev.said(types === true ? /error\[/ : /changed: (?:.*reloaded|.*build failed)/);
    expect(dev.log()).not.toContain("bunbox crashed");
  });
}
