// Tests that TypeScript finds every wrong type of a guard, and of a route below it, at its token.
import { expect, test } from "bun:test";
import { createProject } from "../../support/project.ts";
import { shown } from "./verdicts/judged.ts";
import { guardTable } from "./verdicts/tables.ts";

test("guards, and the routes below them, have the types that TypeScript allows", async () => {
  const { files, mistakes } = guardTable();
  await using project = await createProject(files);
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics.map(shown).toSorted()).toEqual(mistakes.toSorted());
});
