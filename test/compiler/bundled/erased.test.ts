// Tests that a program that needs code which only TypeScript emits gets a diagnostic.
import { describe, expect, test } from "bun:test";
import { createProject, TSCONFIG } from "../../support/project.ts";
import { answering } from "../../support/as-from-source.ts";

function tsconfig(options: object): string {
  const { compilerOptions }: { compilerOptions: object } = JSON.parse(TSCONFIG);
  return JSON.stringify({ compilerOptions: { ...compilerOptions, ...options } });
}

describe("emitDecoratorMetadata", () => {
  const DECORATED = `
    const injectable = () => (target: unknown): void => void target;
    const column = (target: object, key: string): void => void [target, key];
    @injectable()
    export class Service { constructor(readonly other: Date) {} }
    export class Column { @column name = ""; @column age = 1; }
    export class Plain {}
  `;
  const route = answering(
    "[Service, Column, Plain].length",
    'import { Column, Plain, Service } from "../../service.ts";',
  );
  const decorators = { experimentalDecorators: true };

  test("is a warning at each decorated class that is reached", async () => {
    await using project = await createProject({
      "tsconfig.base.json": tsconfig({ ...decorators, emitDecoratorMetadata: true }),
      "tsconfig.json": '{ "extends": "./tsconfig.base.json" }',
      "app/service.ts": DECORATED,
      "app/unreached.ts": DECORATED,
      "app/ws/t/route.ts": route,
    });
    const { exitCode, diagnostics } = await project.json(["build"]);
    expect(diagnostics.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
      "BBX4026 app/service.ts:4",
      "BBX4026 app/service.ts:6",
    ]);
    expect(exitCode).toBe(0);
  });

  test("is not an error if it is off, or if nothing is decorated", async () => {
    await using project = await createProject({
      "tsconfig.json": tsconfig(decorators),
      "app/service.ts": DECORATED,
      "app/ws/t/route.ts": route,
    });
    expect(await project.json(["check"])).toMatchObject({ exitCode: 0, diagnostics: [] });
    await project.write({
      "tsconfig.json": tsconfig({ ...decorators, emitDecoratorMetadata: true }),
      "app/service.ts": `// @column\n${DECORATED.replaceAll(/@(?:injectable\(\)|column)\s/g, "")}`,
    });
    expect(await project.json(["check"])).toMatchObject({ exitCode: 0, diagnostics: [] });
  });
});

describe("a const enum that is only declared", () => {
  test("is an error if it is used as a value", async () => {
    await using project = await createProject({
      "app/ambient.d.ts": "declare const enum Level { Low = 1 }\ndeclare enum There { A = 1 }\n",
      "app/kinds.ts": "export declare const enum Kind { A = 1 }\n",
      "app/ws/own/route.ts": answering("Kind.A", "declare const enum Kind { A = 1 }"),
      "app/ws/ambient/route.ts": answering("Level.Low"),
      "app/ws/imported/route.ts": answering("Kind.A", 'import { Kind } from "../../kinds.ts";'),
      "app/lib/deep.ts":
        "declare const enum Deep { A = 'a' }\nexport const deep = (): string => Deep['A'];\n",
      "app/ws/library/route.ts": answering("deep()", 'import { deep } from "../../lib/deep.ts";'),
      "app/global.d.ts":
        "export {};\ndeclare global { const enum Wide { A = 1 } namespace Api { const enum Code { A = 1 } } }\n",
      "app/space.d.ts": "declare namespace Space.Inner { const enum Kind { A = 1 } }\n",
      "app/lib/global.ts": "export {};\ndeclare global { const enum Near { A = 1 } }\n",
      "app/ws/global/route.ts": answering("Wide.A + Api.Code.A", ""),
      "app/ws/space/route.ts": answering("Space.Inner.Kind['A']", ""),
      "app/ws/escaped/route.ts": answering("Le\\u0076el.Low"),
      "app/ws/near/route.ts": answering("Near.A", 'import "../../lib/global.ts";'),
      "app/ws/within/route.ts": answering(
        "Own.Kind.A",
        "declare namespace Own { const enum Kind { A = 1 } }",
      ),
    });
    const { exitCode, diagnostics } = await project.json(["check"]);
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
      "BBX4027 app/lib/deep.ts",
      "BBX4027 app/ws/ambient/route.ts",
      "BBX4027 app/ws/escaped/route.ts",
      "BBX4027 app/ws/global/route.ts",
      "BBX4027 app/ws/global/route.ts",
      "BBX4001 app/ws/imported/route.ts",
      "BBX4027 app/ws/near/route.ts",
      "BBX4027 app/ws/own/route.ts",
      "BBX4027 app/ws/space/route.ts",
      "BBX4027 app/ws/within/route.ts",
    ]);
    expect(exitCode).toBe(1);
  });

  test("is right as a type, under a name of another value, and with a value", async () => {
    await using project = await createProject({
      "app/ambient.d.ts": "declare const enum Level { Low = 1 }\n",
      "app/ws/type/route.ts": answering(
        "kind",
        "declare const enum Kind { A = 1 }\nlet kind: Kind.A | undefined;",
      ),
      "app/ws/value/route.ts": answering("Kind.A", "const enum Kind { A = 1 }"),
      "app/ws/shadow/route.ts": answering("Level.Low", "const Level = { Low: 2 };"),
      "app/ws/typed/route.ts": answering("level", "let level: Level.Low | undefined;"),
      "app/ws/space/route.ts": answering(
        "Space.Kind.A",
        "namespace Space { export const enum Kind { A = 1 } }",
      ),
      "app/space.d.ts": "declare namespace Other { const enum Kind { A = 1 } }\n",
      // Modules, in which nothing is global.
      "app/required.d.ts": 'import fs = require("node:fs");\ndeclare const enum Mine { A = 1 }\n',
      "app/assigned.d.ts": "declare const enum Mine { A = 1 }\nexport = Mine;\n",
      "app/mine.d.ts": "declare var Mine: { A: number } | undefined;\n",
      "app/ws/mine/route.ts": answering("typeof Mine === 'undefined' ? 0 : Mine.A"),
      "app/ws/other/route.ts": answering("Other.Kind.A", "const Other = { Kind: { A: 1 } };"),
    });
    expect(await project.json(["check"])).toMatchObject({ exitCode: 0, diagnostics: [] });
  });
});
