// Tests which files are guards, and of which routes.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { check, GUARD, link, ROUTE } from "../support/guard-check.ts";
import { createProject } from "../support/project.ts";
import { ask, handshake } from "../support/raw.ts";

describe("the guards of a route", () => {
  test("are those of its folders: the routes folder, groups, parameters, with any ending", async () => {
    const { said, guards } = await check({
      "app/ws/_guard.ts": GUARD,
      "app/ws/(team)/_guard.tsx": GUARD,
      "app/ws/(team)/rooms/[id]/_guard.mts": GUARD,
      "app/ws/(team)/rooms/[id]/log/[...path]/_guard.js": GUARD,
      "app/ws/route.ts": ROUTE,
      "app/ws/open/route.ts": ROUTE,
      "app/ws/(team)/rooms/[id]/route.ts": ROUTE,
      "app/ws/(team)/rooms/[id]/log/[...path]/route.ts": ROUTE,
      "app/ws/(other)/rooms/route.ts": ROUTE,
    });
    expect(said).toEqual([]);
    const [all, team] = ["app/ws/_guard.ts", "app/ws/(team)/_guard.tsx"];
    const room = "app/ws/(team)/rooms/[id]/_guard.mts";
    expect(guards).toEqual({
      "/ws": [all],
      "/ws/open": [all],
      "/ws/rooms": [all],
      "/ws/rooms/[id]": [all, team, room],
      "/ws/rooms/[id]/log/[...path]": [all, team, room, "app/ws/(team)/rooms/[id]/log/[...path]/_guard.js"],
    });
  });

  test("are not those of a folder whose name only begins alike", async () => {
    const { guards } = await check({
      "app/ws/a/_guard.ts": GUARD,
      "app/ws/a/route.ts": ROUTE,
      "app/ws/ab/route.ts": ROUTE,
      "app/ws/a-b/c/route.ts": ROUTE,
    });
    expect(guards).toEqual({ "/ws/a": ["app/ws/a/_guard.ts"], "/ws/ab": [], "/ws/a-b/c": [] });
  });

  test("are found in any routes folder, and with any base", async () => {
    for (const routes of [".", "src", "./src/live/"]) {
      const folder = path.posix.normalize(routes).replace(/\/$/, "");
      const { said, guards } = await check({
        "bunbox.config.ts": `export default { routes: ${JSON.stringify(routes)}, base: "/api" };`,
        [path.posix.join(folder, "_guard.ts")]: GUARD,
        [path.posix.join(folder, "x/route.ts")]: ROUTE,
      });
      expect([said, guards]).toEqual([[], { "/api/x": [path.posix.join(folder, "_guard.ts")] }]);
    }
  });

  test("may be links, and have names that tools misread", async () => {
    await using project = await createProject({
      "app/lib/staff.ts": "export const guard = () => false;",
      "app/ws/o?dd #1\\/_guard.ts": GUARD,
      "app/ws/o?dd #1\\/route.ts": ROUTE,
      "app/ws/linked/route.ts": ROUTE,
    });
    await link("app/ws/linked/_guard.ts", "../../lib/staff.ts")(project);
    expect((await project.json(["build"])).diagnostics).toEqual([]);
    await using server = await project.serve();
    for (const url of ["/ws/linked", "/ws/o%3Fdd%20%231%5C"])
      expect([url, (await ask(server.port, handshake(url))).status]).toEqual([url, 403]);
  });

  test("are found below a routes folder that is a link", async () => {
    const { said, guards } = await check(
      { "src/live/a/_guard.ts": GUARD, "src/live/a/route.ts": ROUTE },
      link("app/ws", "../src/live"),
    );
    expect([said, guards]).toEqual([[], { "/ws/a": ["app/ws/a/_guard.ts"] }]);
  });

  test("a private folder has neither routes nor guards", async () => {
    const { said, guards } = await check({
      "app/ws/_guard/route.ts": ROUTE,
      "app/ws/_guard/index.ts": "export const helper = 1;",
      "app/ws/_guard/_guard.ts": GUARD,
      "app/ws/_lib/_guard.ts": "export const helper = 1;",
      "app/ws/.x/_guard.ts": GUARD,
      "app/ws/node_modules/_guard.ts": GUARD,
      "app/ws/a/route.ts": ROUTE,
    });
    expect([said, guards]).toEqual([[], { "/ws/a": [] }]);
  });
});
