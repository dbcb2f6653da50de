// Tests that the conditions of a package's `exports` lead to the file that Bun runs.
import { expect, test } from "bun:test";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";

const CONDITIONS = [
  "bun",
  "node-addons",
  "node",
  "module-sync",
  "module",
  "production",
  "browser",
  "worker",
  "deno",
];

test("a package is what Bun makes of its conditions, imported and required", async () => {
  const names = CONDITIONS.flatMap((each) => [`imported-${each}`, `required-${each}`]);
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(
      CONDITIONS.flatMap((each) => [
        [
          `node_modules/pkg-${each}/package.json`,
          JSON.stringify({ name: `pkg-${each}`, exports: { [each]: "./own.js", default: "./other.js" } }),
        ],
        [`node_modules/pkg-${each}/own.js`, 'exports.file = "own";'],
        [`node_modules/pkg-${each}/other.js`, 'exports.file = "other";'],
        [`app/ws/imported-${each}/route.ts`, answering("file", `import { file } from "pkg-${each}";`)],
        [`app/ws/required-${each}/route.ts`, answering("file", `const { file } = require("pkg-${each}");`)],
      ]),
    ),
  });
  await project.build("--no-typecheck");
  const built = await askAlone(project, names);
  expect(built).toEqual(await askSource(project, names));
  expect(Object.keys(built)).toEqual(names);
});

test("what a condition leads to is copied with an external package", async () => {
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "bunbox.config.ts": 'export default { external: ["native"] };',
    "node_modules/native/package.json": JSON.stringify({
      name: "native",
      exports: { "node-addons": "./own.js", default: "./other.js" },
    }),
    "node_modules/native/own.js": 'exports.file = require("only-of-it").word;',
    "node_modules/native/other.js": 'exports.file = "other";',
    "node_modules/only-of-it/package.json": '{ "name": "only-of-it", "main": "index.js" }',
    "node_modules/only-of-it/index.js": 'exports.word = "own";',
    "app/ws/external/route.ts": answering("file", 'import { file } from "native";'),
  });
  await project.build("--no-typecheck");
  expect(await askAlone(project, ["external"])).toEqual({ external: "own" });
});
