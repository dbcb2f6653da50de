// Tests that a build replaces what an earlier build wrote, and nothing else, whatever it is asked to write.
import { describe, expect, test } from "bun:test";
import { mkdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { createProject, REPOSITORY, type TestProject } from "../../support/project.ts";
import { some } from "../../support/sample.ts";

const SERVER = "dist/server.js";
const MAP = `${SERVER}.map`;
const MARK = "// Written by bunbox from the routes; changes are lost.";
const FIRST_VERSION = "// @bun\nconst require = import.meta.require;\n";
const FIRST_VERSION_MAP = '{"version":3,"sources":["../app/ws/route.ts"],"mappings":""}';
const CLIENT = "web/ws.gen.ts";

async function createChat(files: Readonly<Record<string, string>> = {}): Promise<TestProject> {
  return createProject({ "app/ws/route.ts": "export function onMessage() {}\n", ...files });
}

async function build(project: TestProject, ...args: readonly string[]): Promise<readonly string[]> {
  const { diagnostics } = await project.json(["build", "--no-typecheck", ...args]);
  return diagnostics.map(({ code, message }) => `${code} ${message.split("\n")[0]}`);
}

function read({ root }: TestProject, name: string): Promise<string> {
  return readFile(path.join(root, name), "utf8");
}

const FOREIGN: readonly (readonly [string, string])[] = [
  ["what `bun build` makes", '// @bun\n// app/main.ts\nconsole.log("mine");\n'],
  ["a file of one line", "// @bun"],
  ["an empty file", ""],
  ["the mark in another place", `// @bun\n\n${MARK}\n`],
  ["a source", 'import "./app.ts";\n'],
];

describe("the server", () => {
  test("has its mark below the line that Bun needs, and is replaced", async () => {
    await using project = await createChat();
    for (const args of [[], ["--minify"], ["--sourcemap", "linked"], []]) {
      expect(await build(project, ...args)).toEqual([]);
      expect(await read(project, SERVER)).toStartWith(`// @bun\n${MARK}\n`);
    }
  });

  test("replaces one of version 0.1, and one whose line ends git has changed", async () => {
    await using project = await createChat();
    for (const earlier of [FIRST_VERSION, `// @bun\r\n${MARK}\r\n`, FIRST_VERSION.replaceAll("\n", "\r\n")]) {
      await project.write({ [SERVER]: earlier });
      expect(await build(project)).toEqual([]);
      expect(await read(project, SERVER)).not.toBe(earlier);
    }
  });

  test.each(some(FOREIGN, 3))("replaces no other: %s", async (_what, text) => {
    await using project = await createChat({
      [SERVER]: text,
      "bunbox.config.ts": `export default { client: "${CLIENT}" };`,
    });
    expect(await build(project)).toEqual([`BBX4002 ${SERVER} cannot be written`]);
    expect(await read(project, SERVER)).toBe(text);
    expect(await Bun.file(path.join(project.root, CLIENT)).exists()).toBe(false);
  });

  test.each(["written.js", "nowhere"])(
    "is not written through a link, nor in its place: %s",
    async (target) => {
      await using project = await createChat();
      expect(await build(project, "--outfile", "dist/written.js")).toEqual([]);
      const written = await read(project, "dist/written.js");
      await symlink(target, path.join(project.root, SERVER));
      expect(await build(project, "--minify")).toEqual([`BBX4002 ${SERVER} cannot be written`]);
      expect(await readlink(path.join(project.root, SERVER))).toBe(target);
      expect(await read(project, "dist/written.js")).toBe(written);
    },
  );

  test("does not replace a pipe or a folder", async () => {
    await using project = await createChat();
    Bun.spawnSync(["mkfifo", path.join(project.root, "pipe.js")]);
    await mkdir(path.join(project.root, "folder.js"));
    for (const file of ["pipe.js", "folder.js"])
      expect(await build(project, "--outfile", file)).toEqual([`BBX4002 ${file} cannot be written`]);
    expect((await stat(path.join(project.root, "pipe.js"))).isFIFO()).toBe(true);
  });
});

describe("the linked source map", () => {
  test("has a mark, and is replaced", async () => {
    await using project = await createChat();
    for (let time = 0; time < 2; time += 1) {
      expect(await build(project, "--sourcemap", "linked")).toEqual([]);
      expect(JSON.parse(await read(project, MAP))).toMatchObject({ version: 3, x_written_by: "bunbox" });
    }
  });

  test("is removed by a build that writes none, because Bun would still apply it", async () => {
    await using project = await createChat();
    for (const kind of ["none", "inline"]) {
      expect(await build(project, "--sourcemap", "linked")).toEqual([]);
      expect(await build(project, "--sourcemap", kind)).toEqual([]);
      expect(await Bun.file(path.join(project.root, MAP)).exists()).toBe(false);
    }
  });

  test.each([
    ["of another tool", FIRST_VERSION_MAP],
    ["that is no map", "mine"],
    ["that is empty", ""],
  ])("replaces none %s", async (_what, text) => {
    await using project = await createChat({ [MAP]: text });
    expect(await build(project, "--sourcemap", "linked")).toEqual([`BBX4002 ${MAP} cannot be written`]);
    expect(await read(project, MAP)).toBe(text);
    expect(await Bun.file(path.join(project.root, SERVER)).exists()).toBe(false);
    expect(await build(project)).toEqual([]);
    expect(await read(project, MAP)).toBe(text);
  });

  test("replaces that of a server of version 0.1", async () => {
    await using project = await createChat({ [SERVER]: FIRST_VERSION, [MAP]: FIRST_VERSION_MAP });
    expect(await build(project, "--sourcemap", "linked")).toEqual([]);
    expect(JSON.parse(await read(project, MAP))).toMatchObject({ x_written_by: "bunbox" });
  });
});

describe("the typed client", () => {
  test.each([...FOREIGN.map(([, text]) => text), `// @bun\n${MARK}\n`])(
    "replaces no other: %j",
    async (text) => {
      await using project = await createChat({
        [CLIENT]: text,
        "bunbox.config.ts": `export default { client: "${CLIENT}" };`,
      });
      expect(await build(project)).toEqual([`BBX4002 ${CLIENT} cannot be written`]);
      expect(await read(project, CLIENT)).toBe(text);
      expect(await Bun.file(path.join(project.root, SERVER)).exists()).toBe(false);
    },
  );

  test("does not follow or replace a link", async () => {
    await using project = await createChat({ "bunbox.config.ts": `export default { client: "${CLIENT}" };` });
    expect(await build(project)).toEqual([]);
    const client = path.join(project.root, CLIENT);
    await rm(client);
    await writeFile(path.join(project.root, "elsewhere.ts"), `${MARK}\nexport {};\n`);
    await symlink("../elsewhere.ts", client);
    expect(await build(project)).toEqual([`BBX4002 ${CLIENT} cannot be written`]);
    expect(await read(project, "elsewhere.ts")).toBe(`${MARK}\nexport {};\n`);
  });
});

describe("a linter", () => {
  test("reports nothing in what a build writes, even if it does not know what git ignores", async () => {
    await using project = await createChat({ "bunbox.config.ts": `export default { client: "${CLIENT}" };` });
    expect(await build(project, "--sourcemap", "linked")).toEqual([]);
    const oxlint = (...targets: readonly string[]): string =>
      Bun.spawnSync(
        [
          path.join(REPOSITORY, "node_modules/.bin/oxlint"),
          "--no-ignore",
          "-D",
          "all",
          "-A",
          "unicorn/no-abusive-eslint-disable",
          "--format",
          "unix",
          ...targets,
        ],
        { cwd: project.root },
      ).stdout.toString();
    expect(oxlint("dist", ".bunbox", CLIENT)).not.toMatch(/server\.js:|ws\.gen\.ts:|\.bunbox\//);
    const ignored = ["lint", "format", "assist"]
      .map((check) => `// biome-ignore-all ${check}: generated\n`)
      .join("");
    for (const file of [SERVER, CLIENT])
      expect(await read(project, file)).toContain(`${MARK}\n/* eslint-disable */\n${ignored}`);
    // It would have: the same text without its head.
    await writeFile(
      path.join(project.root, "bare.js"),
      (await read(project, SERVER)).replace("/* eslint-disable */", ""),
    );
    expect(oxlint("bare.js")).toContain("bare.js:");
  });
});
