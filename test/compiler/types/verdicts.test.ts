// Tests that every supported TypeScript finds every mistake in wrong routes, at its token, and none in right ones.
import { describe, expect, test } from "bun:test";
import { createProject, installTypeScript } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";
import { installSchemas } from "../../support/schemas.ts";
import { shown } from "./verdicts/judged.ts";
import { RIGHT } from "./verdicts/right.ts";
import { allTables, handlerTable } from "./verdicts/tables.ts";
import { WRONG } from "./verdicts/wrong.ts";

// 7.0 is bunbox's own, which a project without one is checked with. The older ones take ten times as long, so they get
// all tables at once, and CI alone tries them.
const OLDER = IN_FULL ? ["5.4", "5.9", "6.0"] : [];

describe("verdicts", () => {
  test("are asked of at least 120 routes, half of them right", () => {
    expect(Object.keys(RIGHT).length).toBeGreaterThanOrEqual(60);
    expect(Object.keys(WRONG).length).toBeGreaterThanOrEqual(60);
  });

  test("of TypeScript 7.0, in the order of their files", async () => {
    const { files, mistakes } = handlerTable("7.0");
    await using project = await createProject(files);
    const { diagnostics } = await project.json(["check"]);
    expect(diagnostics.map(shown)).toEqual(mistakes.toSorted(byCodeUnit));
  });

  test.each(OLDER)(
    "of TypeScript %s, on handlers, guards, schemas and what is sent",
    async (version) => {
      const { files, mistakes } = allTables(version);
      await using project = await createProject(files);
      await installSchemas(project);
      await installTypeScript(project, `typescript-${version}`);
      const { diagnostics } = await project.json(["check"]);
      expect(diagnostics.map(shown).toSorted()).toEqual(mistakes.toSorted());
    },
    180_000,
  );
});

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}
