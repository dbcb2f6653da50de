// Tests which names of files are those of guards, almost those, or have the word; and which guards lie above the routes.
import { describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { guardNames, guardsAbove, isGuardFolder, isIndex } from "../../../compiler/routes/guard-files.ts";

describe("a name", () => {
  test.each(["_guard.ts", "_guard.tsx", "_guard.mjs", "_guard.cts", "_guard.cjs"])(
    "of a guard: %s",
    (name) => {
      expect(guardNames([name])).toEqual({ guards: [name], near: [], worded: [] });
    },
  );

  test.each([
    "_guards.ts",
    "guard.mts",
    "_Guard.js",
    "_gaurd.ts",
    "_guard.TS",
    "_guard.ts ",
    "middleware.ts",
    "_middleware.cjs",
  ])("almost of a guard: %s", (name) =>
    expect(guardNames([name])).toEqual({ guards: [], near: [name], worded: [] }),
  );

  test.each([
    "admin.guard.ts",
    "guard-admin.cts",
    "_guard.server.ts",
    "_guard.ts.ts",
    "authGuard.tsx",
    "staff_guards.js",
  ])("with the word: %s", (name) =>
    expect(guardNames([name])).toEqual({ guards: [], near: [], worded: [name] }),
  );

  test.each([
    "route.guard.ts",
    "route.ts",
    "_guard",
    ".ts",
    "_guard.json",
    "_guard.d.ts",
    "admin.guard.test.ts",
    "guard.spec.ts",
    "guardian.ts",
    "safeguard-all.ts",
    "board.ts",
    "my-middleware-of-all.ts",
  ])("of something else: %s", (name) => {
    expect(guardNames([name])).toEqual({ guards: [], near: [], worded: [] });
  });

  test("of a folder", () => {
    const names = ["_guard", "guard", "_guards", "middleware", "admin", "", "guardians"];
    expect(names.filter(isGuardFolder)).toEqual(["_guard", "guard", "_guards", "middleware"]);
    expect(["index.ts", "index.mjs", "index.css", "main.ts"].filter(isIndex)).toEqual([
      "index.ts",
      "index.mjs",
    ]);
  });
});

test("guards above the routes are those in the folders between the project and the routes", async () => {
  const root = await mkdtemp(path.join(tmpdir(), "bunbox-above-"));
  try {
    await mkdir(path.join(root, "app/ws"), { recursive: true });
    for (const file of ["_guard.ts", "app/_guard.js", "app/guard.ts", "app/ws/_guard.ts"])
      await writeFile(path.join(root, file), "");
    const both = [
      { file: "../../_guard.ts", why: "above" as const },
      { file: "../_guard.js", why: "above" as const },
    ];
    expect(guardsAbove(root, "app/ws")).toEqual(both);
    expect(guardsAbove(root, "./app/ws/")).toEqual(both);
    expect(guardsAbove(root, ".")).toEqual([]);
    expect(guardsAbove(root, "app")).toEqual([{ file: "../_guard.ts", why: "above" }]);
    expect(() => guardsAbove(root, "gone/ws")).toThrow("ENOENT");
  } finally {
    await rm(root, { recursive: true });
  }
});
