// Tests that TypeScript compares handlers with the schema of their route, and marks mistakes at their token.
import { expect, test } from "bun:test";
import { createProject } from "../../support/project.ts";
import { installSchemas } from "../../support/schemas.ts";
import { shown } from "./verdicts/judged.ts";
import { RIGHT_SCHEMAS, WRONG_SCHEMAS } from "./verdicts/schemas.ts";
import { schemaTable } from "./verdicts/tables.ts";

test("at least forty routes are judged, half of them right", () => {
  expect(Object.keys(RIGHT_SCHEMAS).length).toBeGreaterThanOrEqual(20);
  expect(Object.keys(WRONG_SCHEMAS).length).toBeGreaterThanOrEqual(20);
});

test("routes with a schema have the verdicts of their table", async () => {
  const { files, mistakes } = schemaTable();
  await using project = await createProject(files);
  await installSchemas(project);
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics.map(shown).toSorted()).toEqual(mistakes.toSorted());
});

test("a schema that is written in JavaScript is right, although its version has the type `number`", async () => {
  await using project = await createProject({
    "app/ws/right/route.js":
      'export const incoming = { "~standard": { version: 1, vendor: "hand", validate: (value) => ({ value: String(value) }) } };\nexport function onMessage(ws, message) { ws.send(message); }\n',
    "app/ws/wrong/route.mjs":
      'export const incoming = { "~standard": { version: 1, vendor: "hand" } };\nexport function onMessage() {}\n',
  });
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics.map(shown)).toEqual(["app/ws/wrong/route.mjs:1:14-1:22 BBX2021"]);
});
