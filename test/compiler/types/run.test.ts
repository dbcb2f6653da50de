// What bunbox reads from the output of tsc, and how it starts it.
import { describe, expect, test } from "bun:test";
import { once } from "node:events";
import { watch } from "node:fs";
import {
  checkersOf,
  parseOutput,
  type Run,
  runTypeScript,
  type TypeScriptError,
} from "../../../compiler/types/run.ts";
import { createProject } from "../../support/project.ts";
import { FOREVER } from "./check-types.ts";

const ROOT = "/home/me/app";

function errorAt(place: Partial<TypeScriptError>): TypeScriptError {
  return { code: "TS1", message: "", reason: "", file: null, line: 1, column: 1, ...place };
}

describe("the output of tsc", () => {
  const outputs: Readonly<Record<string, readonly [output: string, errors: readonly TypeScriptError[]]>> = {
    "is empty if all is right": ["", []],
    "has an error at its place": [
      "app/a.ts(3,14): error TS2322: Type 'string' is not assignable to type 'number'.\n",
      [
        errorAt({
          code: "TS2322",
          message: "Type 'string' is not assignable to type 'number'",
          file: "app/a.ts",
          line: 3,
          column: 14,
        }),
      ],
    ],
    "has an error of the options": [
      "error TS5023: Unknown compiler option 'strickt'.\r\n",
      [errorAt({ code: "TS5023", message: "Unknown compiler option 'strickt'" })],
    ],
    "has reasons below an error, each with its depth": [
      "a.ts(1,1): error TS2322: No.\n  Because of this.\n    Because of that.\nb.ts(2,2): error TS2304: None.\n",
      [
        errorAt({
          code: "TS2322",
          message: "No",
          file: "a.ts",
          reason: "Because of this.\n  Because of that.",
        }),
        errorAt({ code: "TS2304", message: "None", file: "b.ts", line: 2, column: 2 }),
      ],
    ],
    "has absolute paths, which are shown as relative ones": [
      `${ROOT}/app/a.ts(1,1): error TS2739: Type 'import("${ROOT}/lib").A' is none.\n  From ${ROOT}/lib.ts.\n`,
      [
        errorAt({
          code: "TS2739",
          message: "Type 'import(\"lib\").A' is none",
          file: "app/a.ts",
          reason: "From lib.ts.",
        }),
      ],
    ],
    "has a file whose name is on two lines": [
      "a.ts(1,1): error TS1: One.\napp/two\nlines.ts(2,3): error TS2: Two.\n",
      [
        errorAt({ message: "One", file: "a.ts" }),
        errorAt({ code: "TS2", message: "Two", file: "app/two\nlines.ts", line: 2, column: 3 }),
      ],
    ],
    "has empty lines, which do not begin the name of a file": [
      "\n\na.ts(1,1): error TS1: One.\n\nb.ts(1,1): error TS1: Two.\n",
      [errorAt({ message: "One", file: "a.ts" }), errorAt({ message: "Two", file: "b.ts" })],
    ],
    "has indented lines before the first error": [
      "  at node:internal\na.ts(1,1): error TS1: One.\n",
      [errorAt({ message: "One", file: "  at node:internal\na.ts" })],
    ],
  };
  for (const [title, [output, errors]] of Object.entries(outputs)) {
    test(title, () => {
      expect(parseOutput(output, ROOT)).toEqual(errors);
    });
  }
});

describe("the checkers of TypeScript", () => {
  const counts: readonly (readonly [string, number, readonly string[]])[] = [
    ["7.0.2", 1, ["--checkers", "1"]],
    ["7.0.2", 2, ["--checkers", "1"]],
    ["7.0.2", 3, ["--checkers", "2"]],
    ["7.0.2", 4, []],
    ["7.0.2", 8, []],
    ["6.0.3", 2, []],
    ["6.0.3", 8, []],
  ];
  for (const [version, processors, expected] of counts) {
    test(`are ${JSON.stringify(expected)} for ${version} on ${processors} processors`, () => {
      expect(checkersOf({ version, command: "tsc", args: [], until: FOREVER }, processors)).toEqual(expected);
    });
  }
});

function run(command: string, args: readonly string[], root: string): Promise<Run> {
  return runTypeScript({ version: "7.0.2", command, args, until: FOREVER }, root, []);
}

describe("tsc that cannot run", () => {
  test("says why, if it is not there", async () => {
    const { complaints, exitCode } = await run("/nowhere/tsc", [], "/");
    expect(complaints).toContain("/nowhere/tsc: not found");
    expect(exitCode).toBe(127);
  });

  test("says why, if the project is not there", async () => {
    const { complaints, exitCode } = await run("sh", ["-c", "exit 0"], "/nowhere");
    expect(complaints).toContain("ENOENT");
    expect(exitCode).toBeNull();
  });

  test("has no exit code if a signal ends it", async () => {
    expect(await run("sh", ["-c", "echo more; echo less >&2; kill -9 $$"], "/")).toEqual({
      output: "more\n",
      complaints: "less\n",
      exitCode: null,
    });
    expect(await run("sh", ["-c", "exit 128"], "/")).toEqual({
      output: "",
      complaints: "",
      exitCode: 128,
    });
  });
});

describe("at the end of its time", () => {
  test("tsc is killed", async () => {
    const time = new AbortController();
    await using project = await createProject({});
    const started = once(watch(project.root), "change");
    const script = ": > started; exec tail -f /dev/null";
    const running = runTypeScript(
      { version: "7.0.2", command: "sh", args: ["-c", script], until: time.signal },
      project.root,
      [],
    );
    await started;
    time.abort();
    expect((await running).exitCode).toBeNull();
  });

  test("tsc does not begin", async () => {
    const running = runTypeScript(
      { version: "7.0.2", command: "tail", args: ["-f", "/dev/null"], until: AbortSignal.abort() },
      "/",
      [],
    );
    expect((await running).exitCode).toBeNull();
  });
});
