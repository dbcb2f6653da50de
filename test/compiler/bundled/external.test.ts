// Tests that the packages that the option `external` names are copied beside the server, and run as from source.
import { describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { answering, askAlone, askSource, startRegistry } from "../../support/as-from-source.ts";
import { createProject, openProject } from "../../support/project.ts";
import { TYPES_IN_CI } from "../../support/sample.ts";
import { startServer } from "../../support/server.ts";
import { config, createReaders, manifest, TYPES } from "./readers.ts";

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

  test("are found above the project, as in a workspace", async () => {
    await using workspace = await createReaders(["by-dirname"]);
    const files = ["package.json", "tsconfig.json", "app/ws/by-dirname/route.ts"];
    for (const file of files) {
      const text = await readFile(path.join(workspace.root, file), "utf8");
      await workspace.write({ [`packages/server/${file}`]: text });
    }
    await workspace.write({ "packages/server/bunbox.config.ts": config(["by-dirname"]) });
    const server = openProject(path.join(workspace.root, "packages/server"));
    await server.build("--no-typecheck");
    expect(await askAlone(server, ["by-dirname"])).toEqual({ "by-dirname": "by dirname" });
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
    const refused = await project.json(["build", ...TYPES_IN_CI]);
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
      "node_modules/outer/package.json": manifest("outer", {
        peerDependenciesMeta: { driver: { optional: true }, "driver-of-nobody": { optional: true } },
      }),
      "node_modules/driver/package.json": manifest("driver", { dependencies: { deeper: "1" } }),
      "node_modules/driver/index.js": "exports.open = (name) => require(name).opened;\n",
      "node_modules/deeper/package.json": manifest("deeper"),
      "node_modules/deeper/index.js": 'exports.opened = "opened";\n',
      "node_modules/outer/index.js": `${reading}exports.open = (name) => require(name).open("deeper");
        exports.inner = require("inner").read;\n`,
      "node_modules/outer/lib.d.ts": "declarations",
      "node_modules/inner/package.json": manifest("inner"),
      "node_modules/inner/index.js": reading,
      "node_modules/inner/words.txt": "words",
      "app/ws/t/route.ts": answering(
        '[read("lib.d.ts"), inner("words.txt"), open("driver")]',
        'import { inner, open, read } from "outer";',
      ),
    });
    await project.build("--no-typecheck");
    expect(await askAlone(project, ["t"])).toEqual({ t: "declarations,words,opened" });
  });

  // Linux has a file system in memory there.
  test.skipIf(!existsSync("/dev/shm"))("are copied to another file system", async () => {
    await using project = await createReaders(["by-dirname"]);
    const folder = await mkdtemp("/dev/shm/bunbox-");
    try {
      await project.write({ "bunbox.config.ts": config(["by-dirname"]) });
      // The second build replaces what the first one copied.
      for (let time = 1; time <= 2; time += 1) {
        const { exitCode } = await project.json([
          "build",
          "--outfile",
          path.join(folder, "server.js"),
          ...TYPES_IN_CI,
        ]);
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
