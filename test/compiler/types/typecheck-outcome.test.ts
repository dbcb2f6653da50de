// What the type check says beside the misfits: about the tsconfig, the configuration, and the time that was over.
import { describe, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import path from "node:path";
import { openTypes, UNCHECKED } from "../../../compiler/types/typecheck.ts";
import { COMPILER_OPTIONS, createProject } from "../../support/project.ts";
import { checkTypes, projectOf, shownErrors, shownMisfit } from "./check-types.ts";

const RIGHT = "export function onMessage(ws: unknown) {}\n";
const WRONG = "export function onMessage(ws: unknown, message: string) {}\n";

function tsconfig(options: object, more: object = {}): string {
  return JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, ...options }, ...more });
}

describe("the tsconfig", () => {
  test("is named, and whether it is the nearest", async () => {
    await using project = await createProject({
      "app/ws/a/route.ts": RIGHT,
      "tsconfig.app.json": tsconfig({}, { include: ["app"] }),
    });
    expect((await checkTypes(project)).value.tsconfig).toEqual({ file: "tsconfig.json", isNearest: true });
    const references = [{ path: "./tsconfig.app.json" }];
    await project.write({ "tsconfig.json": JSON.stringify({ files: [], references }) });
    expect((await checkTypes(project)).value.tsconfig).toEqual({
      file: "tsconfig.app.json",
      isNearest: false,
    });
    await rm(path.join(project.root, "tsconfig.json"));
    expect((await checkTypes(project)).value.tsconfig).toBeNull();
  });

  test("says whether metadata of decorators is expected", async () => {
    await using project = await createProject({ "app/ws/a/route.ts": RIGHT });
    expect((await checkTypes(project)).value.metadata).toBe(false);
    const decorators = { experimentalDecorators: true, emitDecoratorMetadata: true };
    await project.write({ "tsconfig.json": tsconfig(decorators) });
    expect((await checkTypes(project)).value.metadata).toBe(true);
  });
});

test("the configuration is checked if it is the project's own TypeScript", async () => {
  const wrong = 'export const port: number = "many";\n';
  await using project = await createProject({
    "tsconfig.json": tsconfig({ checkJs: true }, { include: ["app"] }),
    "app/ws/a/route.ts": RIGHT,
    "bunbox.config.ts": wrong,
    "settings.mts": wrong,
    "settings.js": 'export let port = 3;\nport = "many";\n',
    "node_modules/shared/settings.ts": wrong,
  });
  const configuration = [
    "bunbox.config.ts",
    "settings.mts",
    "settings.js",
    "node_modules/shared/settings.ts",
  ];
  expect(shownErrors(await checkTypes(project, { configuration })).toSorted()).toEqual([
    "TS2322 bunbox.config.ts:1:14",
    "TS2322 settings.mts:1:14",
  ]);
});

test("a fallback with a syntax error does not hide what is wrong with a route", async () => {
  await using project = await createProject({
    "app/ws/a/route.ts": WRONG,
    "app/pages.ts": "export default ;\n",
  });
  const checked = await checkTypes(project, { fallback: "app/pages.ts" });
  expect(shownErrors(checked)).toEqual(["TS1109 app/pages.ts:1:16"]);
  expect(checked.value.misfits.map(shownMisfit)).toEqual(["a onMessage parameter 1"]);
});

for (const [timeout, words] of [
  [1, "1 second"],
  [2, "2 seconds"],
] as const) {
  test(`the time is over after ${words}, whatever TypeScript has said by then`, async () => {
    await using project = await createProject({ "app/ws/a/route.ts": WRONG });
    const { typescript, shown } = openTypes(projectOf(project));
    if (typescript === null) throw new Error("bunbox has no TypeScript");
    const types = { timeout, shown, typescript: { ...typescript, until: AbortSignal.abort() } };
    const { value, diagnostics } = await checkTypes(project, { types });
    expect(value).toEqual(UNCHECKED);
    expect(diagnostics.map(({ message }) => message)).toEqual([`TypeScript did not finish within ${words}`]);
  });
}
