// Tests that packages that read files of their own are reported once, and work if the option `external` names them.
import { describe, expect, test } from "bun:test";
import { answering, askAlone, askSource, startRegistry } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";
import { TYPES_IN_CI } from "../../support/sample.ts";
import { config, createReaders, manifest, READERS, TYPES } from "./readers.ts";

describe("a package that loads files from its own folder", () => {
  test("is one warning, and works if `external` names it", async () => {
    const names = Object.keys(READERS);
    await using project = await createReaders(names);
    const { exitCode, diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
    expect(exitCode).toBe(0);
    expect(diagnostics.map(({ code, file, line, hint }) => `${code} ${file}:${line} ${hint}`)).toEqual(
      names
        .toSorted()
        .map(
          (name) =>
            `BBX4023 app/ws/${name}/route.ts:3 Add \`external: ["${name}"]\` to bunbox.config.ts. The build then copies it beside the server.`,
        ),
    );
    await project.write({ "bunbox.config.ts": config(names) });
    expect(await project.json(["build", ...TYPES_IN_CI])).toMatchObject({ exitCode: 0, diagnostics: [] });
    const answers = await askSource(project, names);
    using registry = startRegistry();
    expect(await askAlone(project, names, registry.env)).toEqual(answers);
    expect(registry.asked).toEqual([]);
  });

  const SPELLINGS: Readonly<Record<string, string>> = {
    "a property by index": 'export const words = () => String(import.meta["url"]);',
    "a part of import.meta": "const { dirname } = import.meta;\nexport const words = () => dirname;",
    "import.meta with a comment in it": "export const words = () => import /* x */ . meta /* y */ . url;",
    "a worker by another name":
      'import { Worker as Thread } from "node:worker_threads";\nexport const words = () => new Thread("./w.js");',
    "an import() with a comment before its parenthesis":
      "export const words = (name) => import /* x */ (name);",
    "createRequire by another name":
      'import { createRequire as make } from "node:module";\nexport const words = () => make(import.meta.url)("./words.cjs");',
    "resolve by index": 'export const words = () => require["resolve"]("./words.txt");',
    "resolve by another name":
      'const { resolve } = require;\nexport const words = () => resolve("./words.txt");',
    "resolve of a sequence": 'export const words = () => (0, require).resolve("./words.txt");',
    "a computed require": "export const words = (name) => require(name);",
    "module.filename": "export const words = () => module.filename;",
    "module by a template": "export const words = () => module[`filename`];",
    "resolve by a template": "export const words = () => require[`resolve`]('./words.txt');",
    "a part of module": "const { paths } = module;\nexport const words = () => paths.join();",
    "a global with an escape in its name": "export const words = () => __dirn\\u0061me;",
  };
  test.each(Object.entries(SPELLINGS))("is found alone, by its spelling: %s", async (_what, text) => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "node_modules/lone/package.json": manifest("lone", { type: "module" }),
      "node_modules/lone/index.d.ts": TYPES,
      "node_modules/lone/index.js": `${text}\n`,
      "app/ws/t/route.ts": answering("await words()", 'import { words } from "lone";'),
    });
    const { diagnostics } = await project.json(["build", "--no-typecheck"]);
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([["BBX4023", "app/ws/t/route.ts"]]);
  });

  test("is named with the package that brings it", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "node_modules/outer/package.json": manifest("outer"),
      "node_modules/outer/index.d.ts": TYPES,
      "node_modules/outer/index.js": 'exports.words = require("inner").words;\n',
      "node_modules/outer/node_modules/inner/package.json": manifest("inner"),
      "node_modules/outer/node_modules/inner/index.js":
        'exports.words = () => require("fs").readFileSync(__dirname + "/words.txt", "utf8");\n',
      "node_modules/outer/node_modules/inner/words.txt": "inner",
      "app/ws/t/route.ts": answering("await words()", 'import { words } from "outer";'),
    });
    expect((await project.json(["build", ...TYPES_IN_CI])).diagnostics).toMatchObject([
      {
        code: "BBX4023",
        file: "app/ws/t/route.ts",
        message:
          "`inner`, which `outer` brings, loads files from its own folder, which are not in the output",
        hint: 'Add `external: ["outer"]` to bunbox.config.ts. The build then copies it beside the server.',
      },
    ]);
    await project.write({ "bunbox.config.ts": config(["outer"]) });
    await project.build();
    expect(await askAlone(project, ["t"])).toEqual({ t: "inner" });
  });

  test("is not a package that only asks for its own location, or requires modules of Node", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "node_modules/plain/package.json": manifest("plain", { type: "module" }),
      "node_modules/plain/index.d.ts": TYPES,
      "node_modules/plain/index.js": `
        import { createRequire } from "node:module";
        const require = createRequire(import.meta.url);
        const where = typeof __dirname === "undefined" ? "module" : "commonjs";
        export const words = () => require("node:path").basename("/a/" + where);
      `,
      "app/ws/t/route.ts": answering("await words()", 'import { words } from "plain";'),
    });
    expect(await project.json(["build", ...TYPES_IN_CI])).toMatchObject({ exitCode: 0, diagnostics: [] });
  });
});
