// Tests that a native add-on is found by the file that a specifier resolves to, not by how the specifier looks.
import { expect, test } from "bun:test";
import { answering, askAlone, askBuilt, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";
import { TYPES_IN_CI } from "../../support/sample.ts";

test("a module whose name ends like an add-on's is a module", async () => {
  const names = ["own", "package", "folder"];
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/lib/graph.node.ts": 'export const kind = "graph.node.ts";\n',
    "app/lib/tree.node/index.ts": 'export const kind = "tree.node/index.ts";\n',
    "node_modules/bot/package.json": '{ "name": "bot", "main": "types.node.js", "types": "index.d.ts" }',
    "node_modules/bot/index.d.ts": "export const kind: string;\n",
    "node_modules/bot/types.node.js": 'module.exports = require("./platform.node");\n',
    "node_modules/bot/platform.node.js": 'exports.kind = "platform.node.js";\n',
    "app/ws/own/route.ts": answering("kind", 'import { kind } from "../../lib/graph.node";'),
    "app/ws/package/route.ts": answering("kind", 'import { kind } from "bot";'),
    "app/ws/folder/route.ts": answering("kind", 'import { kind } from "../../lib/tree.node";'),
  });
  expect(await project.json(["build", ...TYPES_IN_CI])).toMatchObject({ exitCode: 0, diagnostics: [] });
  const answers = await askSource(project, names);
  expect(answers).toEqual({
    own: "graph.node.ts",
    package: "platform.node.js",
    folder: "tree.node/index.ts",
  });
  expect(await askAlone(project, names)).toEqual(answers);
});

test("an add-on that a package names in main or exports stays outside, and is loaded from there", async () => {
  const load =
    'exports.load = () => { try { return require("NAME").found; } catch (error) { return `${error.name} ${error.code}`; } };\n';
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "node_modules/hash/package.json": '{ "name": "hash", "main": "index.js", "types": "index.d.ts" }',
    "node_modules/hash/index.d.ts": "export function load(): string;\n",
    "node_modules/hash/index.js": load.replace("NAME", "hash-linux"),
    "node_modules/hash-linux/package.json": '{ "name": "hash-linux", "main": "hash.linux.node" }',
    "node_modules/hash-linux/hash.linux.node": "not an add-on",
    "node_modules/sum/package.json": '{ "name": "sum", "main": "index.js", "types": "index.d.ts" }',
    "node_modules/sum/index.d.ts": "export function load(): string;\n",
    "node_modules/sum/index.js": load.replace("NAME", "@sum/any"),
    "node_modules/@sum/any/package.json":
      '{ "name": "@sum/any", "exports": { ".": { "require": "./any.node" } } }',
    "node_modules/@sum/any/any.node": "not an add-on either",
    "app/ws/main/route.ts": answering("load()", 'import { load } from "hash";'),
    "app/ws/exports/route.ts": answering("load()", 'import { load } from "sum";'),
  });
  const { exitCode, diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
  expect(diagnostics.map(({ file, line }) => `${file}:${line}`)).toEqual([
    "app/ws/exports/route.ts:3",
    "app/ws/main/route.ts:3",
  ]);
  expect(
    diagnostics
      .map(({ code, message }) => `${code} ${message}`)
      .toSorted()
      .toReversed(),
  ).toEqual([
    expect.stringContaining("BBX4007 node_modules/hash-linux/hash.linux.node"),
    expect.stringContaining("BBX4007 node_modules/@sum/any/any.node"),
  ]);
  expect(exitCode).toBe(0);
  // The file that is found says that it is not one; the file that is not there is not looked for elsewhere.
  const beside = await askBuilt(project, ["main", "exports"]);
  expect(beside).toEqual(await askSource(project, ["main", "exports"]));
  expect(await askAlone(project, ["main", "exports"])).not.toEqual(beside);
});
