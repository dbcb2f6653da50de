// Tests the command as people and scripts use it: usage, exit codes and formats.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { COMMANDS } from "../../compiler/cli/commands.ts";
import { bunboxAgain, createProject, REPOSITORY, runBunbox } from "../support/project.ts";

const ROUTE =
  'import type { ServerWebSocket } from "@ademattos/bunbox";\nexport function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }\n';

describe("usage", () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [["biuld"], "bunbox: there is no command biuld; did you mean build?"],
    [["frobnicate"], "bunbox: there is no command frobnicate; see bunbox --help"],
    [["--cwd", "x"], "bunbox: there is no flag --cwd without a command; see bunbox --help"],
    [["build", "--minfy"], "bunbox build: there is no flag --minfy; did you mean --minify?"],
    [["build", "-x"], "bunbox build: there is no flag -x"],
    [["build", "--outfile"], "bunbox build: --outfile needs a value: --outfile FILE"],
    [["build", "--outfile="], "bunbox build: --outfile needs a value: --outfile FILE"],
    [["build", "--minify=yes"], "bunbox build: --minify takes no value"],
    [["build", "--format", "jsno"], 'bunbox build: --format cannot be "jsno": did you mean json?'],
    [
      ["build", "--sourcemap", "extern"],
      'bunbox build: --sourcemap cannot be "extern": one of inline, linked, none',
    ],
    [["check", "app"], 'bunbox check: unexpected argument "app"'],
    [["check", "--cwd", "no/such/folder"], "bunbox check: --cwd no/such/folder is not a folder"],
    [["check", "--cwd", "package.json"], "bunbox check: --cwd package.json is not a folder"],
    [["check", "--cwd", "package.json/x"], "bunbox check: --cwd package.json/x is not a folder"],
    [["constructor"], "bunbox: there is no command constructor; see bunbox --help"],
    [["build", "--__proto__"], "bunbox build: there is no flag --__proto__"],
  ];
  for (const [index, [args, line]] of wrong.entries()) {
    test(`bunbox ${args.join(" ")} is one line and exit 2`, async () => {
      const run = index === 0 ? runBunbox : bunboxAgain;
      expect(await run(REPOSITORY, args)).toEqual({ exitCode: 2, stdout: "", stderr: `${line}\n` });
    });
  }

  test("--help shows the commands, and the arguments and flags of each", async () => {
    const { stdout, exitCode, stderr } = await runBunbox(REPOSITORY, ["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
    for (const command of Object.keys(COMMANDS)) {
      const help = await bunboxAgain(REPOSITORY, [command, "--help"]);
      expect({ ...help, stdout: "" }).toEqual({ exitCode: 0, stdout: "", stderr: "" });
      expect(help.stdout).toMatchSnapshot();
    }
  });

  test("--version is the package's, under node and bun", async () => {
    const { version } = await Bun.file(path.join(REPOSITORY, "package.json")).json();
    for (const runtime of ["node", "bun"] as const) {
      expect((await runBunbox(REPOSITORY, ["--version"], { runtime })).stdout).toBe(`${version}\n`);
    }
  });
});

describe("explain", () => {
  test("prints an entry, and the line of docs/errors.md where it is", async () => {
    const { exitCode, stdout, stderr } = await runBunbox(REPOSITORY, ["explain", "bbx2010"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const [, file = "", line = ""] = /\nThis entry: (\S+):(\d+)\n$/.exec(stdout) ?? [];
    expect(file).toBe(path.join("docs", "errors.md"));
    const page = await Bun.file(path.join(REPOSITORY, file)).text();
    const [title = ""] = stdout.split("\n");
    expect(title).toStartWith("BBX2010: ");
    expect(page.split("\n")[Number(line) - 1]).toBe(`## ${title}`);
  });

  test("prints the absolute path of the page in another folder", async () => {
    await using project = await createProject({});
    const { stdout } = await project.again(["explain", "BBX1001"]);
    const [, file = ""] = /\nThis entry: (.+):\d+\n$/.exec(stdout) ?? [];
    expect(path.isAbsolute(file)).toBe(true);
    expect(await Bun.file(file).text()).toContain("## BBX1001: ");
  });

  test("knows the codes of TypeScript, and rejects a code that does not exist", async () => {
    expect((await bunboxAgain(REPOSITORY, ["explain", "TS2322"])).stdout).toContain("an error of TypeScript");
    for (const code of ["BBX9999", "BBX", "constructor"]) {
      expect(await bunboxAgain(REPOSITORY, ["explain", code])).toMatchObject({ exitCode: 2, stdout: "" });
    }
  });
});

describe("a report", () => {
  test("as JSON is one document with everything in it", async () => {
    await using project = await createProject({
      "app/ws/chat/route.ts": ROUTE,
      "app/ws/broken/route.ts": 'export const limit: number = "many";\nexport function onmessage() {}\n',
    });
    const report = await project.json(["build"]);
    expect({ ...report, durationMs: 0 }).toEqual({
      version: 1,
      exitCode: 1,
      durationMs: 0,
      routes: [
        { path: "/ws/broken", file: "app/ws/broken/route.ts", topic: "ws-broken", params: [], handlers: [] },
        {
          path: "/ws/chat",
          file: "app/ws/chat/route.ts",
          topic: "ws-chat",
          params: [],
          handlers: ["onMessage"],
        },
      ],
      diagnostics: [
        {
          code: "TS2322",
          severity: "error",
          message: "Type 'string' is not assignable to type 'number'",
          file: "app/ws/broken/route.ts",
          line: 1,
          column: 14,
          endLine: 1,
          endColumn: 19,
        },
        {
          code: "BBX2002",
          severity: "error",
          message: "`onmessage` is not a handler name, so it is never called",
          hint: "Did you mean `onMessage`?",
          file: "app/ws/broken/route.ts",
          line: 2,
          column: 17,
          endLine: 2,
          endColumn: 26,
        },
      ],
    });
  });

  test("of a build names its output and its size in bytes", async () => {
    await using project = await createProject({ "app/ws/chat/route.ts": ROUTE });
    const report = await project.json(["build", "--outfile", "out/live.mjs"]);
    const file = Bun.file(path.join(project.root, "out/live.mjs"));
    expect(report.output).toEqual({ file: "out/live.mjs", bytes: file.size });
    expect((await project.json(["check"])).output).toBeUndefined();
  });

  test("is colored by FORCE_COLOR, and never if NO_COLOR is set", async () => {
    await using project = await createProject({ "app/ws/chat/route.ts": ROUTE });
    for (const runtime of ["node", "bun"] as const) {
      const output = async (env: Readonly<Record<string, string>>): Promise<string> =>
        (await project.bunbox(["check", "--no-typecheck"], { runtime, env })).stdout;
      expect(await output({ FORCE_COLOR: "1" })).toStartWith("\u001b[32mChecked\u001b[39m 1 route in ");
      expect(await output({ FORCE_COLOR: "1", NO_COLOR: "" })).toStartWith("\u001b[32m");
      for (const env of [{}, { FORCE_COLOR: "0" }, { FORCE_COLOR: "1", NO_COLOR: "1" }])
        expect(await output(env)).toStartWith("Checked 1 route in ");
    }
  });
});
