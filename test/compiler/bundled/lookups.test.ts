// Tests that a module that loads others by name finds them as from source, or that a warning says that it does not.
import { expect, test } from "bun:test";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";
import { TYPES_IN_CI } from "../../support/sample.ts";

test("lookups that can be bundled answer as from source, without a diagnostic", async () => {
  const names = ["meta", "required", "main", "types"];
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/legacy.cjs":
      "exports.legacy = 'legacy'; exports.isMain = require.main === module; if (require.main === module) process.exit(7);\n",
    "app/locales/de.cjs": "module.exports = 'de';\n",
    "app/locales/en.cjs": "module.exports = 'en';\n",
    "app/ws/meta/route.ts": answering(
      "[legacy, dir]",
      'const { legacy } = import.meta.require("../../legacy.cjs");\nconst { dir } = import.meta.require("../../where.cjs");',
    ),
    "app/where.cjs": "exports.dir = typeof __dirname;\n",
    "app/ws/required/route.ts": answering(
      'locale("de") + locale("en")',
      "const locale = (name: string) => require(`../../locales/${name}.cjs`);",
    ),
    "app/ws/main/route.ts": answering(
      "[isMain, import.meta.main]",
      'import { isMain } from "../../legacy.cjs";',
    ),
    "app/ws/types/route.ts": answering(
      "[typeof require, typeof require.resolve, typeof import.meta.require]",
    ),
  });
  const { exitCode, diagnostics } = await project.json(["build", "--no-typecheck"]);
  expect({ exitCode, codes: diagnostics.map(({ code, file }) => `${code} ${file}`) }).toEqual({
    exitCode: 0,
    codes: [],
  });
  expect(await askAlone(project, names)).toEqual(await askSource(project, names));
});

test("a library's lookups are warnings at their place, once each", async () => {
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/lib/load.ts": `
      import { createRequire } from "node:module";
      const load = createRequire(import.meta.url);
      export const name: string = load("../../package.json").type;
      export const start = () => new Worker(new URL("./w.ts", import.meta.url));
      export const found = (id: string): unknown => require(id);
    `,
    "app/lib/w.ts": "postMessage(1);\n",
    "app/ws/t/route.ts": answering(
      "[name, start, found].length",
      'import { found, name, start } from "../../lib/load.ts";',
    ),
  });
  const { diagnostics } = await project.json(["check", ...TYPES_IN_CI]);
  expect(diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
    "BBX4021 app/lib/load.ts:4",
    "BBX4021 app/lib/load.ts:5",
    "BBX4021 app/lib/load.ts:6",
  ]);
});
