// Tests that a guard cannot vanish: whenever `upgrade` could be lost silently, the build fails or the guard runs.
//
// The projects are checked with the oldest and the newest TypeScript that teams use; test/compiler/oracle.test.ts asks Bun itself.
import { describe, expect, test } from "bun:test";
import { rm, symlink } from "node:fs/promises";
import path from "node:path";
import { createProject, REPOSITORY, type TestProject, TSCONFIG } from "../support/project.ts";
import { exchange, handshake, statusOf } from "../support/raw.ts";
import { IN_FULL } from "../support/sample.ts";

const MESSAGE = "export function onMessage() {}\n";
const GUARD = 'import { guard } from "../../lib/guard.ts";\n';

/** What every project has beside its route. */
const FILES = {
  "package.json": '{ "type": "module" }',
  "app/lib/guard.ts":
    "export const guard = (_: Request) => false;\nexport const upgrade = guard;\nexport function make() { return guard; }\nexport function* stream() { yield 1; }\n",
  "app/lib/middle.ts": 'import type { guard } from "./guard.ts";\nexport { guard as upgrade };\n',
  "app/lib/types.ts": 'export type { upgrade } from "./guard.ts";\n',
  "node_modules/auth/package.json":
    '{ "name": "auth", "type": "module", "main": "index.js", "types": "index.d.ts" }',
  "node_modules/auth/index.js":
    "export const requireUser = () => () => false;\nexport const guard = () => false;\n",
  "node_modules/auth/index.d.ts":
    "export declare function requireUser(): (req: Request) => boolean;\nexport declare function guard(req: Request): boolean;\n",
};

/** Routes whose guard would be lost: the code that says so. */
const LOST: Readonly<Record<string, readonly [code: string, text: string]>> = {
  "a type that is handed on": [
    "BBX2007",
    'import type { guard } from "../../lib/guard.ts";\nexport { guard as upgrade };',
  ],
  "a type among the imports": [
    "BBX2007",
    'import { type upgrade } from "../../lib/guard.ts";\nexport { upgrade };',
  ],
  "export type *": ["BBX2007", 'export type * from "../../lib/guard.ts";'],
  "export type": ["BBX2007", 'export type { guard as upgrade } from "../../lib/guard.ts";'],
  "a type that is handed on one file further": ["BBX2007", 'export { upgrade } from "../../lib/middle.ts";'],
  "a star of a file that hands on a type": ["BBX2007", 'export * from "../../lib/middle.ts";'],
  "a star of exported types": ["BBX2007", 'export * from "../../lib/types.ts";'],
  "two stars with different values": [
    "TS2308",
    'export * from "../../lib/guard.ts";\nexport * from "../../lib/other.ts";',
  ],
  "a type of a package": ["BBX2007", 'import type { guard } from "auth";\nexport { guard as upgrade };'],
  "a declaration": ["BBX2007", "export declare const upgrade: (req: Request) => boolean;"],
  "the default by a specifier": [
    "BBX2004",
    "const upgrade = (_: Request) => false;\nexport { upgrade as default };",
  ],
  "the default in parentheses": [
    "BBX2004",
    "const upgrade = (_: Request) => false;\nexport default (upgrade);",
  ],
  "the default with satisfies": [
    "BBX2004",
    "const upgrade = (_: Request) => false;\nexport default upgrade satisfies (req: Request) => boolean;",
  ],
  "the default of another file": ["BBX2004", 'export { upgrade as default } from "../../lib/guard.ts";'],
  "a near name, made by a call": [
    "BBX2002",
    'import { requireUser } from "auth";\nexport const upgarde = requireUser();',
  ],
  "a near name of another library": [
    "BBX2002",
    'import { requireUser } from "auth";\nexport const onUpgrade = requireUser();',
  ],
  "a near name from a package": ["BBX2002", 'export { guard as onUpgrade } from "auth";'],
  "a near name in a pattern": ["BBX2002", "export const { upgarde } = { upgarde: (_: Request) => false };"],
  "a near name of a namespace": [
    "BBX2002",
    'import * as auth from "auth";\nexport const onUpgrade = auth.guard;',
  ],
  "a near name behind a star": ["BBX2002", 'export * from "../../lib/near.ts";'],
  "not exported": [
    "BBX2009",
    'import { requireUser } from "auth";\nconst upgrade = requireUser();\nvoid upgrade;',
  ],
  "a generator by another name": ["BBX2006", 'export { stream as upgrade } from "../../lib/guard.ts";'],
  "a generator that is made": [
    "BBX2006",
    "class Chat { *open() { yield 1; } }\nexport const onOpen = new Chat().open;",
  ],
  "a generator in a pattern": [
    "BBX2006",
    "const handlers = { async *open() { yield 1; } };\nexport const { open: onOpen } = handlers;",
  ],
  "CommonJS behind a star": ["BBX2015", 'export * from "../../lib/common.cjs";'],
};

/** Routes whose guard refuses everybody: it must run. */
const KEPT: Readonly<Record<string, string>> = {
  "the second declarator": "export const limit = 3, upgrade = (req: Request) => req.url === '' && limit > 3;",
  "a comment before the star": 'export /* all of it */ * from "../../lib/guard.ts";',
  "an escaped name": `${GUARD}export { guard as "\\x75pgrade" };`,
  "an escaped identifier": `${GUARD}export { guard as \\u0075pgrade };`,
  "a template that looks like code":
    "export const text = `\nexport function upgrade() { return true; }\n`;\nexport const upgrade = () => false;",
  "a comment that looks like code":
    "// export function upgrade() { return true; }\nexport const upgrade = () => false;",
  "a name with a dollar": "export const upgrade$ = () => true;\nexport const upgrade = () => false;",
  "a namespace of that name":
    "namespace N { export const upgrade = () => true; void upgrade; }\nexport const upgrade = () => false;",
  "names that every object has":
    "export const upgrade = () => false;\nexport function toString() { return 'x'; }\nexport function constructor() {}\nexport function valueOf() {}",
  "a constant of an import": `${GUARD}export const upgrade = guard;`,
  "a call": 'import { make } from "../../lib/guard.ts";\nexport const upgrade = make();',
  "a named export of CommonJS": 'export { upgrade } from "../../lib/common.cjs";',
  "assigned at the top level": "export let upgrade: (req: Request) => boolean;\nupgrade = () => false;",
  "assigned while it runs":
    "export let upgrade = () => true;\nqueueMicrotask(() => { upgrade = () => false; });",
};

const OTHERS = {
  "app/lib/other.ts": "export const upgrade = (_: Request) => false;\n",
  "app/lib/near.ts": "export const onUpgrade = (_: Request) => false;\n",
  "app/lib/common.cjs": "exports.upgrade = () => false;\n",
  "app/lib/common.d.cts": "export declare function upgrade(req: Request): boolean;\n",
};

/** Options that would turn a check of the contract off, or that are said to. */
const SILENCERS: Readonly<Record<string, object>> = {
  noCheck: { noCheck: true },
  moduleSuffixes: { moduleSuffixes: [".native", ""] },
  noResolve: { noResolve: true },
  skipLibCheck: { skipLibCheck: true },
  "strict off": { strict: false, strictNullChecks: true },
};

function folderOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z]+/g, "-");
}

function routes(table: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(table).map(([title, text]) => [
      `app/ws/${folderOf(title)}/route.ts`,
      `${text}\n${MESSAGE}`,
    ]),
  );
}

async function withTypeScript(project: TestProject, installed: string | null): Promise<void> {
  if (installed === null) return;
  await symlink(
    path.join(REPOSITORY, "node_modules", installed),
    path.join(project.root, "node_modules/typescript"),
  );
}

async function statusOfHandshake(port: number, where: string): Promise<number> {
  return statusOf(await exchange(port, handshake(where)));
}

for (const [version, installed] of [
  ["5.9", "typescript-5.9"],
  ["7", null],
] as const) {
  // Older versions are tested in CI.
  if (installed !== null && !IN_FULL) continue;
  describe(`with TypeScript ${version}`, () => {
    test("a guard that would be lost is an error, at its route", async () => {
      const lost = Object.fromEntries(Object.entries(LOST).map(([title, [, text]]) => [title, text]));
      await using project = await createProject({ ...FILES, ...OTHERS, ...routes(lost) });
      await withTypeScript(project, installed);
      const { diagnostics } = await project.json(["check"]);
      const found = Object.keys(LOST).map((title) => {
        const file = `app/ws/${folderOf(title)}/route.ts`;
        const own = diagnostics.filter((each) =>
          [each.file, ...(each.related ?? []).map((one) => one.file)].includes(file),
        );
        const codes = new Set(own.map(({ code }) => code));
        // TypeScript explains some of them at the same place, and then only its message is shown.
        return [title, [...codes].filter((code) => code.startsWith("BBX") || code === LOST[title]?.[0])];
      });
      expect(found).toEqual(Object.entries(LOST).map(([title, [code]]) => [title, [code]]));
    });

    test("a right guard builds without a diagnostic, and refuses", async () => {
      await using project = await createProject({ ...FILES, ...OTHERS, ...routes(KEPT) });
      await withTypeScript(project, installed);
      const report = await project.json(["build"]);
      expect(report.diagnostics).toEqual([]);
      await using server = await project.serve();
      for (const title of Object.keys(KEPT)) {
        const status = await statusOfHandshake(server.port, `/ws/${folderOf(title)}`);
        expect([title, status]).toEqual([title, 403]);
      }
    });

    // A TypeScript that node runs takes ten times as long, so it gets all of them at once.
    const all = { "all of them": Object.assign({}, ...Object.values(SILENCERS)) };
    test.each(Object.entries(installed === null ? SILENCERS : all))(
      "the option %s does not turn the check of handlers off",
      async (_name, options) => {
        const tsconfig = JSON.parse(TSCONFIG);
        Object.assign(tsconfig.compilerOptions, options);
        await using project = await createProject({
          ...FILES,
          "tsconfig.json": JSON.stringify(tsconfig),
          "app/ws/chat/route.ts":
            "export function onMessage(_: unknown, message: number) { return message.toFixed(); }",
          "app/ws/chat/route.native.ts": "export function onMessage() {}",
        });
        await withTypeScript(project, installed);
        const { diagnostics } = await project.json(["check"]);
        expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([
          ["BBX2010", "app/ws/chat/route.ts"],
        ]);
      },
    );
  });
}

describe("names that differ only in case", () => {
  test.each([
    ["admin", "Admin"],
    ["i", "\u0130"],
    ["\u03b1\u03c3", "\u0391\u03a3"],
    ["k", "\u212a"],
    ["s", "\u017f"],
    ["(team)", "(Team)"],
  ])("%p beside %p are an error that names both", async (one, other) => {
    await using project = await createProject({
      [`app/ws/${one}/a/route.ts`]: "export function upgrade() { return false; }",
      [`app/ws/${other}/b/route.ts`]: MESSAGE,
    });
    const { diagnostics } = await project.json(["check", "--no-typecheck"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["BBX1010"]);
    for (const name of [one, other]) expect(diagnostics[0]?.message).toContain(`app/ws/${name}`);
  });

  test("a file beside the route too, and the folder of all routes", async () => {
    await using project = await createProject({
      "app/ws/chat/route.ts": "export function upgrade() { return false; }",
      "app/ws/chat/Route.ts": MESSAGE,
      "APP/ws/chat/route.ts": MESSAGE,
    });
    const { diagnostics } = await project.json(["check", "--no-typecheck"]);
    expect([...new Set(diagnostics.map(({ code }) => code))]).toContain("BBX1010");
    await rm(path.join(project.root, "app/ws/chat/Route.ts"));
    const report = await project.json(["build", "--no-typecheck"]);
    if (report.exitCode === 0) {
      await using server = await project.serve();
      expect(await statusOfHandshake(server.port, "/ws/chat")).toBe(403);
    } else {
      expect(report.diagnostics.map(({ code }) => code)).toEqual(["BBX4009"]);
    }
  });

  test.each([
    ['import { allow } from "../../lib/Guard.ts";', "app/lib/Guard.ts"],
    ['import { allow } from "../../Lib/guard.ts";', "app/Lib/guard.ts"],
  ])("files that routes import: %s", async (line, other) => {
    await using project = await createProject({
      "app/ws/chat/route.ts": `${line}\nexport function upgrade() { return allow(); }\n`,
      "app/ws/news/route.ts":
        'import { allow } from "../../lib/guard.ts";\nexport function upgrade() { return allow(); }\n',
      "app/lib/guard.ts": "export const allow = () => true;",
      [other]: "export const allow = () => false;",
    });
    const { diagnostics } = await project.json(["check"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["BBX4009"]);
  });
});

describe("a route that is a link", () => {
  test("hands on what the file has that it leads to, and types are not values there either", async () => {
    await using project = await createProject({
      ...FILES,
      "app/linked/right.ts": `export { upgrade } from "../lib/guard.ts";\n${MESSAGE}`,
      "app/linked/wrong.ts": `export { upgrade } from "../lib/middle.ts";\n${MESSAGE}`,
      "app/ws/right/.keep": "",
      "app/ws/wrong/.keep": "",
    });
    await symlink("../../linked/right.ts", path.join(project.root, "app/ws/right/route.ts"));
    await symlink("../../linked/wrong.ts", path.join(project.root, "app/ws/wrong/route.ts"));
    for (const flags of [[], ["--no-typecheck"]]) {
      const { diagnostics } = await project.json(["check", ...flags]);
      expect(diagnostics.map(({ code }) => code)).toEqual(["BBX2007"]);
    }
    await rm(path.join(project.root, "app/ws/wrong"), { recursive: true });
    await project.build();
    await using server = await project.serve();
    expect(await statusOfHandshake(server.port, "/ws/right")).toBe(403);
  });
});
