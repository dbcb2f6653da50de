// Tests that a package that is not installed at build time throws when the server runs, without a request to a registry.
import { describe, expect, test } from "bun:test";
import { answering, askAlone, askBuilt, askSource, startRegistry } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";
import { TYPES_IN_CI } from "../../support/sample.ts";

const TYPES = "export declare const found: () => unknown;\n";
const manifest = (name: string, more = {}): string =>
  JSON.stringify({ name, version: "1.0.0", main: "index.js", types: "index.d.ts", ...more });

/** An expression: the code of the error of a `require`. */
const ask = (specifier: string): string =>
  `(() => { try { return require(${specifier}); } catch (error) { return Reflect.get(Object(error), "code"); } })()`;

describe("an optional package that is not installed", () => {
  test("throws from the output itself, without a request to the registry", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "node_modules/sockets/package.json": manifest("sockets"),
      "node_modules/sockets/index.d.ts": TYPES,
      "node_modules/sockets/index.js": `
        let fast = "none";
        try { fast = require("bufferutil-of-nobody"); } catch (error) { fast = error.code; }
        try { require("./build/Release/fast"); } catch (error) { fast += " " + error.code; }
        exports.found = () => fast;
      `,
      // Its name is put together, so only the running program knows it.
      "node_modules/chooser/package.json": manifest("chooser"),
      "node_modules/chooser/index.d.ts": TYPES,
      "node_modules/chooser/index.js": `
        const load = (name) => { try { return require(name + "-of-nobody"); } catch (error) { return error.code; } };
        exports.found = () => [load("driver"), load("@scope/driver"), typeof require("node:" + "path").join, typeof require("f" + "s").stat].join(" ");
      `,
      "app/ws/required/route.ts": answering("found()", 'import { found } from "sockets";'),
      "app/ws/chosen/route.ts": answering("found()", 'import { found } from "chooser";'),
      "node_modules/resolver/package.json": manifest("resolver"),
      "node_modules/resolver/index.d.ts": TYPES,
      "node_modules/resolver/index.js": `
        exports.found = () => { try { return require.resolve("pretty-of-nobody"); } catch (error) { return error.code + " " + typeof require.resolve("fs"); } };
      `,
      "app/ws/resolved/route.ts": answering("found()", 'import { found } from "resolver";'),
      "app/ws/own/route.ts": answering(
        "await own()",
        `const own = async () => {
           try { require("telemetry-of-nobody"); } catch { return await import("sentry-of-nobody").catch((error) => error.code); }
         };`,
      ),
    });
    await project.build("--no-typecheck");
    using registry = startRegistry();
    const names = ["required", "chosen", "resolved", "own"];
    const answers = await askAlone(project, names, registry.env);
    expect(registry.asked).toEqual([]);
    expect(answers).toEqual({
      required: "MODULE_NOT_FOUND MODULE_NOT_FOUND",
      chosen: "MODULE_NOT_FOUND MODULE_NOT_FOUND function function",
      resolved: "MODULE_NOT_FOUND string",
      own: "ERR_MODULE_NOT_FOUND",
    });
    expect(await askSource(project, names)).toEqual(answers);
  });

  test("has any name, and is asked for by any file", async () => {
    const names = ["backslash", "control", "hash", "nothing", "foreign"];
    const specifiers = [
      '".\\\\build\\\\fast"',
      '"a\\nb\\u0007\\u200b"',
      '"#fast-of-nobody"',
      '""',
      '"søren/é😀"',
    ];
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      ...Object.fromEntries(
        names.map((name, index) => [`app/ws/${name}/route.ts`, answering(ask(specifiers[index] ?? ""))]),
      ),
      "node_modules/windows/package.json": manifest("windows"),
      "node_modules/windows/index.js": `exports.found = () => ${ask('".\\\\build\\\\fast"')};\n`,
      "app/ws/package/route.ts": answering("found()", 'import { found } from "windows";'),
      "app/lib/asked.ts": `export const found = ${ask('"queried-of-nobody"')};\n`,
      "app/ws/queried/route.ts": answering("found", 'import { found } from "../../lib/asked.ts?v=1#part";'),
      "app/ws/url/route.ts": answering(
        'Reflect.get(globalThis, "url")',
        `import "data:text/javascript,globalThis.url=${ask("'url-of-nobody'").replaceAll('"', "'")}";`,
      ),
    });
    const all = [...names, "package", "queried", "url"];
    const { exitCode } = await project.bunbox(["build", "--no-typecheck"]);
    expect(exitCode).toBe(0);
    using registry = startRegistry();
    const answers = await askAlone(project, all, registry.env);
    expect(registry.asked).toEqual([]);
    expect(answers).toEqual({
      ...Object.fromEntries(all.map((name) => [name, "MODULE_NOT_FOUND"])),
      nothing: "ERR_INVALID_ARG_VALUE",
    });
    expect(await askSource(project, ["nothing"])).toEqual({ nothing: "ERR_INVALID_ARG_VALUE" });
  });

  test("is found by a computed name if it lies beside the server or above", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "node_modules/chooser/package.json": manifest("chooser"),
      "node_modules/chooser/index.js":
        'exports.load = (name) => require(name).name + require.resolve(name).endsWith(name + "/index.js");\n',
      ...Object.fromEntries(
        ["plain", "@scope/part"].flatMap((name) => [
          [`node_modules/${name}/package.json`, manifest(name)],
          [`node_modules/${name}/index.js`, `exports.name = "${name}";\n`],
        ]),
      ),
      "app/ws/t/route.ts": answering(
        '[load("pl" + "ain"), load("@scope/" + "part")]',
        'import { load } from "chooser";',
      ),
    });
    await project.build("--no-typecheck");
    using registry = startRegistry();
    const answers = { t: "plaintrue,@scope/parttrue" };
    expect(await askSource(project, ["t"])).toEqual(answers);
    expect(await askBuilt(project, ["t"])).toEqual(answers);
    expect(registry.asked).toEqual([]);
  });

  test("is one warning per package if it is a peer or is loaded late", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "node_modules/queries/package.json": manifest("queries"),
      "node_modules/queries/index.d.ts": TYPES,
      "node_modules/queries/index.js": 'exports.found = () => require("./lib/dialects.js").one();\n',
      "node_modules/queries/lib/dialects.js": `
        exports.one = () => "one";
        exports.two = () => require("oracle-of-nobody");
        exports.three = class { driver() { return require("tedious-of-nobody/promise"); } };
        exports.four = () => import("lazy-of-nobody");
        if (process.platform === "of nobody") exports.five = require("native-of-nobody");
        try { exports.six = JSON.parse("{}"); } catch { exports.six = require("parser-of-nobody"); }
        exports.six ??= require("assigned-of-nobody");
        for (const each of []) exports[each] = require("each-of-nobody");
      `,
      "node_modules/peering/package.json": manifest("peering", {
        type: "module",
        peerDependencies: { "effects-of-nobody": "*" },
        peerDependenciesMeta: { "effects-of-nobody": { optional: true } },
        optionalDependencies: { "faster-of-nobody": "1" },
      }),
      "node_modules/peering/index.d.ts": TYPES,
      "node_modules/peering/index.js":
        'export const found = () => import("./adapter.js").catch((error) => error.code);\n',
      "node_modules/peering/adapter.js":
        'import effects from "effects-of-nobody";\nimport "faster-of-nobody";\nexport default effects;\n',
      "app/lib/db.ts": 'export { found } from "queries";\n',
      "app/ws/late/route.ts": answering("found()", 'import { found } from "../../lib/db.ts";'),
      "app/ws/peer/route.ts": answering("await found()", '\nimport { found } from "peering";'),
    });
    const { exitCode, diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
    expect(diagnostics).toMatchObject([
      {
        code: "BBX4022",
        severity: "warning",
        file: "app/lib/db.ts",
        line: 1,
        column: 23,
        message:
          "`queries` can load `assigned-of-nobody`, `each-of-nobody`, `lazy-of-nobody`, `native-of-nobody`, `oracle-of-nobody`, `parser-of-nobody`, `tedious-of-nobody/promise`, which are not installed",
      },
      {
        code: "BBX4022",
        file: "app/ws/peer/route.ts",
        line: 4,
        message: "`peering` can load `effects-of-nobody`, `faster-of-nobody`, which are not installed",
      },
    ]);
    expect(exitCode).toBe(0);
    using registry = startRegistry();
    expect(await askAlone(project, ["late", "peer"], registry.env)).toEqual({
      late: "one",
      peer: "ERR_MODULE_NOT_FOUND",
    });
    expect(registry.asked).toEqual([]);
  });

  test("is an error if the program cannot do without it", async () => {
    await using project = await createProject({
      "node_modules/needy/package.json": manifest("needy"),
      "node_modules/needy/index.d.ts": TYPES,
      "node_modules/needy/index.js": 'exports.found = require("base-of-nobody");\n',
      "app/ws/package/route.ts": answering("found()", 'import { found } from "needy";'),
      "app/ws/own/route.ts": answering("found()", 'const found = () => require("own-of-nobody");'),
      "node_modules/tested/package.json": manifest("tested"),
      "node_modules/tested/index.d.ts": TYPES,
      "node_modules/tested/index.js": 'if (require("test-of-nobody").found) exports.found = () => 1;\n',
      "app/ws/tested/route.ts": answering("found()", 'import { found } from "tested";'),
    });
    const { exitCode, diagnostics } = await project.json(["build", ...TYPES_IN_CI]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'BBX4001 Could not resolve "own-of-nobody"',
      'BBX4001 Could not resolve "base-of-nobody"',
      'BBX4001 Could not resolve "test-of-nobody"',
    ]);
    expect(exitCode).toBe(1);
  });
});
