// Errors of TypeScript that one setting causes, and errors that have causes of their own.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { byCause } from "../../../compiler/types/causes.ts";
import type { TypeScriptError } from "../../../compiler/types/run.ts";
import { createProject } from "../../support/project.ts";

function errorOf(code: string, line: number, reason = ""): TypeScriptError {
  return { code, message: `message ${code}`, reason, file: "app/ws/route.ts", line, column: 2 };
}

interface Given {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly errors: readonly TypeScriptError[];
}

/** What is said, and the codes of the errors that stay. */
async function saidOf({ options = {}, files = {}, errors }: Given): Promise<readonly unknown[]> {
  await using project = await createProject({
    "tsconfig.json": JSON.stringify({ compilerOptions: options }),
    "package.json": '{ "type": "module" }',
    ...files,
  });
  const { root } = project;
  const config = { file: path.join(root, "tsconfig.json"), files: [], compilerOptions: options, errors: [] };
  const explained = byCause({ root, cache: root, run: "1", runtime: root }, config, errors);
  return [
    ...explained.diagnostics.map(
      ({ place, message, hint }) => `${place?.file}:${place?.line}:${place?.column} ${message}. ${hint}`,
    ),
    ...explained.errors.map(({ code }) => code),
  ];
}

const twice = (code: string, reason = ""): readonly TypeScriptError[] => [
  errorOf(code, 1, reason),
  errorOf(code, 2, reason),
];

const NODE10 =
  "There are types, but this result could not be resolved under your current 'moduleResolution' setting.";

test("the first of several errors is shown beside the setting", async () => {
  const compilerOptions = { module: "commonjs" };
  await using project = await createProject({ "tsconfig.json": JSON.stringify({ compilerOptions }) });
  const { root } = project;
  const config = { file: path.join(root, "tsconfig.json"), files: [], compilerOptions, errors: [] };
  const errors = [errorOf("TS1295", 1), errorOf("TS1287", 3)];
  const { diagnostics } = byCause({ root, cache: root, run: "1", runtime: root }, config, errors);
  const place = { file: "app/ws/route.ts", line: 1, column: 2, endLine: 1, endColumn: 2 };
  expect(diagnostics.map(({ related }) => related)).toEqual([[{ message: "the first of them", place }]]);
});

describe("errors with one cause are one error at that setting", () => {
  test.each<[string, Given, string]>([
    [
      "module",
      { options: { module: "commonjs" }, errors: [errorOf("TS1295", 1), errorOf("TS1287", 3)] },
      'tsconfig.json:1:21 `module` is "commonjs", which causes 2 errors. Set `"module": "preserve"`.',
    ],
    [
      "module beside moduleResolution",
      { options: { moduleResolution: "node10", module: "commonjs" }, errors: twice("TS1378") },
      'tsconfig.json:1:49 `module` is "commonjs", which causes 2 errors. Set `"module": "preserve"` and `"moduleResolution": "bundler"`.',
    ],
    [
      "no module",
      { options: { strict: true }, errors: twice("TS1378") },
      'tsconfig.json:1:2 `module` is not set, which causes 2 errors. Set `"module": "preserve"` and `"target": "esnext"`.',
    ],
    [
      "target",
      { options: { module: "preserve", target: "es5" }, errors: [...twice("TS1378"), errorOf("TS18028", 4)] },
      'tsconfig.json:1:41 `target` is "es5", which causes 3 errors. Set `"target": "esnext"`.',
    ],
    [
      "lib",
      { options: { lib: ["es5"] }, errors: [errorOf("TS2583", 1), errorOf("TS2550", 9)] },
      'tsconfig.json:1:21 `lib` is ["es5"], which causes 2 errors. Add `"esnext"` to `lib`.',
    ],
    [
      "target, from which lib follows",
      { options: { target: "es5" }, errors: twice("TS2583") },
      'tsconfig.json:1:21 `target` is "es5", which causes 2 errors. Set `"target": "esnext"`.',
    ],
    [
      "moduleResolution",
      { options: { module: "esnext" }, errors: twice("TS2792") },
      'tsconfig.json:1:2 `moduleResolution` is not set, which causes 2 errors. Set `"moduleResolution": "bundler"`.',
    ],
    [
      "an old moduleResolution",
      { options: { module: "commonjs", moduleResolution: "node10" }, errors: twice("TS2307", NODE10) },
      'tsconfig.json:1:41 `moduleResolution` is "node10", which causes 2 errors. Set `"module": "preserve"` and `"moduleResolution": "bundler"`.',
    ],
    [
      "esModuleInterop",
      { options: { esModuleInterop: false }, errors: twice("TS1259") },
      'tsconfig.json:1:21 `esModuleInterop` is false, which causes 2 errors. Set `"esModuleInterop": true`.',
    ],
    [
      "package.json",
      {
        options: { module: "nodenext" },
        files: { "package.json": '{ "type": "commonjs" }' },
        errors: twice("TS1479"),
      },
      'package.json:1:3 `type` is "commonjs", which causes 2 errors. Write `"type": "module"` into package.json: the server is an ES module.',
    ],
    [
      "package.json without a type",
      { options: { module: "nodenext" }, files: { "package.json": "{}" }, errors: twice("TS1295") },
      'package.json:1:1 `type` is not set, which causes 2 errors. Write `"type": "module"` into package.json: the server is an ES module.',
    ],
  ])("%s", async (_what, given, expected) => {
    expect(await saidOf(given)).toEqual([expected]);
  });

  test("in the file that sets it, or at the extends that brings it from elsewhere", async () => {
    const options = { module: "commonjs" };
    const base = JSON.stringify({ compilerOptions: options });
    const from = (name: string): Given => ({
      options,
      files: {
        "tsconfig.json": `{\n  "extends": "${name}"\n}`,
        "config/base.json": base,
        "node_modules/base/tsconfig.json": base,
      },
      errors: twice("TS1295"),
    });
    const rest = '`module` is "commonjs", which causes 2 errors. Set `"module": "preserve"`.';
    expect(await saidOf(from("./config/base.json"))).toEqual([`config/base.json:1:21 ${rest}`]);
    expect(await saidOf(from("base/tsconfig.json"))).toEqual([`tsconfig.json:2:3 ${rest}`]);
  });

  test("and others stay as they are", async () => {
    const errors = [errorOf("TS2322", 1), ...twice("TS1295"), errorOf("TS2339", 5)];
    expect((await saidOf({ options: { module: "commonjs" }, errors })).slice(1)).toEqual([
      "TS2322",
      "TS2339",
    ]);
  });
});

describe("an error stays at its place", () => {
  test.each<[string, Given]>([
    [
      "if it is the only one of its cause",
      { options: { module: "commonjs" }, errors: [errorOf("TS1295", 1)] },
    ],
    [
      "if the module is new, and the package too",
      { options: { module: "preserve" }, errors: twice("TS1295") },
    ],
    [
      "if package.json is missing",
      { options: { module: "nodenext" }, files: { "package.json": "[]" }, errors: [errorOf("TS1295", 1)] },
    ],
    ["if a module does not exist", { errors: twice("TS2307") }],
    [
      "if it is not in a file",
      { options: { module: "commonjs" }, errors: twice("TS1295").map((each) => ({ ...each, file: null })) },
    ],
    ["if it is about something else", { options: { module: "commonjs" }, errors: twice("TS2322") }],
  ])("%s", async (_what, given) => {
    expect(await saidOf(given)).toEqual(given.errors.map(({ code }) => code));
  });
});
