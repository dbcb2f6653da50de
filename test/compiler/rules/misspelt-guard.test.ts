// Files that are named almost like a guard: which are reported, and what the hint says.
import { describe, expect, test } from "bun:test";
import type { NearGuard } from "../../../compiler/model.ts";
import { findInProject } from "./project.ts";

const GUARD = "export const guard = () => false;";

/** What is said of a file, and the hint. A route imports it if it is reached. */
function saidOf(near: NearGuard, text: string, isReached = false): readonly string[] {
  const found = findInProject({
    files: { [near.file]: text },
    graph: { reached: isReached ? [near.file] : [] },
    nearGuards: [near],
  });
  return found.map(({ code, message, hint }) => `${code} ${message}. ${hint}`);
}

const isReported = (near: NearGuard, text: string, isReached = false): boolean =>
  saidOf(near, text, isReached).length > 0;

const UNDERSCORED: NearGuard = { file: "app/ws/a/_guards.ts", why: "name" };
const PLAIN: NearGuard = { file: "app/ws/a/guard.ts", why: "name" };
const INDEX: NearGuard = { file: "app/ws/a/_guard/index.mts", why: "name" };
const WORDED: NearGuard = { file: "app/ws/a/admin.guard.cts", why: "word" };
const ABOVE: NearGuard = { file: "app/_guard.js", why: "above" };

describe("a file that guards nothing", () => {
  test.each([
    [UNDERSCORED, "Rename it to app/ws/a/_guard.ts, or give it a name that is not like it."],
    [PLAIN, "Rename it to app/ws/a/_guard.ts, or give it a name that is not like it."],
    [INDEX, "Rename it to app/ws/a/_guard.mts, or give it a name that is not like it."],
    [WORDED, "Name it `_guard.ts`, in the folder that it should guard, or do not export `guard` from it."],
  ])("is reported with a name for it: $file", (near, hint) => {
    expect(saidOf(near, GUARD)).toEqual([
      `BBX1012 ${near.file} is not a guard, so it guards nothing. ${hint}`,
    ]);
  });

  test("is reported with its folder if it lies above the routes", () => {
    expect(saidOf(ABOVE, GUARD)).toEqual([
      "BBX1012 app/_guard.js is not below app/ws, so it guards nothing. Move it to app/ws/_guard.js, where it guards all routes.",
    ]);
  });
});

describe("with an underscore", () => {
  test.each([
    ["exports `guard`, also if a route imports it", GUARD, true],
    ["exports another function, and no route imports it", "export const admin = () => false;", false],
    ["exports a type and a function", "export type Staff = string;\nexport function staff() {}", false],
    ["exports nothing", "", false],
  ])("a file is reported if it %s", (_what, text, isReached) => {
    expect(isReported(UNDERSCORED, text, isReached)).toBe(true);
  });

  test.each([
    ["a route imports it for something else", "export const LIMIT = 3;", true],
    ["it has only types", "export type guard = string;\nexport interface Staff {}", false],
  ])("a file is not reported if %s", (_what, text, isReached) => {
    expect(isReported(UNDERSCORED, text, isReached)).toBe(false);
  });
});

describe("without an underscore", () => {
  test.each([
    ["guard", GUARD],
    ["almost `guard`", "export const LIMIT = 3;\nexport const Guard = () => false;"],
    ["`guard` from another file", 'export { check as guard } from "./check.ts";'],
  ])("a file is reported if it exports %s", (_what, text) => {
    expect(isReported(PLAIN, text)).toBe(true);
  });

  test.each([
    ["it exports something else", "export const WARD = 3;", false],
    ["a route imports it", GUARD, true],
    ["it exports a type of this name", "export type guard = string;", false],
    ["it exports all of another file", 'export * from "./check.ts";', false],
  ])("a file is not reported if %s", (_what, text, isReached) => {
    expect(isReported(PLAIN, text, isReached)).toBe(false);
  });
});

describe.each([WORDED, ABOVE])("with the word in its name, or above the routes: $file", (near) => {
  test.each([
    ["it exports something else", "export const guards = () => false;", false],
    ["something imports it", GUARD, true],
  ])("a file is not reported if %s", (_what, text, isReached) => {
    expect(isReported(near, text, isReached)).toBe(false);
  });
});
