// Tests that an import of a CommonJS module has the value that Bun gives, whichever module imports it.
import { expect, test } from "bun:test";
import path from "node:path";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";

/** CommonJS in its forms: what TypeScript and Babel make of `export default`, the same without a default, and by hand. */
const PACKAGES = {
  marked:
    'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = function () {}; exports.named = 1;',
  nameless: 'Object.defineProperty(exports, "__esModule", { value: true }); exports.named = 1;',
  plain: "exports.named = 1; exports.other = 2;",
  whole:
    'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = function () {}; exports.named = 1;',
};
/** In a package of this type, a default import is all of `module.exports`, whatever that has. */
const MANIFESTS: Readonly<Record<string, object>> = { whole: { type: "module", main: "index.cjs" } };
const mainOf = (name: string): object => ({ name, main: "index.js", ...MANIFESTS[name] });
const IMPORTERS = ["ts", "mts", "js", "mjs"];

const SHOWING =
  "const show = (value) => typeof value === 'object' ? '{' + Object.keys(value).filter((key) => key !== '__esModule').toSorted() + '}' : typeof value;";

function importer(name: string): string {
  return `
    import value, * as all from "${name}";
    import { default as again } from "${name}";
    import inPackage from "reader-of-${name}";
    import { handedOn } from "./hand-on.mjs";
    ${SHOWING}
    const late = await import("${name}");
    export const seen = [value, all, all.default, again, handedOn, late, late.default, require("${name}")].map(show).join(" ") + " " + inPackage;
  `;
}

for (const type of ["module", "commonjs"]) {
  test(`an import of CommonJS brings what it brings under bun run, from "type": "${type}"`, async () => {
    const names = Object.keys(PACKAGES).flatMap((name) =>
      IMPORTERS.map((extension) => `${name}-${extension}`),
    );
    await using project = await createProject({
      "package.json": JSON.stringify({ type }),
      ...Object.fromEntries(
        Object.entries(PACKAGES).flatMap(([name, text]) => [
          [`node_modules/${name}/package.json`, JSON.stringify(mainOf(name))],
          [`node_modules/${name}/index.${name === "whole" ? "cjs" : "js"}`, text],
          [
            `node_modules/reader-of-${name}/package.json`,
            JSON.stringify({ name: `reader-of-${name}`, type: "module", main: "index.js" }),
          ],
          [
            `node_modules/reader-of-${name}/index.js`,
            `import value from "${name}";\n${SHOWING}\nexport default show(value);\n`,
          ],
          [`app/lib/${name}/hand-on.mjs`, `export { default as handedOn } from "${name}";\n`],
          ...IMPORTERS.flatMap((extension) => [
            [`app/lib/${name}/seen-${extension}.${extension}`, importer(name)],
            [
              `app/ws/${name}-${extension}/route.ts`,
              answering("seen", `import { seen } from "../../lib/${name}/seen-${extension}.${extension}";`),
            ],
          ]),
        ]),
      ),
    });
    await project.build("--no-typecheck");
    const answers = await askSource(project, names);
    expect(answers["marked-ts"]).toBe(
      "function {default,named} function function function {default,named} function {default,named} function",
    );
    expect(answers["whole-ts"]).toBe(
      "{default,named} {default,named} {default,named} {default,named} {default,named} {default,named} {default,named} {default,named} {default,named}",
    );
    expect(await askAlone(project, names)).toEqual(answers);
    await project.build("--no-typecheck", "--minify");
    expect(await askAlone(project, names)).toEqual(answers);
  });
}

test("a package.json in the folder of a CommonJS file, or a named one above, says what its default import is", async () => {
  const marked = "exports.__esModule = true; exports.default = 3;\n";
  const files = [
    "a.cjs",
    "b.cts",
    "commonjs/c.cjs",
    "nameless/d.cjs",
    "nameless/e.js",
    "nameless/below/f.cjs",
  ];
  const letters = [...files.map((file) => path.basename(file).charAt(0)), "again", "user.seen"];
  await using project = await createProject({
    "package.json": '{ "name": "project", "type": "module" }',
    ...Object.fromEntries(files.map((file) => [`app/lib/${file}`, marked])),
    "app/lib/commonjs/package.json": '{ "type": "commonjs" }',
    "app/lib/nameless/package.json": '{ "private": true }',
    "app/lib/again.cjs": 'module.exports = require("./commonjs/c.cjs");\n',
    "app/lib/user.cjs":
      "exports.__toESM = (require) => require(); exports.seen = exports.__toESM(() => 4);\n",
    "app/ws/all/route.ts": answering(
      `[${letters.join()}].map((value) => typeof value).join()`,
      [
        ...files.map((file) => `import ${path.basename(file).charAt(0)} from "../../lib/${file}";`),
        'import again from "../../lib/again.cjs";',
        'import * as user from "../../lib/user.cjs";',
      ].join("\n"),
    ),
  });
  const answers = await askSource(project, ["all"]);
  expect(answers).toEqual({ all: "object,object,number,number,number,object,object,number" });
  for (const flags of [[], ["--minify"]]) {
    await project.build("--no-typecheck", ...flags);
    expect(await askAlone(project, ["all"])).toEqual(answers);
  }
});

test("packages that Bun has itself are Bun's, installed or not", async () => {
  const shown =
    "const show = (value: object) => Object.keys(value).filter((name) => name !== '__esModule').toSorted().join();";
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(
      ["ws", "node-fetch"].flatMap((name) => [
        [`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" })],
        [`node_modules/${name}/index.js`, 'module.exports = { package: "of npm" };\n'],
      ]),
    ),
    "node_modules/ws/lib/sender.js": 'module.exports = "the package\'s own";\n',
    "node_modules/user/package.json": '{ "name": "user", "main": "index.js" }',
    "node_modules/user/index.js":
      'exports.own = Object.keys(require("ws")).length + require("ws/lib/sender.js");\n',
    "app/ws/ws/route.ts": answering("show(all)", `import * as all from "ws";\n${shown}`),
    "app/ws/fetch/route.ts": answering("show(all)", `import * as all from "node-fetch";\n${shown}`),
    "app/ws/undici/route.ts": answering("show(all)", `import * as all from "undici";\n${shown}`),
    "app/ws/inner/route.ts": answering("own", 'import { own } from "user";'),
  });
  await project.build("--no-typecheck");
  const names = ["ws", "fetch", "undici", "inner"];
  expect(await askAlone(project, names)).toEqual(await askSource(project, names));
});

test("a require of an ES module brings what it exports as module.exports", async () => {
  const MODULES = {
    called: 'function call() { return "called"; }\nexport { call as "module.exports" };\nexport default 1;',
    held: 'export const named = 1;\nconst all = { held: true };\nexport { all as "module.exports" };',
    handed: 'export { "module.exports" } from "called";',
    plain: "export const named = 1;\nexport default 2;",
  };
  const names = Object.keys(MODULES);
  await using project = await createProject({
    ...Object.fromEntries(
      Object.entries(MODULES).flatMap(([name, text]) => [
        [`node_modules/${name}/package.json`, JSON.stringify({ name, type: "module", main: "index.js" })],
        [`node_modules/${name}/index.js`, text],
      ]),
    ),
    "node_modules/reader/package.json": '{ "name": "reader", "main": "index.js" }',
    "node_modules/reader/index.js": `
      const show = (value) => typeof value === "function" ? value() : Object.keys(value).toSorted().join();
      module.exports = [${names.map((name) => `show(require("${name}"))`).join(", ")}].join(" | ");
    `,
    "app/ws/seen/route.ts": answering("seen", 'import seen from "reader";'),
  });
  const answers = await askSource(project, ["seen"]);
  expect(answers).toEqual({ seen: "called | held | called | default,named" });
  for (const flags of [[], ["--minify"]]) {
    await project.build("--no-typecheck", ...flags);
    expect(await askAlone(project, ["seen"])).toEqual(answers);
  }
});

// Each in a project of its own, because esbuild renames a package's helper only if it writes the same one itself.
test.concurrent.each(["older", "newer", "reader"])(
  "%s, bundled before, keeps its own helpers",
  async (name) => {
    const HELPERS = `
    var __toCommonJS = function (mod) { return Object.assign({ own: true }, mod); };
    var __toESM = (mod) => ({ default: mod, own: true });
    const all = { ...__toCommonJS({ held: "module.exports" }), ...__toESM(1) };
  `;
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "node_modules/older/package.json": '{ "name": "older", "main": "index.js" }',
      "node_modules/older/index.js": `${HELPERS} module.exports = all;`,
      "node_modules/newer/package.json": '{ "name": "newer", "type": "module", "main": "index.js" }',
      "node_modules/newer/index.js": `${HELPERS} export { all as "module.exports", all as default };`,
      "node_modules/reader/package.json": '{ "name": "reader", "main": "index.js" }',
      "node_modules/reader/index.js": 'exports.default = require("newer"); exports.__esModule = true;',
      "app/ws/seen/route.ts": answering("JSON.stringify(seen)", `import seen from "${name}";`),
    });
    const answers = await askSource(project, ["seen"]);
    expect(answers).toEqual({ seen: '{"own":true,"held":"module.exports","default":1}' });
    for (const flags of [[], ["--minify"]]) {
      await project.build("--no-typecheck", ...flags);
      expect(await askAlone(project, ["seen"])).toEqual(answers);
    }
  },
);

test("a bundle may have variables with the names that esbuild's helpers use", async () => {
  const NAMES = "mod, isNodeMode, target, to, from, except, desc, key, __defProp, __copyProps";
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "node_modules/default-of-two/package.json": '{ "name": "default-of-two", "main": "index.js" }',
    "node_modules/default-of-two/index.js":
      "exports.__esModule = true; exports.default = 1; exports.other = 2;",
    "node_modules/value/package.json": '{ "name": "value", "type": "module", "main": "index.js" }',
    "node_modules/value/index.js": 'export { text as "module.exports" }; const text = "a value";',
    "node_modules/reader/package.json": '{ "name": "reader", "main": "index.js" }',
    "node_modules/reader/index.js": 'module.exports = [require("value"), eval("1")];',
    "app/ws/seen/route.ts": answering(
      "JSON.stringify([one, reader, held()])",
      `import one from "default-of-two";\nimport reader from "reader";\nimport { held } from "../../lib/held.js";`,
    ),
    "app/lib/held.js": `let ${NAMES};\nexport function held() { mod = 1; return [${NAMES}].length; }`,
  });
  const answers = await askSource(project, ["seen"]);
  expect(answers).toEqual({ seen: '[1,["a value",1],10]' });
  for (const flags of [[], ["--minify"]]) {
    await project.build("--no-typecheck", ...flags);
    expect(await askAlone(project, ["seen"])).toEqual(answers);
  }
});
