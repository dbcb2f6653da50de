// Tests `bunbox contract` and `bunbox check --against` as people and scripts use them.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { readdir, symlink } from "node:fs/promises";
import path from "node:path";
import { parse } from "yaml";
import { COMPILER_OPTIONS, createProject, bunboxAgain, type TestProject } from "../support/project.ts";
import { IN_FULL, TYPES_IN_CI } from "../support/sample.ts";

const ROOM = "app/ws/rooms/[room]/route.ts";
const MESSAGES = "app/ws/rooms/[room]/messages.ts";

/** What a route would do if it ran. */
const RUNS = 'import { writeFileSync } from "node:fs";\nwriteFileSync("ran.txt", "");\n';
const HANDLER = "export function onMessage() {}\n";

const FILES = {
  "package.json": '{ "name": "chat", "version": "1.2.3", "description": "A chat.", "type": "module" }',
  // Without the types of Bun, the program is read in half the time.
  "tsconfig.json": JSON.stringify({ compilerOptions: { ...COMPILER_OPTIONS, lib: ["es2022"], types: [] } }),
  "types/fs.d.ts":
    'declare module "node:fs" { export function writeFileSync(file: string, text: string): void; }',
  "types.d.ts": '/// <reference path="./types/fs.d.ts" />\n',
  [MESSAGES]: `/** A person in a room. */
export interface User {
  /** The name that others see. */
  name: string;
  friends: User[];
}

/** What a client says. */
export type Incoming = { say: string } | "ping";
export type Outgoing = { said: string; by: User } | Uint8Array;
`,
  [ROOM]: `${RUNS}export type * from "./messages.ts";\nexport const upgrade = () => true;\n${HANDLER}`,
  "app/ws/files/[...path]/route.ts": HANDLER,
  "app/ws/chat/route.ts": HANDLER,
};

let project: TestProject;
let contract = "";

beforeAll(async () => {
  project = await createProject(FILES);
  const { stdout, stderr, exitCode } = await project.bunbox(["contract"]);
  expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: 0 });
  contract = stdout;
  await project.write({ "contract.yaml": contract });
});

afterAll(() => project[Symbol.asyncDispose]());

function textOf(name: string): Promise<string> {
  return Bun.file(path.join(project.root, name)).text();
}

describe("bunbox contract", () => {
  test("describes routes, parameters, guards, messages and comments", () => {
    expect(parse(contract)).toMatchSnapshot();
  });

  test("writes references that lead somewhere, and the parameters of each address", () => {
    const document: unknown = parse(contract);
    const references: string[] = [];
    JSON.stringify(document, (key, value: unknown) => {
      if (key === "$ref") references.push(String(value));
      return value;
    });
    expect(references.length).toBeGreaterThan(5);
    const lost = references.filter((each) => at(document, each.slice("#/".length).split("/")) === undefined);
    expect(lost).toEqual([]);
    for (const channel of Object.values(Object(at(document, ["channels"])))) {
      const named = [...String(at(channel, ["address"])).matchAll(/\{([^}]*)\}/g)].map(
        ([, name = ""]) => name,
      );
      expect(Object.keys(Object(at(channel, ["parameters"])))).toEqual(named);
    }
  });

  test("runs no code of the routes, and writes nothing", () => {
    for (const name of ["ran.txt", "dist"]) expect(existsSync(path.join(project.root, name))).toBe(false);
  });

  test.if(IN_FULL)(
    "writes the same bytes elsewhere and under Bun, and the same document as JSON",
    async () => {
      await using other = await createProject(FILES);
      expect((await other.bunbox(["contract"], { runtime: "bun" })).stdout).toBe(contract);
      const { stdout } = await project.again(["contract", "--format", "json"]);
      expect(JSON.parse(stdout)).toEqual(parse(contract));
      expect(contract).not.toContain(path.dirname(project.root));
    },
  );

  test("prints the errors of a project on stderr, and no document", async () => {
    await using wrong = await createProject({
      ...FILES,
      "app/ws/chat/route.ts": `${HANDLER}export type Outgoing = { total: bigint };\n`,
    });
    const { exitCode, stdout, stderr } = await wrong.again(["contract"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toStartWith(
      "error[BBX5001]: `Outgoing.total` is a bigint, which JSON does not have\n --> app/ws/chat/route.ts:2:26\n",
    );
    await wrong.write({ "app/ws/chat/route.ts": "export function onmessage() {}\n" });
    const other = await wrong.again(["contract", "--no-typecheck"]);
    expect(other).toMatchObject({ exitCode: 1, stdout: "", stderr: expect.stringContaining("BBX2002") });
  });
});

describe("bunbox contract --outfile", () => {
  test("writes the document from the current folder, and --against finds it there", async () => {
    const from = path.dirname(project.root);
    const cwd = ["--cwd", path.basename(project.root)];
    const name = `${path.basename(project.root)}/written/contract.yaml`;
    const ran = await bunboxAgain(from, ["contract", ...cwd, "--outfile", name]);
    expect(ran).toEqual({ exitCode: 0, stderr: "", stdout: `Wrote ${name}\n` });
    expect(await textOf("written/contract.yaml")).toBe(contract);
    const checked = await bunboxAgain(from, ["check", ...cwd, "--against", name]);
    expect(checked).toMatchObject({ exitCode: 0 });
  });

  test("replaces an earlier document and an empty file, with JSON by its name", async () => {
    for (const before of [JSON.stringify({ "x-bunbox": 99 }), ""]) {
      await project.write({ "written/contract.json": before });
      const ran = await project.again(["contract", "--outfile", "written/contract.json"]);
      expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
      expect(JSON.parse(await textOf("written/contract.json"))).toEqual(parse(contract));
    }
    const named = ["contract", "--outfile", "written/contract.json", "--format", "yaml"];
    expect(await project.again(named)).toMatchObject({ exitCode: 0 });
    expect(await textOf("written/contract.json")).toBe(contract);
  });

  test("leaves every other file, a link and a folder as they are", async () => {
    const others = { "written/notes.yaml": "asyncapi: 3.1.0\nchannels: {}\n" };
    await project.write(others);
    await symlink("contract.yaml", path.join(project.root, "written/link.yaml"));
    for (const [name, reason] of [
      ["written/notes.yaml", "it exists, and was not written by bunbox"],
      ["written/link.yaml", "it is a link"],
      ["written", "it is a folder"],
    ] as const) {
      const { exitCode, stdout, stderr } = await project.again(["contract", "--outfile", name]);
      expect({ name, exitCode, stdout }).toEqual({ name, exitCode: 1, stdout: "" });
      expect(stderr).toContain(`error[BBX4002]: ${name} cannot be written`);
      expect(stderr).toContain(`note: ${reason}`);
    }
    for (const [name, text] of Object.entries(others)) expect(await textOf(name)).toBe(text);
    expect((await readdir(path.join(project.root, "written"))).toSorted()).toEqual([
      "contract.json",
      "contract.yaml",
      "link.yaml",
      "notes.yaml",
    ]);
  });

  test("leaves an earlier document as it was if the project has an error", async () => {
    await using wrong = await createProject({
      ...FILES,
      "contract.yaml": contract,
      "app/ws/chat/route.ts": `${HANDLER}export type Outgoing = { total: bigint };\n`,
    });
    const { exitCode, stdout, stderr } = await wrong.again(["contract", "--outfile", "contract.yaml"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("BBX5001");
    expect(await Bun.file(path.join(wrong.root, "contract.yaml")).text()).toBe(contract);
  });
});

describe("bunbox check --against", () => {
  test("reports nothing if nothing has changed", async () => {
    const report = await project.json([
      "check",
      "--against",
      path.join(project.root, "contract.yaml"),
      ...TYPES_IN_CI,
    ]);
    expect(report).toMatchObject({ exitCode: 0, diagnostics: [] });
  });

  test("reports each change at its place, in all formats", async () => {
    await using changed = await createProject({
      ...FILES,
      "contract.yaml": contract,
      [MESSAGES]: FILES[MESSAGES].replace("say: string", "say: number").replace("  name: string;\n", ""),
      "app/ws/files/[...path]/route.ts": "",
      "app/ws/files/[...names]/route.ts": HANDLER,
      "app/ws/chat/route.ts": "",
      "app/ws/talk/route.ts": HANDLER,
    });
    for (const folder of ["chat", "files/[...path]"])
      await Bun.file(path.join(changed.root, `app/ws/${folder}/route.ts`)).delete();
    const against = ["check", "--against", "contract.yaml"];
    const report = await changed.json(against);
    const line = contract.split("\n").indexOf("  wsChat:") + 1;
    expect(report.exitCode).toBe(1);
    expect(
      report.diagnostics.map((each) => [each.code, each.file, each.line, each.column, each.message]),
    ).toEqual([
      [
        "BBX5003",
        "app/ws/files/[...names]/route.ts",
        1,
        1,
        "The parameter `path` is now `names`: /ws/files/{path} has become /ws/files/{names}",
      ],
      ["BBX5004", MESSAGES, 8, 26, "`Incoming.say` no longer accepts `string`\nIt accepts `number` now."],
      ["BBX5005", MESSAGES, 9, 40, "`Outgoing.by.name` is gone, but earlier clients read it"],
      ["BBX5002", "contract.yaml", line, 3, "The route /ws/chat does not exist anymore"],
    ]);
    const show = async (format: string): Promise<string> =>
      (await changed.again([...against, "--no-typecheck", "--format", format])).stdout;
    expect(await show("pretty")).toContain(`--> contract.yaml:${line}:3\n`);
    // These formats have the same places.
    if (!IN_FULL) return;
    const [github, sarif] = await Promise.all(["github", "sarif"].map(show));
    expect(github).toContain(`file=contract.yaml,line=${line},`);
    expect(JSON.parse(sarif ?? "").runs[0].results.map((each: { ruleId: string }) => each.ruleId)).toContain(
      "BBX5002",
    );
  });

  const UNUSABLE: Readonly<Record<string, string>> = {
    "missing.yaml": "does not exist",
    app: "cannot be read: EISDIR: illegal operation on a directory, read",
    "types.d.ts": "is not an AsyncAPI 3 document",
  };

  test.each(Object.keys(UNUSABLE))("is one line and exit code 2 with %s", async (name) => {
    const { exitCode, stdout, stderr } = await project.again(["check", "--against", name, ...TYPES_IN_CI]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toBe(`bunbox check: --against ${name} ${UNUSABLE[name]}\n`);
  });

  test("reads the file from the current folder", async () => {
    const folder = path.dirname(project.root);
    const file = path.join(path.basename(project.root), "tsconfig.json");
    const { stderr } = await bunboxAgain(folder, ["check", "--cwd", project.root, "--against", file]);
    expect(stderr).toBe(`bunbox check: --against ${file} is not an AsyncAPI 3 document\n`);
  });
});

/** The value at some keys of a document. */
function at(value: unknown, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((inner, key) => Object(inner)[key], value);
}
