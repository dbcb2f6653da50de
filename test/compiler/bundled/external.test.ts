// Tests that packages that read files of their own are reported once, and work if the option `external` names them.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { answering, askAlone, askSource, startRegistry } from "../../support/as-from-source.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import { startServer } from "../../support/server.ts";

const manifest = (name: string, more = {}): string =>
  JSON.stringify({ name, version: "1.0.0", main: "index.js", types: "index.d.ts", ...more });
const TYPES = "export function words(): string | Promise<string>;\n";

/** Packages that look for something in each of the usual ways, by their name. */
const READERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "by-dirname": {
    "package.json": manifest("by-dirname"),
    "index.js": `
      const fs = require("node:fs"), path = require("node:path");
      exports.words = () => fs.readFileSync(path.join(__dirname, "words.txt"), "utf8").trim();
    `,
    "words.txt": "by dirname\n",
  },
  "by-url": {
    "package.json": manifest("by-url", { type: "module" }),
    "index.js": `
      import { readFileSync } from "node:fs";
      export const words = () => readFileSync(new URL("./data/words.txt", import.meta.url), "utf8").trim();
    `,
    "data/words.txt": "by url\n",
  },
  "by-resolve": {
    "package.json": manifest("by-resolve"),
    "index.js": `
      const fs = require("node:fs");
      exports.words = () => fs.readFileSync(require.resolve("./words.txt"), "utf8").trim();
    `,
    "words.txt": "by resolve\n",
  },
  "by-require": {
    "package.json": manifest("by-require", { type: "module", dependencies: { "by-dirname": "1" } }),
    "index.js": `
      import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      export const words = () => require("by-dirname").words() + require("./more.json").text;
    `,
    "more.json": '{ "text": " by require" }',
  },
  "by-import": {
    "package.json": manifest("by-import", { type: "module" }),
    "index.js": `
      const parts = ["./parts/", "one.js"];
      export const words = async () => (await import(parts.join("")).catch((error) => ({ one: error.code }))).one;
    `,
    "parts/one.js": 'export const one = "by import";\n',
  },
  // The tracer does not follow it, and Bun's conditions lead to it.
  "by-condition": {
    "package.json": manifest("by-condition", {
      exports: {
        ".": { types: "./index.d.ts", bun: "./bun.js", node: "./node.js", default: "./default.js" },
      },
    }),
    "bun.js": "exports.words = () => require(String.raw`./inline.js`).words + __dirname.slice(-12);\n",
    "inline.js": 'exports.words = "by condition ";\n',
    "node.js": 'exports.words = () => "node";\n',
    "default.js": 'exports.words = () => "default";\n',
  },
  "by-worker": {
    "package.json": manifest("by-worker", { type: "module" }),
    "index.js": `
      import { Worker } from "node:worker_threads";
      export const words = () => new Promise((resolve, reject) => {
        const worker = new Worker(new URL("./worker.js", import.meta.url));
        worker.once("message", (text) => { resolve(text); void worker.terminate(); });
        worker.once("error", (error) => resolve(error.constructor.name));
      });
    `,
    "worker.js": 'import { parentPort } from "node:worker_threads";\nparentPort.postMessage("by worker");\n',
  },
};

/** A project with a route per package. */
async function createReaders(names: readonly string[]): Promise<TestProject> {
  const files = Object.entries(READERS).flatMap(([name, each]) =>
    Object.entries({ ...each, "index.d.ts": TYPES }).map(([file, text]) => [
      `node_modules/${name}/${file}`,
      text,
    ]),
  );
  return createProject({
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(files),
    ...Object.fromEntries(
      names.map((name) => [
        `app/ws/${name}/route.ts`,
        answering("await words()", `import { words } from "${name}";`),
      ]),
    ),
  });
}

const config = (names: readonly string[]): string =>
  `export default { external: ${JSON.stringify(names)} };\n`;

describe("a package that looks for files beside its own", () => {
  test("is one warning, and works if `external` names it", async () => {
    const names = Object.keys(READERS);
    await using project = await createReaders(names);
    const { exitCode, diagnostics } = await project.json(["build"]);
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
    expect(await project.json(["build"])).toMatchObject({ exitCode: 0, diagnostics: [] });
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
    expect((await project.json(["build"])).diagnostics).toMatchObject([
      {
        code: "BBX4023",
        file: "app/ws/t/route.ts",
        message: "`inner`, which `outer` brings, looks for files beside its own, which are not in the output",
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
    expect(await project.json(["build"])).toMatchObject({ exitCode: 0, diagnostics: [] });
  });
});

describe("packages that `external` names", () => {
  test("are copied from a store of links, as pnpm has it, and from a workspace", async () => {
    await using project = await createReaders(["by-dirname", "by-require"]);
    const modules = path.join(project.root, "node_modules");
    for (const name of ["by-dirname", "by-require"]) {
      const store = path.join(modules, `.pnpm/${name}@1.0.0/node_modules`);
      await mkdir(store, { recursive: true });
      await rename(path.join(modules, name), path.join(store, name));
      await symlink(path.join(".pnpm", `${name}@1.0.0`, "node_modules", name), path.join(modules, name));
    }
    await symlink(
      "../../by-dirname@1.0.0/node_modules/by-dirname",
      path.join(modules, ".pnpm/by-require@1.0.0/node_modules/by-dirname"),
    );
    // A package of the workspace lies outside node_modules.
    await project.write({
      "packages/ours/package.json": manifest("@ours/words"),
      "packages/ours/index.d.ts": TYPES,
      "packages/ours/index.js":
        'exports.words = () => require("fs").readFileSync(__dirname + "/words.txt", "utf8");\n',
      "packages/ours/words.txt": "ours",
      "app/ws/ours/route.ts": answering("await words()", 'import { words } from "@ours/words";'),
      "bunbox.config.ts": config(["by-require", "by-dirname", "@ours/*"]),
    });
    await mkdir(path.join(modules, "@ours"));
    await symlink("../../packages/ours", path.join(modules, "@ours/words"));
    await project.build();
    const names = ["by-dirname", "by-require", "ours"];
    const answers = await askSource(project, names);
    await rm(path.join(project.root, "packages"), { recursive: true });
    expect(await askAlone(project, names)).toEqual(answers);
  });

  test("are copied from a node_modules that is a link to another folder", async () => {
    await using shared = await createReaders([]);
    await using project = await createReaders(["by-dirname", "by-require"]);
    const modules = path.join(project.root, "node_modules");
    await rm(modules, { recursive: true });
    await symlink(path.join(shared.root, "node_modules"), modules);
    await project.write({ "bunbox.config.ts": config(["by-dirname", "by-require"]) });
    await project.build();
    const answers = await askSource(project, ["by-dirname", "by-require"]);
    expect(await askAlone(project, ["by-dirname", "by-require"])).toEqual(answers);
  });

  test("replace what an earlier build has copied, are removed with the option, and touch no other folder", async () => {
    await using project = await createReaders(["by-dirname"]);
    const copies = path.join(project.root, "dist/node_modules");
    await project.write({ "bunbox.config.ts": config(["by-dirname", "by-url"]) });
    await project.build();
    expect((await readdir(copies)).toSorted()).toEqual([".bunbox", "by-dirname", "by-url"]);
    await project.write({ "bunbox.config.ts": config(["by-dirname"]) });
    await project.build();
    expect((await readdir(copies)).toSorted()).toEqual([".bunbox", "by-dirname"]);
    await project.write({ "bunbox.config.ts": config([]) });
    await project.build();
    expect(await readdir(path.join(project.root, "dist"))).toEqual(["server.js"]);
    // Not written by bunbox.
    await project.write({
      "dist/node_modules/mine/index.js": "1\n",
      "bunbox.config.ts": config(["by-dirname"]),
    });
    const server = await readFile(path.join(project.root, "dist/server.js"), "utf8");
    const refused = await project.json(["build"]);
    expect(refused).toMatchObject({ exitCode: 1, diagnostics: [{ code: "BBX4002", severity: "error" }] });
    expect(await readdir(copies)).toEqual(["mine"]);
    expect(await readFile(path.join(project.root, "dist/server.js"), "utf8")).toBe(server);
    await project.write({ "bunbox.config.ts": config([]) });
    await project.build();
    expect(await readdir(copies)).toEqual(["mine"]);
    expect(
      (await readdir(path.join(project.root, ".bunbox"))).filter((name) => name !== ".gitignore"),
    ).toEqual([]);
  });

  test("stay where they are if the server lies beside them", async () => {
    await using project = await createReaders(["by-dirname"]);
    await project.write({
      "bunbox.config.ts": 'export default { external: ["by-dirname"], outfile: "server.js" };\n',
    });
    await project.build();
    expect(await readdir(path.join(project.root, "node_modules"))).not.toContain(".bunbox");
    await using server = await project.serve({}, "server.js");
    using client = await server.connect("/ws/by-dirname");
    client.send("go");
    expect(await client.text()).toBe("by dirname");
  });

  test("leave a package its own copy of one, of another version", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "bunbox.config.ts": config(["core", "@scope/*"]),
      ...Object.fromEntries(
        [
          ["core", "1"],
          ["old", 'require("core").version + require("@scope/part/lib.js").version'],
          ["old/node_modules/core", "2"],
          ["old/node_modules/@scope/part", "3"],
          ["@scope/part", "4"],
          ["new", 'require("core").version + require("@scope/part/lib.js").version'],
        ].flatMap(([name, value]) => [
          [`node_modules/${name}/package.json`, manifest(String(name))],
          [`node_modules/${name}/index.js`, `exports.version = ${value};\n`],
          [`node_modules/${name}/lib.js`, `exports.version = ${value};\n`],
        ]),
      ),
      "app/ws/t/route.ts": answering(
        "[core, older, newer]",
        'import { version as core } from "core"; import { version as older } from "old"; import { version as newer } from "new";',
      ),
    });
    await project.build("--no-typecheck");
    expect(await askAlone(project, ["t"])).toEqual({ t: "1,5,5" });
    expect(await askSource(project, ["t"])).toEqual({ t: "1,5,5" });
  });

  test("are a warning if they load what is in the output too, and share it once it is external", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "bunbox.config.ts": config(["plugin"]),
      "node_modules/core/package.json": manifest("core"),
      "node_modules/core/index.js": "exports.plugins = [];\n",
      "node_modules/plugin/package.json": manifest("plugin"),
      "node_modules/plugin/index.js": 'require("core").plugins.push("plugin");\nexports.loaded = true;\n',
      "node_modules/user/package.json": manifest("user"),
      "node_modules/user/index.js": 'exports.plugins = require("core").plugins;\n',
      "app/ws/t/route.ts": answering(
        "[plugins, loaded]",
        'import { loaded } from "plugin";\nimport { plugins } from "user";',
      ),
    });
    for (const command of ["build", "check"]) {
      expect(await project.json([command, "--no-typecheck"])).toMatchObject({
        exitCode: 0,
        diagnostics: [{ code: "BBX4029", severity: "warning", file: "app/ws/t/route.ts", line: 4 }],
      });
    }
    await project.write({ "bunbox.config.ts": config(["plugin", "core"]) });
    expect(await project.json(["build", "--no-typecheck"])).toMatchObject({ exitCode: 0, diagnostics: [] });
    expect(await askAlone(project, ["t"])).toEqual({ t: "plugin,true" });
    expect(await askSource(project, ["t"])).toEqual({ t: "plugin,true" });
  });

  test("are copied as a whole, and so are those that they bring", async () => {
    const reading = `
      const fs = require("node:fs"), path = require("node:path");
      const here = () => __dirname;
      const at = (...names) => path.join(here(), ...names);
      exports.read = (name) => fs.readFileSync(at(name), "utf8");
    `;
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "bunbox.config.ts": config(["outer"]),
      "node_modules/outer/package.json": manifest("outer"),
      "node_modules/outer/index.js": `${reading}exports.inner = require("inner").read;\n`,
      "node_modules/outer/lib.d.ts": "declarations",
      "node_modules/inner/package.json": manifest("inner"),
      "node_modules/inner/index.js": reading,
      "node_modules/inner/words.txt": "words",
      "app/ws/t/route.ts": answering(
        '[read("lib.d.ts"), inner("words.txt")]',
        'import { inner, read } from "outer";',
      ),
    });
    await project.build("--no-typecheck");
    expect(await askAlone(project, ["t"])).toEqual({ t: "declarations,words" });
  });

  // Linux has a file system in memory there.
  test.skipIf(!existsSync("/dev/shm"))("are copied to another file system", async () => {
    await using project = await createReaders(["by-dirname"]);
    const folder = await mkdtemp("/dev/shm/bunbox-");
    try {
      await project.write({ "bunbox.config.ts": config(["by-dirname"]) });
      // The second build replaces what the first one copied.
      for (let time = 1; time <= 2; time += 1) {
        const { exitCode } = await project.json(["build", "--outfile", path.join(folder, "server.js")]);
        expect([time, exitCode, (await readdir(folder)).toSorted()]).toEqual([
          time,
          0,
          ["node_modules", "server.js"],
        ]);
      }
      await using server = await startServer(path.join(folder, "server.js"), folder);
      using client = await server.connect("/ws/by-dirname");
      client.send("go");
      expect(await client.text()).toBe("by dirname");
      const left = (await readdir(path.join(project.root, ".bunbox"))).filter(
        (name) => name !== ".gitignore",
      );
      expect(left).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("and that are not installed are absent, as without the option", async () => {
    await using project = await createProject({
      "package.json": '{ "type": "module" }',
      "bunbox.config.ts": config(["optional-of-nobody"]),
      "app/ws/t/route.ts": answering(
        "found",
        'let found = ""; try { require("optional-of-nobody"); } catch (error) { found = Reflect.get(Object(error), "code"); }',
      ),
    });
    await project.build();
    using registry = startRegistry();
    expect(await askAlone(project, ["t"], registry.env)).toEqual({ t: "MODULE_NOT_FOUND" });
    expect(registry.asked).toEqual([]);
  });

  test("are names of packages", async () => {
    await using project = await createProject({ "app/ws/t/route.ts": answering("1") });
    for (const wrong of ['"pino"', '["./app"]', '["pino/file"]', '["*"]', "[1]", '[""]']) {
      await writeFile(
        path.join(project.root, "bunbox.config.ts"),
        `export default { external: ${wrong} };\n`,
      );
      const { diagnostics } = await project.json(["check", "--no-typecheck"]);
      expect([wrong, ...diagnostics.map(({ code }) => code)]).toEqual([wrong, "BBX3002"]);
    }
  });
});
