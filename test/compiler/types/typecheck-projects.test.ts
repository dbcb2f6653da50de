// What the type check says of whole projects: which errors concern the routes, and what happens when it cannot check.
import { describe, expect, test } from "bun:test";
import { readFile, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { openTypes, UNCHECKED } from "../../../compiler/types/typecheck.ts";
import { checkTypes, FOREVER, projectOf, shownErrors, shownMisfit } from "./check-types.ts";
import { createProject, REPOSITORY } from "../../support/project.ts";

const WRONG = "export function onMessage(ws: unknown, message: string) {}\n";
const RIGHT = "export function onMessage(ws: unknown) {}\n";

function tsconfig(compilerOptions: object, more: object = {}): string {
  const own = {
    strict: true,
    target: "esnext",
    lib: ["esnext"],
    module: "preserve",
    types: ["bun"],
    noEmit: true,
    skipLibCheck: true,
  };
  return JSON.stringify({ compilerOptions: { ...own, ...compilerOptions }, ...more });
}

describe("without a question", () => {
  const broken = {
    timeout: 60,
    typescript: { version: "7.0.0", command: "/nowhere/tsc", args: [], until: FOREVER },
    shown: Promise.resolve(null),
  };

  test("nothing is started if the check is left out, or if there is no route", async () => {
    await using project = await createProject({ "app/ws/a/route.ts": WRONG });
    expect(await checkTypes(project, { types: null })).toEqual({ value: UNCHECKED, diagnostics: [] });
    await rm(path.join(project.root, "app/ws/a"), { recursive: true });
    expect(await checkTypes(project, { types: broken })).toEqual({ value: UNCHECKED, diagnostics: [] });
  });

  test("the reason is reported", async () => {
    await using project = await createProject({ "app/ws/a/route.ts": WRONG });
    const none = await checkTypes(project, { types: { ...broken, typescript: null } });
    expect(none.value.misfits).toEqual([]);
    expect(none.diagnostics).toMatchObject([{ code: "BBX4003", reason: "TypeScript is not installed" }]);
    const failing = await checkTypes(project, { types: broken });
    expect(failing.diagnostics).toMatchObject([{ code: "BBX4003" }]);
    expect(failing.diagnostics[0]?.reason).toMatch(/ended with 127: .*\/nowhere\/tsc: not found/);
  });
});

describe("a syntax error in a file that nothing reaches", () => {
  test("does not hide the errors of the fallback and of the configuration", async () => {
    await using project = await createProject({
      "app/ws/a/route.ts": RIGHT,
      "app/pages.ts": "export default (req: Request, server: number) => new Response();\n",
      "bunbox.config.ts":
        'const port: string = 3000;\nexport default { fallback: "app/pages.ts", port: Number(port) };\n',
      "scratch.ts": "export const x = ;\n",
    });
    const { diagnostics } = await project.json(["check"]);
    expect(diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
      "BBX2020 app/pages.ts:1",
      "TS2322 bunbox.config.ts:1",
    ]);
  });
});

describe("the tsconfig", () => {
  test("is used", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ noUnusedParameters: true }),
      "app/ws/a/route.ts": RIGHT,
    });
    expect(shownErrors(await checkTypes(project))).toEqual(["TS6133 app/ws/a/route.ts:1:27"]);
  });

  test("stops the check if it cannot be read", async () => {
    await using project = await createProject({
      "tsconfig.json": '{ "extends": "./missing.json" }',
      "app/ws/a/route.ts": WRONG,
    });
    await symlink(
      path.join(REPOSITORY, "node_modules/typescript-5.9"),
      path.join(project.root, "node_modules/typescript"),
    );
    const checked = await checkTypes(project);
    expect(shownErrors(checked)).toEqual(["TS5083"]);
    expect(checked.value.misfits).toEqual([]);
    expect(checked.diagnostics[0]).not.toHaveProperty("reason");
  });

  test("may extend a path below a file, or a circular link: that is TypeScript's error", async () => {
    await using project = await createProject({ "app/ws/a/route.ts": RIGHT, "package.json": "{}" });
    await symlink("circle", path.join(project.root, "circle"));
    for (const base of ["./package.json/base", "./circle"]) {
      await project.write({
        "tsconfig.json": JSON.stringify({ extends: base, compilerOptions: { skipLibCheck: true } }),
      });
      const { diagnostics } = await project.json(["check"]);
      expect(diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
        "TS6053 tsconfig.json:1",
      ]);
    }
  });

  test("need not be strict: parameters are compared anyway, and a warning says what is not seen", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ strict: false }),
      "app/ws/a/route.ts": WRONG,
      "app/ws/b/route.ts":
        "export function upgrade() { return { dta: 1 }; }\nexport const onOpen = function* () {};\n",
      "app/ws/c/route.ts": "export const onMessage = function* (ws: unknown, message: string) {};\n",
      "app/pages.ts": "export default 3;\n",
    });
    const checked = await checkTypes(project, { fallback: "app/pages.ts" });
    expect(checked.value.misfits.map(shownMisfit).toSorted()).toEqual([
      "a onMessage parameter 1",
      "app fallback whole",
      "b onOpen generator",
      "b upgrade keys",
      "c onMessage generator",
      "c onMessage parameter 1",
    ]);
    expect(shownErrors(checked)).toEqual(["BBX4004 tsconfig.json:1:1"]);
    await project.write({ "tsconfig.json": tsconfig({ strictFunctionTypes: false }) });
    const half = await checkTypes(project);
    expect(half.value.misfits.map(shownMisfit)).toContain("a onMessage parameter 1");
    expect(shownErrors(half)).toEqual([]);
  });

  test("need not be there", async () => {
    await using project = await createProject({ "app/ws/a/route.ts": WRONG });
    await rm(path.join(project.root, "tsconfig.json"));
    const checked = await checkTypes(project);
    expect(checked.value.misfits.map(shownMisfit)).toEqual(["a onMessage parameter 1"]);
    expect(checked.diagnostics).toEqual([]);
  });
});

describe("a syntax error", () => {
  test("does not hide what else is wrong", async () => {
    await using project = await createProject({
      "app/ws/a/route.ts": `${RIGHT}export const onmessage = ;\n`,
      "app/ws/b/route.ts": `import "../a/route.ts";\n${WRONG}`,
      "app/ws/c/route.ts": `${WRONG}export const onmessage = 3;\n`,
    });
    const checked = await checkTypes(project, {
      near: { a: ["onmessage"], c: ["onmessage"] },
      graph: { broken: new Set(["app/ws/a/route.ts", "app/ws/b/route.ts"]) },
    });
    expect(shownErrors(checked)).toEqual(["TS1109 app/ws/a/route.ts:2:26"]);
    expect(checked.value.misfits.map(shownMisfit)).toEqual(["c onMessage parameter 1"]);
    expect([...checked.value.known]).toEqual([["app/ws/c/route.ts", new Set(["onMessage"])]]);
    expect([...checked.value.uncallable]).toEqual([["app/ws/c/route.ts", new Set(["onmessage"])]]);
  });

  test("in a guarded route, or in a guard, leaves out the routes that have it", async () => {
    await using project = await createProject({
      "app/ws/a/_guard.ts": "export const guard = () => true;\n",
      "app/ws/a/route.ts": `${RIGHT}export const x = ;\n`,
      "app/ws/b/_guard.ts": "export const guard = ;\n",
      "app/ws/b/route.ts": WRONG,
      "app/ws/c/_guard.ts": "export const guard = () => true;\n",
      "app/ws/c/route.ts": WRONG,
    });
    const checked = await checkTypes(project);
    expect(shownErrors(checked)).toEqual(["TS1109 app/ws/a/route.ts:2:18", "TS1109 app/ws/b/_guard.ts:1:22"]);
    expect(checked.value.misfits.map(shownMisfit)).toEqual(["c onMessage parameter 1"]);
  });

  test("may be in every route, and TypeScript is not asked again for none", async () => {
    await using project = await createProject({ "app/ws/a/route.ts": "export const onOpen = ;\n" });
    const runs = path.join(project.root, "runs");
    const types = openTypes(projectOf(project));
    if (types.typescript === null) throw new Error("bunbox has no TypeScript");
    const { command, args } = types.typescript;
    const counting = ["-c", `echo run >> ${runs}; exec "$0" "$@"`, command, ...args];
    const checked = await checkTypes(project, {
      types: { ...types, typescript: { ...types.typescript, command: "sh", args: counting } },
    });
    expect(shownErrors(checked)).toEqual(["TS1109 app/ws/a/route.ts:1:23"]);
    expect(checked.value.known.size).toBe(0);
    expect(await readFile(runs, "utf8")).toBe("run\n");
  });

  test("is not what any other error is: one mistake is reported once", async () => {
    await using project = await createProject({
      // TypeScript has a number like that of a syntax error for it.
      "app/ws/a/route.ts": `${RIGHT}export function helper() { await 1; }\n`,
      "app/ws/b/route.ts": `${WRONG}export const limit: number = "many";\n`,
      "app/ws/c/route.ts": `${RIGHT}export const limit: number = "many";\n`,
      "app/ws/d/route.ts": WRONG,
    });
    const checked = await checkTypes(project);
    expect(shownErrors(checked)).toEqual([
      "TS1308 app/ws/a/route.ts:2:28",
      "TS2322 app/ws/b/route.ts:2:14",
      "TS2322 app/ws/c/route.ts:2:14",
    ]);
    expect(checked.value.misfits.map(shownMisfit)).toEqual([
      "b onMessage parameter 1",
      "d onMessage parameter 1",
    ]);
  });
});

describe("an error", () => {
  test("concerns the routes only if they reach its file, be it for a type alone", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({}, { include: ["app"] }),
      "app/unreached.ts": 'export const limit: number = "many";\n',
      "app/types.ts": 'export type Word = string;\nexport const limit: number = "many";\n',
      "app/value.ts": 'export const word = "";\nexport const limit: number = "many";\n',
      "app/ws/a/route.ts": `import type { Word } from "../../types.ts";\nimport { word } from "../../value.ts";\nexport function onOpen() { return word satisfies Word; }\n`,
    });
    const reached = ["app/ws/a/route.ts", "app/value.ts"];
    expect(shownErrors(await checkTypes(project, { graph: { reached } })).toSorted()).toEqual([
      "TS2322 app/types.ts:2:14",
      "TS2322 app/value.ts:2:14",
    ]);
  });

  test("of the whole project has no place", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig({ types: ["bun", "nowhere"] }),
      "app/ws/a/route.ts": RIGHT,
    });
    expect(shownErrors(await checkTypes(project))).toEqual(["TS2688"]);
  });

  test("of the options is at their place, whatever the routes reach", async () => {
    await using project = await createProject({
      "tsconfig.json": `{\n  "include": ["app"],\n  "compilerOptions": { "target": "esnext", "module": "preserve", "lib": ["nowhere"], "skipLibCheck": true }\n}\n`,
      "app/unreached.ts": 'export const limit: number = "many";\n',
      "app/ws/a/route.ts": RIGHT,
    });
    expect(shownErrors(await checkTypes(project))).toEqual(["TS6046 tsconfig.json:3:74"]);
  });

  test("has TypeScript's reason, and a hint where bunbox knows the usual cause", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "commonjs" }',
      "tsconfig.json": tsconfig({ module: "nodenext", verbatimModuleSyntax: true }),
      "app/ws/a/route.ts": `${RIGHT}const g: (a: string) => void = (a: number) => {};\nvoid g;\n`,
      "app/ws/b/route.mts": [
        'import type {} from "nowhere";',
        'import type {} from "@ademattos/bunbox";',
        "export function onOpen() {}\n",
      ].join("\n"),
    });
    await rm(path.join(project.root, "node_modules/@ademattos"), { recursive: true });
    const { diagnostics } = await checkTypes(project);
    const shown = diagnostics.map(({ code, place, hint, reason }) => [code, place?.line, hint, reason]);
    const asModule = 'Set `"type": "module"` in package.json: the server is an ES module.';
    expect(shown).toEqual([
      ["TS1287", 1, asModule, undefined],
      [
        "TS2322",
        2,
        undefined,
        "Types of parameters 'a' and 'a' are incompatible.\n  Type 'string' is not assignable to type 'number'.",
      ],
      ["TS2307", 1, undefined, undefined],
      ["TS2307", 2, "Install it: `npm install --save-dev @ademattos/bunbox`.", undefined],
    ]);
  });
});

test("a route that is a link is checked as the file that it leads to", async () => {
  await using project = await createProject({
    "tsconfig.json": tsconfig({}, { include: ["app"] }),
    "lib/impl.ts": `import { word } from "./word.ts";\n${WRONG}console.log(word);\n`,
    "lib/word.ts": 'export const word = "";\n',
    "app/ws/b/route.ts": WRONG,
  });
  await project.write({ "app/ws/a/.keep": "" });
  await symlink("../../../lib/impl.ts", path.join(project.root, "app/ws/a/route.ts"));
  const checked = await checkTypes(project);
  expect(checked.value.misfits.map(shownMisfit).toSorted()).toEqual([
    "a onMessage parameter 1",
    "b onMessage parameter 1",
  ]);
  expect(checked.diagnostics).toEqual([]);
});
