// Tests that files of the project run when they are imported, whatever package.json says of side effects.
import { expect, test } from "bun:test";
import { stat } from "node:fs/promises";
import path from "node:path";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";
import { TYPES_IN_CI } from "../../support/sample.ts";

const FILES = {
  "app/setup.ts": 'Reflect.set(globalThis, "ready", true);\nexport {};\n',
  "app/lib/guards.ts": 'export { allow } from "./allow.ts";\nReflect.set(globalThis, "registered", true);\n',
  "app/lib/allow.ts": "export const allow = true;\n",
  "app/ws/bare/route.ts": answering('Reflect.get(globalThis, "ready")', 'import "../../setup.ts";'),
  "app/ws/barrel/route.ts": answering(
    '[allow, Reflect.get(globalThis, "registered")]',
    'import { allow } from "../../lib/guards.ts";',
  ),
};

/** A package of which most is dropped, because its package.json says that nothing in it has side effects. */
const LARGE = {
  "node_modules/large/package.json":
    '{ "name": "large", "type": "module", "main": "index.js", "types": "index.d.ts", "sideEffects": false }',
  "node_modules/large/index.d.ts": "export const small: string;\n",
  "node_modules/large/index.js": 'export { small } from "./small.js";\nexport * from "./huge.js";\n',
  "node_modules/large/small.js": 'export const small = "small";\n',
  "node_modules/large/huge.js": `Reflect.set(globalThis, "huge", ${JSON.stringify("x".repeat(100_000))});\nexport const huge = 1;\n`,
};

for (const [title, sideEffects] of [
  ["false", false],
  ["a list that does not name them", ["./app/polyfill.ts"]],
] as const) {
  test(`sideEffects is ${title}: every file of the project that is imported runs`, async () => {
    await using project = await createProject({
      ...FILES,
      "package.json": JSON.stringify({ type: "module", sideEffects }),
    });
    expect(await project.json(["build", ...TYPES_IN_CI])).toMatchObject({ exitCode: 0, diagnostics: [] });
    const answers = await askSource(project, ["bare", "barrel"]);
    expect(answers).toEqual({ bare: "true", barrel: "true,true" });
    expect(await askAlone(project, ["bare", "barrel"])).toEqual(answers);
  });
}

test("a file that only re-exports is in the way of no other: what it leads to runs", async () => {
  await using project = await createProject({
    "package.json": '{ "type": "module", "sideEffects": false }',
    "app/lib/index.ts": 'export * from "./guards.ts";\n',
    "app/lib/guards.ts": FILES["app/lib/guards.ts"],
    "app/lib/allow.ts": FILES["app/lib/allow.ts"],
    "app/ws/t/route.ts": answering(
      '[allow, Reflect.get(globalThis, "registered")]',
      'import { allow } from "../../lib/index.ts";',
    ),
  });
  await project.build();
  expect(await askAlone(project, ["t"])).toEqual({ t: "true,true" });
});

test("a file of the project that only declares does not change how packages are bundled", async () => {
  const declaring = {
    "app/lib/only.ts":
      "export interface Only { a: number }\nexport type Or = Only | null;\nexport function unused() {}\nexport const none = 1, also = () => 2;\n",
    "app/ws/t/route.ts": answering(
      "small",
      'import { small } from "large";\nimport { none } from "../../lib/only.ts";\nexport type None = typeof none;',
    ),
  };
  await using project = await createProject({
    "package.json": '{ "type": "module", "sideEffects": false }',
    ...LARGE,
    ...declaring,
  });
  await project.build("--sourcemap", "none");
  expect((await stat(path.join(project.root, "dist/server.js"))).size).toBeLessThan(100_000);
});

test("a package of the workspace is the project's own", async () => {
  await using workspace = await createProject({
    "packages/guards/package.json":
      '{ "name": "guards", "type": "module", "main": "index.ts", "sideEffects": false }',
    "packages/guards/index.ts": 'Reflect.set(globalThis, "guarded", true);\nexport {};\n',
    "server/package.json": '{ "type": "module" }',
    "server/tsconfig.json": '{ "extends": "../tsconfig.json" }',
    "server/app/ws/t/route.ts": answering(
      'Reflect.get(globalThis, "guarded")',
      'import "../../../../packages/guards/index.ts";',
    ),
  });
  const ran = await workspace.bunbox(["build", "--cwd", "server"]);
  expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
  const server = { ...workspace, root: path.join(workspace.root, "server") };
  expect(await askAlone(server, ["t"])).toEqual({ t: "true" });
});

test("a package's own statement about its side effects is respected, and a bare import that it drops is a warning", async () => {
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    ...LARGE,
    "app/ws/t/route.ts": answering("small", 'import { small } from "large";'),
  });
  await project.build("--sourcemap", "none");
  expect((await stat(path.join(project.root, "dist/server.js"))).size).toBeLessThan(100_000);
  await project.write({ "app/ws/t/route.ts": answering("1", 'import "large";') });
  expect(await project.json(["build", ...TYPES_IN_CI])).toMatchObject({
    exitCode: 0,
    diagnostics: [{ code: "BBX4020", severity: "warning", file: "app/ws/t/route.ts", line: 3, column: 12 }],
  });
});
