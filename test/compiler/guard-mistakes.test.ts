// Tests that a file which would be lost as a guard is an error, and that a helper is not taken for one.
import { describe, expect, test } from "bun:test";
import { check, GUARD, link, ROUTE } from "../support/guard-check.ts";
import { createProject } from "../support/project.ts";

const MISTAKES: Readonly<
  Record<
    string,
    readonly [said: string, files: Readonly<Record<string, string>>, link?: readonly [string, string]]
  >
> = {
  "two endings": [
    "BBX1011 app/ws/a/_guard.ts:1:1",
    { "app/ws/a/_guard.ts": GUARD, "app/ws/a/_guard.js": GUARD },
  ],
  "two letters in another order": ["BBX1012 app/ws/a/_gaurd.ts:1:1", { "app/ws/a/_gaurd.ts": GUARD }],
  "the plural": ["BBX1012 app/ws/a/_guards.ts:1:1", { "app/ws/a/_guards.ts": GUARD }],
  "a capital": ["BBX1012 app/ws/a/_Guard.ts:1:1", { "app/ws/a/_Guard.ts": GUARD }],
  "no underscore": ["BBX1012 app/ws/a/guard.ts:1:1", { "app/ws/a/guard.ts": GUARD }],
  "no underscore, another export": [
    "BBX1012 app/ws/a/guard.ts:1:1",
    { "app/ws/a/guard.ts": "export const authorize = () => false;" },
  ],
  "a middleware": [
    "BBX1012 app/ws/middleware.ts:1:1",
    { "app/ws/middleware.ts": "export function middleware() { return false; }" },
  ],
  "a middleware with an underscore": [
    "BBX1012 app/ws/_middleware.ts:1:1",
    { "app/ws/_middleware.ts": GUARD },
  ],
  "a capital ending": ["BBX1012 app/ws/a/_guard.TS:1:1", { "app/ws/a/_guard.TS": GUARD }],
  "a letter of another alphabet": [
    "BBX1012 app/ws/a/_gu\u0430rd.ts:1:1",
    { "app/ws/a/_gu\u0430rd.ts": GUARD },
  ],
  "a character that is not seen": [
    "BBX1012 app/ws/a/_guard\u200b.ts:1:1",
    { "app/ws/a/_guard\u200b.ts": GUARD },
  ],
  "a space": ["BBX1012 app/ws/a/_guard .ts:1:1", { "app/ws/a/_guard .ts": GUARD }],
  "a folder with an index": ["BBX1012 app/ws/a/_guard/index.ts:1:1", { "app/ws/a/_guard/index.ts": GUARD }],
  "a folder with an index, without the underscore": [
    "BBX1012 app/ws/a/guard/index.ts:1:1",
    { "app/ws/a/guard/index.ts": GUARD },
  ],
  "the plural of a folder": ["BBX1012 app/ws/a/_guards/index.ts:1:1", { "app/ws/a/_guards/index.ts": GUARD }],
  "a middleware in a folder": [
    "BBX1012 app/ws/_middleware/index.ts:1:1",
    { "app/ws/_middleware/index.ts": GUARD },
  ],
  "a name of two words": ["BBX1012 app/ws/a/guard-admin.ts:1:1", { "app/ws/a/guard-admin.ts": GUARD }],
  "a name of two words, the first in front": [
    "BBX1012 app/ws/admin.guard.ts:1:1",
    { "app/ws/admin.guard.ts": GUARD },
  ],
  "a name of two words with a capital": [
    "BBX1012 app/ws/a/_authGuard.ts:1:1",
    { "app/ws/a/_authGuard.ts": GUARD },
  ],
  "an ending in the name": ["BBX1012 app/ws/a/_guard.ts.ts:1:1", { "app/ws/a/_guard.ts.ts": GUARD }],
  "a part of the name": ["BBX1012 app/ws/a/_guard.server.ts:1:1", { "app/ws/a/_guard.server.ts": GUARD }],
  "above the routes folder": ["BBX1012 app/_guard.ts:1:1", { "app/_guard.ts": GUARD }],
  "in the folder of the project": ["BBX1012 _guard.js:1:1", { "_guard.js": GUARD }],
  "a space at the end": ["BBX1012 app/ws/a/_guard.ts :1:1", { "app/ws/a/_guard.ts ": GUARD }],
  "an empty near name": ["BBX1012 app/ws/a/_guards.ts:1:1", { "app/ws/a/_guards.ts": "" }],
  "a near name that is imported for something else": [
    "BBX1012 app/ws/a/_guards.ts:1:1",
    {
      "app/ws/a/_guards.ts": `${GUARD}export const LIMIT = 3;`,
      "app/ws/a/route.ts": `import { LIMIT } from "./_guards.ts";\nexport function onOpen() { return LIMIT; }`,
    },
  ],
  "another case beside it": [
    "BBX1010 app/ws/a/_guard.ts:1:1",
    { "app/ws/a/_guard.ts": GUARD, "app/ws/a/_Guard.ts": GUARD },
  ],
  CommonJS: ["BBX1007 app/ws/a/_guard.cts:1:1", { "app/ws/a/_guard.cts": GUARD }],
  "CommonJS in JavaScript": ["BBX1007 app/ws/a/_guard.cjs:1:1", { "app/ws/a/_guard.cjs": "" }],
  "an empty file": ["BBX2016 app/ws/a/_guard.ts:1:1", { "app/ws/a/_guard.ts": "" }],
  "a folder": ["BBX1008 app/ws/a/_guard.ts:1:1", { "app/ws/a/_guard.ts/index.ts": GUARD }],
  "a link to nothing": ["BBX1008 app/ws/a/_guard.ts:1:1", {}, ["app/ws/a/_guard.ts", "./gone.ts"]],
  "a link to a folder": [
    "BBX1008 app/ws/a/_guard.ts:1:1",
    {},
    ["app/ws/a/_guard.ts", "../../../node_modules"],
  ],
  "a circular link": ["BBX1008 app/ws/a/_guard.ts:1:1", {}, ["app/ws/a/_guard.ts", "./_guard.ts"]],
  "no route below": ["BBX1014 app/ws/b/_guard.ts:1:1", { "app/ws/b/_guard.ts": GUARD }],
  "a route that exports it": ["BBX2002 app/ws/a/route.ts:1:17", { "app/ws/a/route.ts": `${GUARD}${ROUTE}` }],
  "a file that does not parse": [
    "BBX4001 app/ws/a/_guard.ts:1:17",
    { "app/ws/a/_guard.ts": "export function { }" },
  ],
};

describe("a guard that would be lost is said", () => {
  test.each(Object.entries(MISTAKES))("%s", async (_title, [expected, files, linked]) => {
    const { said } = await check({ "app/ws/a/route.ts": ROUTE, ...files }, linked && link(...linked));
    expect(said).toEqual([expected]);
  });

  test("the two endings name each other, and the near name its remedy", async () => {
    await using project = await createProject({
      "app/ws/a/route.ts": ROUTE,
      "app/ws/a/_guard.ts": GUARD,
      "app/ws/a/_guard.js": GUARD,
      "app/ws/_guards.mjs": GUARD,
      "app/_guard.ts": GUARD,
      "app/ws/a/guard-admin.ts": GUARD,
      "app/ws/guard/index.mts": GUARD,
    });
    const { diagnostics } = await project.json(["check", "--no-typecheck"]);
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
      [
        "app/_guard.ts is not below app/ws, so it guards nothing",
        "Move it to app/ws/_guard.ts, where it guards all routes.",
      ],
      [
        "app/ws/_guards.mjs is not a guard, so it guards nothing",
        "Rename it to app/ws/_guard.mjs, or give it a name that is not like it.",
      ],
      [
        "app/ws/a/_guard.js and app/ws/a/_guard.ts are guards of one folder",
        "Keep one of them. One function can call the other.",
      ],
      [
        "app/ws/a/guard-admin.ts is not a guard, so it guards nothing",
        "Name it `_guard.ts`, in the folder that it should guard, or do not export `guard` from it.",
      ],
      [
        "app/ws/guard/index.mts is not a guard, so it guards nothing",
        "Rename it to app/ws/_guard.mts, or give it a name that is not like it.",
      ],
    ]);
  });
});

describe("a helper is not taken for a guard", () => {
  const files: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "that a route imports": {
      "app/ws/a/guard.ts": GUARD,
      "app/ws/a/route.ts": 'import { guard } from "./guard.ts";\nexport const upgrade = guard;',
    },
    "with types alone": { "app/ws/a/_guards.ts": "export type Staff = { user: string };" },
    "of declarations": { "app/ws/a/_guard.d.ts": "export declare const guard: number;" },
    "of other names": {
      "app/ws/a/guard-admin.ts": "export const guardAdmin = () => false;",
      "app/ws/a/guardian.ts": GUARD,
      "app/ws/a/_guard.server.ts": "export const LIMIT = 3;",
      "app/ws/a/_guard.test.ts": GUARD,
      "app/ws/a/guard.test.ts": GUARD,
      "app/ws/a/board.ts": GUARD,
      "app/ws/a/_guard.json": "{}",
    },
    "that exports something else": { "app/ws/a/guard.ts": "export const WARD = 3;" },
    "in a folder of them": { "app/ws/a/_guards/index.ts": "export const requireUser = () => false;" },
    "in a folder of them that a guard imports": {
      "app/ws/a/_guards/index.ts": GUARD,
      "app/ws/a/_guard.ts": 'export { guard } from "./_guards/index.ts";',
    },
    "of two words that a guard imports": {
      "app/ws/a/_guard.server.ts": GUARD,
      "app/ws/a/_guard.ts": 'export { guard } from "./_guard.server.ts";',
    },
    elsewhere: { "app/lib/_guards.ts": GUARD, "app/lib/_guard.ts": GUARD, "app/guard.ts": GUARD },
    "above that a guard imports": {
      "app/_guard.ts": GUARD,
      "app/ws/_guard.ts": 'export * from "../_guard.ts";',
    },
    "above that does not export it": { "app/_guard.ts": "export const requireUser = () => false;" },
  };
  test.each(Object.entries(files))("%s", async (_title, some) => {
    expect((await check({ "app/ws/a/route.ts": ROUTE, ...some })).said).toEqual([]);
  });
});
