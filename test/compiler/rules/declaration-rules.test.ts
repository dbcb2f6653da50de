// The rules for declared enums, for decorators, and for modules that wait.
import { describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findInProject, hintsOfProject, saidOfProject } from "./project.ts";

const enumsIn = (text: string, file = "app/a.ts"): readonly string[] =>
  saidOfProject({ files: { [file]: text } });

/** Uses a global enum that a declaration file may declare. */
const enumsWith = (declaration: string, text = "use(Level.Low);"): readonly string[] => {
  const folder = mkdtempSync(path.join(tmpdir(), "bunbox-enums-"));
  try {
    const file = path.join(folder, "globals.d.ts");
    writeFileSync(file, declaration);
    return saidOfProject({ files: { "app/a.ts": text }, typed: { declarations: [file] } });
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describe("a `const enum` that is only declared", () => {
  test("is reported at each value that is read from it", () => {
    expect(enumsIn("declare const enum Level { Low, High }\nuse(Level.Low, Level.High);")).toEqual([
      "BBX4027 app/a.ts:2:5 `Level` is only declared, so it does not exist when the server runs",
      "BBX4027 app/a.ts:2:16 `Level` is only declared, so it does not exist when the server runs",
    ]);
  });

  test.each([
    ["an enum that exists", "const enum Level { Low }\nuse(Level.Low);"],
    ["a declared enum without `const`", "declare enum Level { Low }\nuse(Level.Low);"],
    ["another declared value", "declare const Level: { Low: 1 };\nuse(Level.Low); // not an enum"],
    ["a class", "class Level { static Low = 1 }\nuse(Level.Low); // not an enum"],
    ["a property of this name", "declare const enum Level { Low }\nuse(ws.Level.Low);"],
    ["reported if it is not read", "declare const enum Level { Low }"],
  ])("is not %s", (_what, text) => {
    expect(enumsIn(text)).toEqual([]);
  });

  test("is not looked for in a package, in JavaScript, or in a file that does not parse", () => {
    const text = "declare const enum Level { Low }\nuse(Level.Low);";
    expect(enumsIn(text, "node_modules/a/index.ts")).toEqual([]);
    expect(enumsIn(text, "app/a.js")).toEqual([]);
    expect(enumsIn(`${text}\nconst = ;`)).toEqual([]);
  });

  test.each([
    ["a declared namespace", "declare namespace Api { const enum Level { Low } }", "Api.Level"],
    [
      "a declared namespace that exports it",
      "declare namespace Api { export const enum Level { Low } }",
      "Api.Level",
    ],
    [
      "a namespace that exists, in which it is declared",
      "namespace Api { export declare const enum Level { Low } }",
      "Api.Level",
    ],
    ["a namespace in another", "declare namespace Api.V1 { const enum Level { Low } }", "Api.V1.Level"],
    ["`declare global` of this file", "export {};\ndeclare global { const enum Level { Low } }", "Level"],
  ])("is reported in %s", (_what, declaration, name) => {
    const given = { files: { "app/a.ts": `use(${name}.Low);\n${declaration}` } };
    expect(saidOfProject(given)).toEqual([
      `BBX4027 app/a.ts:1:5 \`${name}\` is only declared, so it does not exist when the server runs`,
    ]);
    expect(hintsOfProject(given)).toEqual([
      "Write `enum Level` without `declare` in a module, and import it.",
    ]);
  });

  test.each([
    ["in a namespace that exists", "namespace Api { export const enum Level { Low } }\nuse(Api.Level.Low);"],
    [
      "declared in a namespace of a module",
      "export {};\ndeclare namespace Api { const enum Level { Low } }\nuse(Level.Low);",
    ],
    [
      "declared by the module of a string",
      'export {};\ndeclare module "a" { const enum Level { Low } }\nuse(Level.Low);',
    ],
  ])("is not reported if it is %s", (_what, text) => {
    expect(enumsIn(text)).toEqual([]);
  });

  describe("in a declaration file", () => {
    test("is reported where it is used", () => {
      expect(enumsWith("declare const enum Level { Low }")).toEqual([
        "BBX4027 app/a.ts:1:5 `Level` is only declared, so it does not exist when the server runs",
      ]);
    });

    test("is reported if a module puts it into `declare global`", () => {
      expect(enumsWith("export {};\ndeclare global { const enum Level { Low } }")).toHaveLength(1);
    });

    test("is reported if it is read from a namespace, however that is written", () => {
      const declaration = "declare namespace Api { const enum Level { Low } }";
      expect(enumsWith(declaration, 'use(Api["Level"].Low);')).toEqual([
        "BBX4027 app/a.ts:1:5 `Api.Level` is only declared, so it does not exist when the server runs",
      ]);
    });

    test("is reported beside others that are not used", () => {
      expect(enumsWith("declare const enum Other { A }\ndeclare const enum Level { Low }")).toHaveLength(1);
    });

    test.each([
      ["is an enum without `const`", "declare enum Level { Low }"],
      ["has another name", "declare const enum Other { Low }"],
      ["is something else", "declare const Level: { Low: 1 }; // not an enum"],
      ["is part of a module whose name is a string", 'declare module "a" { const enum Level { Low } }'],
      ["is part of a namespace", "declare namespace Api { const enum Level { Low } }"],
      ["is part of a module that imports", 'import "a";\ndeclare const enum Level { Low }'],
      ["is part of a module that exports", "export {};\ndeclare const enum Level { Low }"],
    ])("is not reported if it %s", (_what, declaration) => {
      expect(enumsWith(declaration)).toEqual([]);
    });

    test("is not reported if the file has an enum or a variable of its own", () => {
      const declaration = "declare const enum Level { Low }";
      expect(enumsWith(declaration, "enum Level { Low }\nuse(Level.Low);")).toEqual([]);
      expect(enumsWith(declaration, "const Level = { Low: 1 };\nuse(Level.Low);")).toEqual([]);
    });
  });
});

const decoratorsIn = (text: string, metadata = true): readonly string[] =>
  saidOfProject({ files: { "app/a.ts": text }, typed: { metadata } });

const decoratorAt = (at: string): string =>
  `BBX4026 app/a.ts:${at} The types that this decorator may ask for are not in the output`;

describe("decorators whose types are asked for", () => {
  test("are reported at the first of each class", () => {
    expect(decoratorsIn("@injectable() @scoped() class A { @inject() b: B; }")).toEqual([decoratorAt("1:1")]);
    expect(decoratorsIn("class A { @inject() b: B; @inject() c: C; }\nclass D { @inject() e: E; }")).toEqual([
      decoratorAt("1:11"),
      decoratorAt("2:11"),
    ]);
  });

  test("are reported for a class in an expression apart from the class around it", () => {
    const text = "class A {\n  @inject() b: B;\n  c = class {\n    @inject() d: D;\n  };\n}";
    expect(decoratorsIn(text)).toEqual([decoratorAt("2:3"), decoratorAt("4:5")]);
  });

  test("are not reported if the tsconfig does not turn their types on", () => {
    expect(decoratorsIn("@injectable() class A {}", false)).toEqual([]);
  });

  test("are not reported in a file without one", () => {
    expect(decoratorsIn("class A {}")).toEqual([]);
  });
});

const waitsIn = (waiting: string, file = "lib/b.mjs"): readonly string[] =>
  saidOfProject({
    files: { "lib/a.cjs": 'require("./b.mjs");', [file]: waiting },
    graph: { required: [{ importer: "lib/a.cjs", specifier: "./b.mjs", files: ["lib/none.mjs", file] }] },
  });

const WAITS = "BBX4028 lib/a.cjs:1:9 `./b.mjs` waits with a top-level `await`, so it cannot be required";

describe("CommonJS that loads a module", () => {
  test.each([
    ["waits at its top level", "await start();"],
    ["waits in a loop at its top level", "for await (const each of all) use(each);"],
    ["waits in a block", "if (now) { await start(); }"],
    ["waits after a function that waits", "async function f() { await g(); }\nawait start();"],
  ])("is reported if it %s", (_what, text) => {
    expect(waitsIn(text)).toEqual([WAITS]);
  });

  test.each([
    ["waits only in functions", "async function f() { await g(); for await (const a of b) g(a); }"],
    ["loops without `await`", "for (const each of all) use(each); // await"],
    ["does not wait", "start();"],
    ["does not parse, which is an error of its own", "await start();\nconst = ;"],
  ])("is not reported if it %s", (_what, text) => {
    expect(waitsIn(text)).toEqual([]);
  });

  test("shows where the module waits", () => {
    const [diagnostic] = findInProject({
      files: { "lib/a.cjs": 'require("./b.mjs");', "lib/b.mjs": "start();\nawait ready();" },
      graph: { required: [{ importer: "lib/a.cjs", specifier: "./b.mjs", files: ["lib/b.mjs"] }] },
    });
    expect(diagnostic?.related).toMatchObject([
      { message: "waits here", place: { file: "lib/b.mjs", line: 2, column: 1 } },
    ]);
  });
});
