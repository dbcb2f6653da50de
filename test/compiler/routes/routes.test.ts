// Tests which files are routes, and what the names of their folders mean.
import { describe, expect, test } from "bun:test";
import { mkdir, symlink } from "node:fs/promises";
import path from "node:path";
import { createProject } from "../../support/project.ts";
import { some, TYPES_IN_CI } from "../../support/sample.ts";

const ROUTE = "export function onMessage() {}\n";

/** Folders as files of a project. */
function routes(...files: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map((file) => [`app/ws/${file}`, ROUTE]));
}

describe("bunbox routes", () => {
  test("shows every route with its topic, in the order of the files", async () => {
    await using project = await createProject(
      routes(
        "route.ts",
        "custom/route.tsx",
        "(admin)/audit/route.mts",
        "(admin)/(inner)/route/route.js",
        "rooms/[id]/route.jsx",
        "files/[...path]/route.mjs",
        "docs/[[...path]]/route.ts",
        "é/a b/route.ts",
      ),
    );
    const { stdout, exitCode } = await project.again(["routes"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  test("prints the same as JSON", async () => {
    await using project = await createProject(routes("rooms/[id]/[[...rest]]/route.ts", "chat/route.ts"));
    const { stdout } = await project.again(["routes", "--format", "json"]);
    expect((await project.again(["routes", "--json"])).stdout).toBe(stdout);
    expect(JSON.parse(stdout)).toEqual([
      {
        path: "/ws/chat",
        file: "app/ws/chat/route.ts",
        topic: "ws-chat",
        params: [],
        handlers: ["onMessage"],
      },
      {
        path: "/ws/rooms/[id]/[[...rest]]",
        file: "app/ws/rooms/[id]/[[...rest]]/route.ts",
        topic: null,
        params: ["id", "rest"],
        handlers: ["onMessage"],
      },
    ]);
  });
});

describe("route files", () => {
  test("are not looked for in private folders, in node_modules, or behind links to folders", async () => {
    await using project = await createProject({
      ...routes(
        "_lib/route.ts",
        "chat/_parts/deep/route.ts",
        ".x/route.ts",
        "node_modules/p/route.ts",
        "chat/route.ts",
      ),
      ...routes(
        "chat/route.test.ts",
        "chat/routes.ts",
        "chat/my-route.ts",
        "chat/route.d.ts",
        "chat/route.json",
      ),
      "elsewhere/linked/route.ts": ROUTE,
    });
    await symlink("../../elsewhere", path.join(project.root, "app/ws/link"));
    const { routes: found } = await project.json(["check", "--no-typecheck"]);
    expect(found.map(({ file }) => file)).toEqual(["app/ws/chat/route.ts"]);
  });

  test("are read through a link to a file", async () => {
    await using project = await createProject({
      "shared/echo.ts": `import { greeting } from "./greeting.ts";\nexport function onOpen(ws: Bun.ServerWebSocket<unknown>) { ws.send(greeting); }\n`,
      "shared/greeting.ts": 'export const greeting = "hello";\n',
    });
    for (const name of ["one", "two"]) {
      await mkdir(path.join(project.root, `app/ws/${name}`), { recursive: true });
      await symlink("../../../shared/echo.ts", path.join(project.root, `app/ws/${name}/route.ts`));
    }
    await project.build();
    await using server = await project.serve();
    for (const name of ["one", "two"]) {
      using client = await server.connect(`/ws/${name}`);
      expect(await client.text()).toBe("hello");
    }
  });

  test("may lie in another folder, whose own URL is still /ws", async () => {
    await using project = await createProject({
      "src/live (v2)/[room]/route.ts": ROUTE,
      "bunbox.config.ts": 'export default { routes: "./src/live (v2)/", outfile: "build/live.js" };',
    });
    const report = await project.json(["build", ...TYPES_IN_CI]);
    expect(report.routes.map(({ path: url }) => url)).toEqual(["/ws/[room]"]);
    expect(report.output?.file).toBe("build/live.js");
  });

  test("have names in composed form: é in one character or two is one folder", async () => {
    await using project = await createProject(routes("e\u0301/route.ts", "\u00e9/route.ts"));
    const { diagnostics } = await project.json(["check", ...TYPES_IN_CI]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["BBX1002"]);
  });

  test("a folder named like a route file is a folder", async () => {
    await using project = await createProject(routes("route.ts/route.ts"));
    const { routes: found } = await project.json(["check", ...TYPES_IN_CI]);
    expect(found.map(({ path: url }) => url)).toEqual(["/ws/route.ts"]);
  });
});

describe("conflicts", () => {
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ["two endings for one URL", ["a/route.ts", "a/route.js"], ["BBX1002"]],
    ["two groups with one URL", ["(x)/a/route.ts", "(y)/a/route.ts", "a/route.ts"], ["BBX1002"]],
    ["an optional catch-all beside its folder's route", ["d/route.ts", "d/[[...p]]/route.ts"], ["BBX1002"]],
    ["an optional catch-all in the root", ["route.ts", "[[...p]]/route.ts"], ["BBX1002"]],
    ["two catch-alls of different names", ["d/[...a]/route.ts", "d/[...b]/route.ts"], ["BBX1002"]],
    ["a catch-all beside an optional one", ["d/[...a]/route.ts", "d/[[...b]]/route.ts"], []],
    ["a parameter beside a catch-all", ["d/[a]/route.ts", "d/[...b]/route.ts"], []],
    ["two names across groups", ["(x)/[a]/route.ts", "(y)/[b]/more/route.ts"], ["BBX1003"]],
    ["one name at different levels", ["[a]/[b]/route.ts", "[a]/x/[c]/route.ts"], []],
    ["a parameter twice", ["[a]/x/[...a]/route.ts"], ["BBX1004"]],
    ["a catch-all in a group", ["d/[...a]/(g)/route.ts"], []],
    [
      "ill-formed names",
      ["[a/route.ts", "a]/route.ts", "(a/route.ts", "()/route.ts", "a[b]/route.ts"],
      Array.from({ length: 5 }, () => "BBX1006"),
    ],
    [
      "more ill-formed names",
      [
        "[]/route.ts",
        "[...]/route.ts",
        "[[a]/route.ts",
        "[a b]/route.ts",
        "[a].json/route.ts",
        "a)/route.ts",
      ],
      Array.from({ length: 6 }, () => "BBX1006"),
    ],
    ["names in other scripts", ["[größe]/route.ts", "x/[部屋-1_a]/route.ts"], []],
    ["parentheses within a name", ["a(1)b/route.ts"], []],
    ["one topic from two paths", ["a/b-c/route.ts", "a-b/c/route.ts", "a/b/c/route.ts"], ["BBX1009"]],
  ];
  for (const [what, files, codes] of some(cases, 2)) {
    test.concurrent(`${what}: ${codes.join(", ") || "none"}`, async () => {
      await using project = await createProject(routes(...files));
      const { diagnostics, exitCode } = await project.json(["check", "--no-typecheck"]);
      expect(diagnostics.map(({ code }) => code)).toEqual([...codes]);
      expect(exitCode).toBe(diagnostics.some(({ severity }) => severity === "error") ? 1 : 0);
      // Every file concerned is named.
      if (codes.length === 1) {
        const text = JSON.stringify(diagnostics);
        for (const file of files) expect(text).toContain(`app/ws/${file}`);
      }
    });
  }
});
