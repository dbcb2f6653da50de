// Tests the option `guarded`: a route that matches must have a guard or an `upgrade`, and a pattern must match a route.
import { describe, expect, test } from "bun:test";
import { check, GUARD, ROUTE } from "../support/guard-check.ts";

/** What is said of routes that let everybody in. */
function open(...folders: readonly string[]): readonly string[] {
  return folders.map((folder) => `BBX1013 app/ws/${folder}/route.ts:1:1`);
}

describe("the option `guarded`", () => {
  const files = {
    "app/ws/admin/route.ts": ROUTE,
    "app/ws/admin/users/[id]/route.ts": ROUTE,
    "app/ws/admin/own/route.ts": "export function upgrade() { return false; }",
    "app/ws/admin/staff/_guard.ts": GUARD,
    "app/ws/admin/staff/route.ts": ROUTE,
    "app/ws/news/route.ts": ROUTE,
    "app/ws/caf\u00E9/own/route.ts": "export function upgrade() { return true; }",
  };
  const asked = async (...patterns: readonly string[]): Promise<readonly string[]> => {
    const config = `export default { guarded: ${JSON.stringify(patterns)} };`;
    return (await check({ ...files, "bunbox.config.ts": config })).said;
  };
  test.each([
    ["/ws/admin", open("admin")],
    ["/ws/admin/**", open("admin", "admin/users/[id]")],
    ["/ws/*", open("admin", "news")],
    ["/ws/admin/*/[id]", open("admin/users/[id]")],
    ["/**/[id]", open("admin/users/[id]")],
    ["/**", open("admin", "admin/users/[id]", "news")],
    ["/ws/admin/own", []],
    ["/ws/admin/staff/**", []],
    // A decomposed letter is the composed one.
    ["/ws/cafe\u0301/*", []],
  ] as const)("%s", async (pattern, expected) => {
    expect(await asked(pattern)).toEqual([...expected]);
  });

  test.each(["/ws/admn/**", "/admin", "/ws/admin/*/*/*", "/ws/users/[id]"])(
    "%s matches no route, which is an error at the option",
    async (pattern) => {
      expect(await asked(pattern, "/ws/admin/own")).toEqual(["BBX3002 bunbox.config.ts:1:18"]);
    },
  );
});
