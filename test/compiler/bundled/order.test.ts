// Tests that modules run in the order of their imports, each once, and read the environment when they run.
import { expect, test } from "bun:test";
import { answering, askAlone, askSource } from "../../support/as-from-source.ts";
import { createProject } from "../../support/project.ts";

const NOTE = (text: string): string =>
  `Reflect.set(globalThis, "order", [...(Reflect.get(globalThis, "order") ?? []), ${text}]);\n`;
const ORDER = 'Reflect.get(globalThis, "order")';

test("cycles, shared libraries, re-exports, lazy modules and the environment are as from source", async () => {
  const names = ["first", "second", "third"];
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/lib/shared.ts": `${NOTE('"shared"')}export const state = { count: 0 };\n`,
    "app/lib/first.ts": `import { second } from "./second.ts";\n${NOTE('"first"')}export const first = "first";\nexport function call(): string { return first + second; }\n`,
    "app/lib/second.ts": `import { call } from "./first.ts";\n${NOTE('"second " + typeof call')}export const second = "second";\nexport const back = (): string => call();\n`,
    "app/lib/barrel.ts": `export * from "./shared.ts";\nexport { back } from "./second.ts";\n${NOTE('"barrel"')}`,
    "app/lib/lazy.ts": `${NOTE('"lazy"')}export const lazy = "lazy";\n`,
    "app/lib/environment.ts": `${NOTE('"env " + process.env.NODE_ENV + " " + process.env["BUILT_WITH"]')}export const mode = process.env.NODE_ENV === "production" ? "p" : "d";\n`,
    "app/ws/first/route.ts": answering(
      ORDER,
      `import { state } from "../../lib/shared.ts";\nimport { call } from "../../lib/first.ts";\n${NOTE('"one " + call() + state.count++')}`,
    ),
    "app/ws/second/route.ts": answering(
      `[(await import("../../lib/lazy.ts")).lazy, mode]`,
      `import { back, state } from "../../lib/barrel.ts";\nimport { mode } from "../../lib/environment.ts";\n${NOTE('"two " + back() + state.count++')}`,
    ),
    "app/ws/third/route.ts": answering(
      "late",
      `import { state } from "../../lib/shared.ts";\nlet late = "";\nlate = await Promise.resolve("awaited " + state.count++);\n${NOTE("late")}`,
    ),
  });
  const built = await project.bunbox(["build", "--no-typecheck"], {
    env: { NODE_ENV: "production", BUILT_WITH: "a value" },
  });
  expect(built).toMatchObject({ exitCode: 0 });
  const answers = await askSource(project, names);
  expect(answers["second"]).toBe("lazy,d");
  expect(await askAlone(project, names)).toEqual(answers);
});

/** A module that waits. */
const waiting = (name: string): string =>
  `${NOTE(`"${name} begins"`)}await Promise.resolve();\n${NOTE(`"${name} ends"`)}export const ${name} = 1;\n`;

test("modules that wait run one after another, in the order of their imports", async () => {
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/lib/a.ts": waiting("a"),
    "app/lib/b.ts": waiting("b"),
    "app/ws/t/route.ts": answering(
      ORDER,
      'import { a } from "../../lib/a.ts";\nimport { b } from "../../lib/b.ts";\nvoid [a, b];',
    ),
  });
  await project.build("--no-typecheck");
  expect(await askAlone(project, ["t"])).toEqual({ t: "a begins,a ends,b begins,b ends" });
});

test("a require of a module that waits is an error, however far the wait is", async () => {
  const load = 'exports.load = require("./waits.ts");\n';
  await using project = await createProject({
    "package.json": '{ "type": "module" }',
    "app/lib/waits.ts": 'import "./deep.ts";\nexport const one = 1;\n',
    "app/lib/deep.ts": "for await (const each of [1]) void each;\nexport {};\n",
    "app/lib/load.cjs": load,
    "app/ws/required/route.ts": answering("load", 'import { load } from "../../lib/load.cjs";'),
    "app/ws/fine/route.ts": answering(
      "1",
      'void import("../../lib/deep.ts");\nconst later = async () => { await 1; };\nvoid later;',
    ),
    // By its package.json, what has no export is CommonJS.
    "app/old/package.json": '{ "type": "commonjs" }',
    "app/old/side.ts": 'import "../lib/deep.ts";\nvoid 0;\n',
    "app/ws/old/route.ts": answering("1", 'import "../../old/side.ts";'),
  });
  const { exitCode, diagnostics } = await project.json(["check", "--no-typecheck"]);
  expect({ exitCode, diagnostics }).toMatchObject({
    exitCode: 1,
    diagnostics: [
      { code: "BBX4028", file: "app/lib/load.cjs", line: 1, related: [{ file: "app/lib/deep.ts" }] },
      { code: "BBX4028", file: "app/old/side.ts", line: 1, related: [{ file: "app/lib/deep.ts" }] },
    ],
  });
  expect(diagnostics).toHaveLength(2);
});

/** A module that disposes of something at its end, and exports what it declares before and after. */
const disposing = (name: string, declaration: string): string => `
${NOTE(`"${name} begins"`)}
export const before = "before";
${declaration} {
  [Symbol.dispose]() { ${NOTE(`"${name} disposed"`)} },
  async [Symbol.asyncDispose]() { ${NOTE(`"${name} disposed later"`)} },
};
export const after = "after", { a, b: [c = "c"] }: { a: string; b: string[] } = { a: "a", b: [] };
export let late: string | undefined;
export class Kind { static named = Kind.name; }
export function read(): string { return after + c; }
late = String(held !== null);
for (const each of [1]) var inner = each;
export { inner };
export default class {}
${NOTE(`"${name} ends"`)}
`;

/** Reads all that such a module exports, and what it has done. */
const allOf = (name: string, loaded: string): string =>
  `(({ before, after, a, c, late, Kind, read, inner, default: own }) => [before, after, a, c, late, Kind.named, read(), inner, typeof own, ...${ORDER}.filter((each) => each.startsWith("${name}"))])(${loaded})`;

test("a module that disposes of something at its end exports all that it declares, however late it is loaded", async () => {
  const names = ["early", "late", "required", "waiting"];
  const files = {
    "package.json": '{ "type": "module" }',
    ...Object.fromEntries(names.map((name) => [`app/lib/${name}.ts`, disposing(name, "using held =")])),
    "app/lib/waiting.ts": disposing("waiting", "await using held ="),
    "app/lib/load.cjs": 'exports.load = () => require("./required.ts");\n',
    "app/ws/early/route.ts": answering(
      allOf("early", "early"),
      'import * as early from "../../lib/early.ts";',
    ),
    "app/ws/late/route.ts": answering(allOf("late", 'await import("../../lib/late.ts")')),
    "app/ws/required/route.ts": answering(
      allOf("required", "load()"),
      'import { load } from "../../lib/load.cjs";',
    ),
    "app/ws/waiting/route.ts": answering(allOf("waiting", 'await import("../../lib/waiting.ts")')),
  };
  await using project = await createProject(files);
  const answers = await askSource(project, names);
  for (const options of [[], ["--minify"]]) {
    await project.build("--no-typecheck", ...options);
    expect(await askAlone(project, names)).toEqual(answers);
  }
});
