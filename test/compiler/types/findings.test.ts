// What the output of tsc means for the contract: which handlers fail, which are absent, and when nothing was checked.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { contract, fallbackContract } from "../../../compiler/types/contract.ts";
import { type Findings, findMisfits, type Setup } from "../../../compiler/types/findings.ts";
import type { ProjectConfig } from "../../../compiler/types/tsconfig.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import { FOREVER, projectOf, shownMisfit } from "./check-types.ts";

const ROUTES = ["a", "b", "empty", "back\\slash", "guarded"].map(routeOf);
/** The tsconfig, whose options are on its first line and on others. */
const TSCONFIG = '{ "compilerOptions": { "target": "esnext",\n    "strickt": true } }\n';

let project: TestProject;
let config: ProjectConfig;

beforeAll(async () => {
  project = await createProject({ "tsconfig.json": TSCONFIG });
  await mkdir(folderOf(project), { recursive: true });
  const file = path.join(project.root, "tsconfig.json");
  config = { file, files: [], compilerOptions: { strict: true }, errors: [] };
});

afterAll(() => project[Symbol.asyncDispose]());

function folderOf({ root }: TestProject): string {
  return path.join(root, ".bunbox/check");
}

function say(text: string): string {
  return `cat <<'END'\n${text}\nEND\n`;
}

/** What is found in an output; the place of a line of the contract is written as the text of its target or import. */
async function find(
  output: string,
  more: {
    readonly config?: ProjectConfig;
    readonly ending?: string;
    readonly own?: string;
    /** In how many files of the contract it reports the line that never fits; in all by default. */
    readonly proven?: number;
  } = {},
): Promise<Findings> {
  const handlers = [
    { name: "upgrade", mayGenerate: false },
    { name: "onMessage", mayGenerate: true },
  ] as const;
  const folder = folderOf(project);
  const { runtime } = projectOf(project);
  const files = [
    ...contract(folder, runtime, ROUTES, ({ topic }) => {
      if (topic === "guarded") return [{ name: "guard", mayGenerate: false }];
      return topic === "empty" ? [] : handlers;
    }),
    fallbackContract(folder, runtime, routeOf("pages")),
  ];
  const proofs = files.map(({ name, proof }) => `${at(proof, "TS2322", name)} Type 'string' is not 'never'.`);
  const printed = [output, ...proofs.slice(0, more.proven)].filter((text) => text !== "").join("\n");
  const ending = more.ending ?? (printed === "" ? "exit 0" : "exit 2");
  const setup: Setup = {
    project: projectOf(project),
    // A shell that says what tsc would, of the contract and of the project's own tsconfig.
    typescript: {
      version: "6.0.3",
      command: "sh",
      args: [
        "-c",
        `case "$*" in\n*--listFilesOnly)\n${say(more.own ?? "")};;\n*)\n${say(printed)}\n${ending};;\nesac`,
      ],
      until: FOREVER,
    },
    config: more.config ?? config,
    folder,
    overlaid: [],
  };
  return findMisfits(setup, files, []);
}

/** The start of an error at a line of the contract. Lines from 3: an import, then `upgrade` twice, `onMessage` twice. */
function at(line: number, code = "TS2322", file = "contract-0.mts"): string {
  return `.bunbox/check/${file}(${line},14): error ${code}:`;
}

const LINES = {
  importA: 3,
  upgradeA: 4,
  keysA: 5,
  messageA: 6,
  generatorA: 7,
  importB: 8,
  messageB: 11,
  importEmpty: 13,
  importSlash: 14,
  dataOfGuard: 22,
};

describe("a line of the contract that fails", () => {
  test("is a misfit of its handler, with all reasons, once", async () => {
    const found = await find(
      [
        `${at(LINES.upgradeA)} Type 'A' is not assignable.`,
        "  Because of B.",
        `${at(LINES.upgradeA)} Type 'C' is not assignable.`,
        `${at(LINES.messageB)} Type 'D' is not assignable.`,
        `${at(4, "TS2322", "fallback.mts")} Type 'E' is not assignable.`,
      ].join("\n"),
    );
    expect(found.misfits.map(shownMisfit)).toEqual([
      "a upgrade whole",
      "b onMessage whole",
      "pages fallback whole",
    ]);
    expect(found.misfits.map(({ reason }) => reason)).toEqual([
      "Type 'A' is not assignable\nBecause of B.",
      "Type 'D' is not assignable",
      "Type 'E' is not assignable",
    ]);
    expect(found.failing.map(({ handler }) => handler)).toEqual(["upgrade", "onMessage", "fallback"]);
    expect(found.errors).toEqual([]);
    expect(found.failure).toBeNull();
    expect(found.seen).toHaveLength(16);
  });

  for (const code of ["TS2306", "TS2339", "TS2694", "TS2693", "TS2551", "TS2724"]) {
    test(`says with ${code} that the module does not have the handler, whatever else it says`, async () => {
      const found = await find(
        [
          `${at(LINES.upgradeA)} Type 'A' is not assignable.`,
          `${at(LINES.upgradeA, code)} There is none.`,
        ].join("\n"),
      );
      expect(found.misfits).toEqual([]);
      expect(found.failure).toBeNull();
      const seen = found.seen.map(({ route, handler, blame }) => `${route.topic} ${handler} ${blame.kind}`);
      expect(seen).not.toContain("a upgrade whole");
      expect(seen).toHaveLength(15);
    });
  }

  test("asks in vain for the keys of a type that TypeScript does not know", async () => {
    const any = "Type 'any' is not assignable to type 'never'.";
    const found = await find(
      [
        `${at(LINES.keysA)} ${any}`,
        `${at(LINES.messageA)} ${any}`,
        `${at(LINES.keysA + 5)} Type '"dta"' is not assignable to type 'never'.`,
      ].join("\n"),
    );
    expect(found.misfits.map(shownMisfit)).toEqual(["a onMessage whole", "b upgrade keys"]);
  });
});

describe("a line of the contract that asks nothing, and fails", () => {
  const failures: Readonly<Record<string, readonly [output: readonly string[], failure: string | null]>> = {
    "leaves a route unchecked": [
      [`${at(LINES.importA, "TS2307")} Cannot find module.`, "  It is away."],
      "TypeScript cannot find app/ws/a/route.ts: Cannot find module\nIt is away.",
    ],
    "leaves a route unchecked, and names it with its backslash": [
      [`${at(LINES.importSlash, "TS2307")} Cannot find module.`],
      "TypeScript cannot find app/ws/back\\slash/route.ts: Cannot find module",
    ],
    "may be that of the contract itself": [
      [`${at(2, "TS2305")} The module has no 'Upgrade'.`],
      "TS2305: The module has no 'Upgrade'",
    ],
    "is reported before later ones": [
      [`${at(LINES.importA, "TS2307")} Cannot find A.`, `${at(LINES.importB, "TS2307")} Cannot find B.`],
      "TypeScript cannot find app/ws/a/route.ts: Cannot find A",
    ],
    "is harmless if two names differ in case alone": [
      [
        `${at(LINES.importA, "TS1149")} Differs in casing.`,
        `${at(LINES.importB, "TS1261")} Differs in casing.`,
      ],
      null,
    ],
    "is harmless if a route that is not a module has no handler": [
      [`${at(LINES.importEmpty, "TS2306")} Is not a module.`],
      null,
    ],
    "is not harmless if a route that is not a module should have one": [
      [
        `${at(LINES.importEmpty, "TS2306")} Is not a module.`,
        `${at(LINES.importA, "TS2306")} Is not a module.`,
      ],
      "TypeScript cannot find app/ws/a/route.ts: Is not a module",
    ],
    "is not harmless for another reason": [
      [`${at(LINES.importEmpty, "TS2307")} Cannot find module.`],
      "TypeScript cannot find app/ws/empty/route.ts: Cannot find module",
    ],
  };
  for (const [title, [output, failure]] of Object.entries(failures)) {
    test(title, async () => {
      expect((await find(output.join("\n"))).failure).toBe(failure);
    });
  }
});

describe("tsc that gives no verdict", () => {
  const crashes: readonly (readonly [output: string, ending: string, failure: string | null])[] = [
    [
      "node:internal\n\nTypeError: boom\n    at x",
      "exit 7",
      "TypeScript 6.0.3 ended with 7: TypeError: boom",
    ],
    ["\nKilled\nmore", "exit 137", "TypeScript 6.0.3 ended with a signal: Killed"],
    ["", "exit 1", "TypeScript 6.0.3 ended with 1: "],
    ["panic", "kill -KILL $$", "TypeScript 6.0.3 ended with a signal: panic"],
    [
      "a warning",
      "exit 0",
      "TypeScript 6.0.3 did not report a mistake that bunbox had put in to see whether it checks the handlers.",
    ],
  ];
  for (const [output, ending, failure] of crashes) {
    test(`ends with ${JSON.stringify(failure)}`, async () => {
      expect((await find(output, { ending, proven: 0 })).failure).toBe(failure);
    });
  }

  test("on one file of the contract has failed, whatever it says of the others", async () => {
    const { failure } = await find("", { proven: 1 });
    expect(failure).toStartWith("TypeScript 6.0.3 did not report a mistake that bunbox had put in");
  });

  test("has failed even if the data of a guard may be undefined, which is only a warning", async () => {
    const output = `${at(LINES.dataOfGuard)} Type 'A | undefined' is not assignable to type 'never'.`;
    const { failure, misfits } = await find(output, { proven: 0 });
    expect(misfits.map(({ reason }) => reason)).toEqual(["Its type is 'A | undefined'."]);
    expect(failure).toStartWith("TypeScript 6.0.3 did not report a mistake that bunbox had put in");
    expect((await find(output)).failure).toBeNull();
  });

  test("names the route that it cannot find, if there is one", async () => {
    const { failure } = await find(`${at(LINES.importA, "TS2307")} Cannot find A.`, { proven: 0 });
    expect(failure).toBe("TypeScript cannot find app/ws/a/route.ts: Cannot find A");
  });

  test("names the files of the project without its folder", async () => {
    const { failure } = await find(`Error: in ${project.root}/app/x.ts`, { proven: 0 });
    expect(failure).toBe("TypeScript 6.0.3 ended with 2: Error: in app/x.ts");
  });
});

describe("an error of the project", () => {
  const OWN = ".bunbox/check/tsconfig.json(1,2): error TS5023: Unknown compiler option";

  test("stays where it is in a file of its own", async () => {
    const { errors } = await find("app/ws/a/route.ts(2,3): error TS2322: No.\nerror TS2688: Cannot find.");
    expect(errors.map(({ file, line, column }) => [file, line, column])).toEqual([
      ["app/ws/a/route.ts", 2, 3],
      [null, 1, 1],
    ]);
  });

  test("is where the option is written that it names", async () => {
    const { errors } = await find(`${OWN} 'strickt'.\n${OWN} '--target'.\n${OWN} 'inherited'.\n${OWN}.`);
    expect(errors.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      "tsconfig.json:2:5",
      "tsconfig.json:1:24",
      "tsconfig.json:1:1",
      "tsconfig.json:1:1",
    ]);
  });

  test("is where the project's own tsconfig has it, with what else that has", async () => {
    const { errors } = await find(
      `app/a.ts(1,1): error TS2322: No.\n${OWN} 'strickt'.\ntsconfig.json(1,1): error TS6046: Argument.`,
      {
        own: [
          "base.json(4,5): error TS5023: Unknown compiler option 'strickt'.",
          "tsconfig.json(9,9): error TS5102: Removed.",
          "tsconfig.json(1,1): error TS18003: No inputs were found.",
          "app/b.ts(1,1): error TS1: Not asked for.",
          "error TS2688: Cannot find.",
        ].join("\n"),
      },
    );
    expect(errors.map(({ code, file, line, column }) => `${code} ${file}:${line}:${column}`)).toEqual([
      "TS2322 app/a.ts:1:1",
      "TS5102 tsconfig.json:9:9",
      "TS2688 null:1:1",
      "TS5023 tsconfig.json:2:5",
      "TS6046 tsconfig.json:1:1",
    ]);
  });

  test("has its paths as they are from the tsconfig", async () => {
    const file = ".bunbox/check/tsconfig.json(1,2)";
    const { errors } = await find(
      `${file}: error TS5102: Use '"paths": {"*": ["../../app/*"]}', or "../../../lib".\n  As "./x" and "y".`,
    );
    expect(errors.map(({ message, reason }) => [message, reason])).toEqual([
      [`Use '"paths": {"*": ["./app/*"]}', or "../lib"`, 'As "./.bunbox/check/x" and "y".'],
    ]);
  });

  test("is nowhere without a tsconfig", async () => {
    const { errors } = await find(`${OWN} 'strickt'.`, { config: { ...config, file: null } });
    expect(errors.map(({ file }) => file)).toEqual([null]);
  });
});

test("the files that tsc lists are not errors", async () => {
  const { files, errors, failure } = await find("/usr/lib/lib.d.ts\n/home/a (1,1): error TS1: No.ts\n", {
    ending: "exit 0",
  });
  expect(files).toEqual(["/usr/lib/lib.d.ts", "/home/a (1,1): error TS1: No.ts"]);
  expect(errors).toEqual([]);
  expect(failure).toBeNull();
});
