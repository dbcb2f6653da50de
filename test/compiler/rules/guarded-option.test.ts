// What is reported about the patterns of the option `guarded`.
import { describe, expect, test } from "bun:test";
import type { ReadExport, Route } from "../../../compiler/model.ts";
import { applyToProject } from "../../../compiler/rules/apply.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { CONFIG, projectOf, saidOf } from "./project.ts";

/** A route of a project, what it exports, and whether a guard is above it. */
interface Own {
  readonly folder: string;
  /** `null` if the file has errors. */
  readonly exports?: readonly ReadExport[] | null;
  readonly isGuarded?: boolean;
}

const ADMIN = "admin/users";
const FILES = { [CONFIG]: 'export default { guarded: ["/ws/admin/**"] };' };

function projectWith(guarded: readonly string[], routes: readonly Own[], files: Record<string, string>) {
  const exports = new Map(
    routes.flatMap(({ folder, exports: names = ["onOpen"] }) =>
      names === null ? [] : [[routeOf(folder).file, names] as const],
    ),
  );
  const guard: Route = { ...routeOf("admin"), file: "app/ws/admin/_guard.ts", isGuard: true };
  return {
    ...projectOf({ files, settings: { guarded }, graph: { exports } }),
    routes: routes.map(({ folder, isGuarded = false }) => ({
      ...routeOf(folder),
      path: `/ws/${folder}`,
      guards: isGuarded ? [guard] : [],
    })),
  };
}

/** What is reported about these patterns. */
function said(guarded: readonly string[], ...routes: readonly Own[]): readonly string[] {
  return saidOf(applyToProject(projectWith(guarded, routes, FILES)));
}

/** What is reported beside a route without a guard. */
function relatedIn(files: Record<string, string>): readonly unknown[] {
  return applyToProject(projectWith(["/ws/**"], [{ folder: ADMIN }], files)).map(({ related }) => related);
}

describe("a route that a pattern matches", () => {
  test("lets everybody in without a guard and an `upgrade`", () => {
    expect(said(["/ws/chat", "/ws/admin/**"], { folder: ADMIN }, { folder: "chat" })).toEqual([
      'BBX1013 app/ws/admin/users/route.ts:1:1 /ws/admin/users lets everybody in, but `guarded` has the pattern "/ws/admin/**"',
      'BBX1013 app/ws/chat/route.ts:1:1 /ws/chat lets everybody in, but `guarded` has the pattern "/ws/chat"',
    ]);
  });

  test.each([
    ["a guard", { folder: ADMIN, isGuarded: true }],
    ["an `upgrade`", { folder: ADMIN, exports: ["upgrade"] }],
    ["errors, so that nobody knows its exports", { folder: ADMIN, exports: null }],
  ] as const)("is not reported if it has %s", (_what, route) => {
    expect(said(["/ws/admin/**"], route)).toEqual([]);
  });

  test("is reported with the option, if there is a file that gives it", () => {
    expect(relatedIn(FILES)).toEqual([
      [{ message: "the option", place: expect.objectContaining({ file: CONFIG, line: 1, column: 18 }) }],
    ]);
    expect(relatedIn({})).toEqual([[]]);
  });

  test("is the only one that is reported", () => {
    expect(said(["/ws/admin/*"], { folder: ADMIN, isGuarded: true }, { folder: "chat" })).toEqual([]);
  });
});

describe("a pattern", () => {
  test("that matches no route is reported", () => {
    expect(said(["/ws/admn/*", "/ws/*"], { folder: "chat", exports: ["upgrade"] })).toEqual([
      'BBX3002 bunbox.config.ts:1:18 `guarded` has the pattern "/ws/admn/*", which matches no route',
    ]);
  });

  test("may match some of the routes", () => {
    const chat = { folder: "chat", exports: ["upgrade"] } as const;
    expect(said(["/ws/chat"], chat, { folder: "rooms" })).toEqual([]);
  });
});
