// Tests that every supported TypeScript compares handlers with the schema of their route, and marks mistakes at their token.
import { expect, test } from "bun:test";
import { createProject, installTypeScript, type JsonDiagnostic } from "../../support/project.ts";
import { IN_FULL } from "../../support/sample.ts";
import { installSchemas } from "../../support/schemas.ts";
import {
  IMPORTED_BY_SCHEMAS,
  OTHER_MODULE,
  RIGHT_SCHEMAS,
  SCHEMA_MODULE,
  WRONG_SCHEMAS,
} from "./verdicts/schemas.ts";

/** 7.0 is bunbox's own. The libraries' types need 5.9 at least. */
const VERSIONS: Readonly<Record<string, string | null>> = {
  ...(IN_FULL ? { "5.9": "typescript-5.9", "6.0": "typescript-6.0" } : {}),
  "7.0": null,
};

const ROUTES: Readonly<Record<string, string>> = {
  ...RIGHT_SCHEMAS,
  ...Object.fromEntries(Object.entries(WRONG_SCHEMAS).map(([folder, [, text]]) => [folder, text])),
};

test("at least forty routes are judged, half of them right", () => {
  expect(Object.keys(RIGHT_SCHEMAS).length).toBeGreaterThanOrEqual(20);
  expect(Object.keys(WRONG_SCHEMAS).length).toBeGreaterThanOrEqual(20);
});

for (const [version, installed] of Object.entries(VERSIONS)) {
  test(`routes with a schema, by TypeScript ${version}`, async () => {
    await using project = await createProject({
      "app/lib/schema.ts": SCHEMA_MODULE,
      "app/lib/other.ts": OTHER_MODULE,
      ...Object.fromEntries(
        Object.entries(ROUTES).map(([folder, text]) => [
          `app/ws/${folder}/route.ts`,
          `${IMPORTED_BY_SCHEMAS}${text.replaceAll(/[«»]/g, "")}\n`,
        ]),
      ),
    });
    await installSchemas(project);
    if (installed !== null) await installTypeScript(project, installed);
    const { diagnostics } = await project.json(["check"]);
    expect(diagnostics.map(shown).toSorted()).toEqual(expected());
  });
}

test("a schema that is written in JavaScript is right, although its version has the type `number`", async () => {
  await using project = await createProject({
    "app/ws/right/route.js":
      'export const incoming = { "~standard": { version: 1, vendor: "hand", validate: (value) => ({ value: String(value) }) } };\nexport function onMessage(ws, message) { ws.send(message); }\n',
    "app/ws/wrong/route.mjs":
      'export const incoming = { "~standard": { version: 1, vendor: "hand" } };\nexport function onMessage() {}\n',
  });
  const { diagnostics } = await project.json(["check"]);
  expect(diagnostics.map(shown)).toEqual(["app/ws/wrong/route.mjs:1:14 BBX2021"]);
});

/** Every wrong route once, at its marked token. */
function expected(): string[] {
  return Object.entries(WRONG_SCHEMAS)
    .map(([folder, [code, text]]) => {
      const before = `${IMPORTED_BY_SCHEMAS}${text}`.split("«")[0]?.split("\n") ?? [];
      return `app/ws/${folder}/route.ts:${before.length}:${(before.at(-1)?.length ?? 0) + 1} ${code}`;
    })
    .toSorted();
}

function shown({ file, line, column, code }: JsonDiagnostic): string {
  return `${file}:${line}:${column} ${code}`;
}
