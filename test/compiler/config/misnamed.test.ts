// Names that are meant as the configuration's, and names that look alike.
import { expect, test } from "bun:test";
import { misnamedConfigs } from "../../../compiler/config/misnamed.ts";
import { createProject } from "../../support/project.ts";

async function misnamedIn(
  files: readonly string[],
  config: string | null = null,
): Promise<readonly string[]> {
  await using project = await createProject(
    Object.fromEntries(files.map((file) => [file, "export default {};"])),
  );
  const { root } = project;
  return misnamedConfigs({ root, cache: root, run: "1", runtime: root }, config);
}

const WRONG = [
  ".bunboxrc",
  ".bunboxrc.json",
  "Bunbox.config.ts",
  "bunbox-config.ts",
  "bunbox.cfg.ts",
  "bunbox.conf.ts",
  "bunbox.confg.ts",
  "bunbox.config",
  "bunbox.config.cjs",
  "bunbox.config.cts",
  "bunbox.config.json",
  "bunbox.config.tsx",
  "bunbox.config.yaml",
  "bunbox.json",
  "bunbox.settings.ts",
  "bunbox.toml",
  "bunboxConfig.js",
  "bunxbox.config.ts",
  "config/bunbox.config.ts",
  "src/bunbox.config.mjs",
];

const RIGHT = [
  "bunbox.config.d.ts",
  "bunbox.config.example.ts",
  "bunbox.config.local.ts",
  "bunbox.config.md",
  "bunbox.config.test.ts",
  "bunbox.js",
  "bunbox.md",
  "bunbox.ts",
  "bunbox/bunbox.config.ts",
  "bunfig.toml",
  "config/bunbox.conf.ts",
  "lib/bunbox.config.ts",
  "vite.config.ts",
];

test("names that are meant as the configuration's are found, and others are not", async () => {
  expect((await misnamedIn([...WRONG, ...RIGHT])).toSorted()).toEqual(WRONG);
});

test("beside a configuration, it is not reported, and files in other folders are not", async () => {
  const files = ["bunbox.config.ts", "bunbox.config.js", "Bunbox.config.ts", "config/bunbox.config.ts"];
  expect(await misnamedIn(files, "bunbox.config.ts")).toEqual(["Bunbox.config.ts", "bunbox.config.js"]);
});

test("a configuration that the disk finds under a name in another case is not reported", async () => {
  expect(await misnamedIn(["Bunbox.config.ts"], "bunbox.config.ts")).toEqual([]);
});

test("a folder that cannot be listed has none", async () => {
  expect(await misnamedIn(["config"])).toEqual([]);
});

test.each([
  ["bunbox.conf.mjs", "bunbox.config.mjs", "Rename it to bunbox.config.mjs."],
  ["bunbox.conf.js", "bunbox.config.js", "Rename it to bunbox.config.js."],
  [
    "bunbox.config.cjs",
    "bunbox.config.ts",
    "Write its options into bunbox.config.ts: `export default defineConfig({ … })`.",
  ],
  ["bunbox.config.tsx", "bunbox.config.ts", "Rename it to bunbox.config.ts."],
  ["src/bunbox.config.ts", "bunbox.config.ts", "Move it to bunbox.config.ts, beside package.json."],
])("%s is a warning that says what to do", async (file, meant, hint) => {
  await using project = await createProject({
    [file]: "export default {};",
    "app/ws/route.ts": "export function onOpen() {}",
  });
  const { diagnostics } = await project.json(["check", "--no-typecheck"]);
  expect(diagnostics).toMatchObject([
    { code: "BBX3005", file, line: 1, message: `${file} is not read; the configuration is ${meant}`, hint },
  ]);
});

test.each([
  ["bunbox.ts", "export default { port: 4000 };", true],
  [
    "bunbox.mjs",
    'import { defineConfig } from "@ademattos/bunbox";\nconst own = { workers: 2 };\nexport default defineConfig(own);',
    true,
  ],
  ["bunbox.ts", "export default { start() {} };", false],
  ["bunbox.ts", "export default class {}", false],
  ["bunbox.ts", "export const port = 4000;", false],
  ["bunbox.ts", "export default {", false],
])("%s is a configuration if it exports options: %s", async (file, text, expected) => {
  await using project = await createProject({
    [file]: text,
    "app/ws/route.ts": "export function onOpen() {}",
  });
  const { diagnostics } = await project.json(["check", "--no-typecheck"]);
  const meant = `bunbox.config${file.slice("bunbox".length)}`;
  const message = `${file} is not read; the configuration is ${meant}`;
  const hint = `Rename it to ${meant}.`;
  expect(diagnostics).toMatchObject(expected ? [{ code: "BBX3005", file, message, hint }] : []);
});

test("beside a configuration, the options are to be moved, and mistakes in it are still reported", async () => {
  await using project = await createProject({
    "bunbox.json": "{}",
    "bunbox.config.ts": 'export default { port: "x" };',
    "app/ws/route.ts": "export function onOpen() {}",
  });
  const { diagnostics } = await project.json(["check", "--no-typecheck"]);
  expect(diagnostics.map(({ code, message, hint }) => [code, message, hint])).toEqual([
    ["BBX3002", expect.anything(), expect.anything()],
    [
      "BBX3005",
      "bunbox reads bunbox.config.ts, and not bunbox.json",
      "Move the options of bunbox.json to bunbox.config.ts, and remove bunbox.json.",
    ],
  ]);
});
