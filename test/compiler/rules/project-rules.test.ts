// The rules that look at the project as a whole: paths, options, what its files import.
import { describe, expect, test } from "bun:test";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import type { Settings } from "../../../compiler/model.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { CONFIG, findInProject, type Given, saidOfProject } from "./project.ts";

test("a project in which nothing is wrong has no finding", () => {
  expect(saidOfProject({})).toEqual([]);
  expect(
    saidOfProject({
      files: { "app/a.ts": 'import "./b.ts";', "app/b.ts": "export const b = 1;" },
      imports: { "app/a.ts": { "./b.ts": "app/b.ts", "node:fs": null } },
      routes: ["chat", "rooms/[id]"],
    }),
  ).toEqual([]);
});

const mistaking = (importer: string, specifier: string, other: string): Given => ({
  files: { [importer]: `import "${specifier}";` },
  graph: { mistaken: [{ importer, specifier, given: other }] },
});

describe("two paths that differ only in case", () => {
  test("are reported at the import", () => {
    expect(saidOfProject(mistaking("app/a.ts", "./Lib.ts", "app/lib.ts"))).toEqual([
      "BBX4009 app/a.ts:1:8 ./Lib.ts and app/lib.ts differ only in case; the bundler treats them as one file",
    ]);
  });

  test("are reported once, even if both are imported", () => {
    const [one] = mistaking("app/a.ts", "./Lib.ts", "app/lib.ts").graph?.mistaken ?? [];
    const other = { importer: "app/b.ts", specifier: "./lib.ts", given: "app/Lib.ts" };
    expect(saidOfProject({ graph: { mistaken: one === undefined ? [] : [one, other] } })).toEqual([
      "BBX4009 app/b.ts:1:1 ./lib.ts and app/Lib.ts differ only in case; the bundler treats them as one file",
    ]);
  });

  const ROUTE = `./${routeOf("Chat").file}`;

  test("are reported at the route if one of them is a route and the other is not below the routes folder", () => {
    const found = saidOfProject({
      ...mistaking("entry.ts", ROUTE, "app/WS/chat/route.ts"),
      routes: ["Chat"],
    });
    expect(found).toEqual([
      `BBX4009 app/ws/Chat/route.ts:1:1 ${ROUTE} and app/WS/chat/route.ts differ only in case; the bundler treats them as one file`,
    ]);
  });

  test("are not reported again if both are routes", () => {
    expect(
      saidOfProject({ ...mistaking("entry.ts", ROUTE, "app/ws/chat/route.ts"), routes: ["Chat"] }),
    ).toEqual([]);
  });

  test("are reported if only the other file is below the routes folder", () => {
    expect(
      saidOfProject({ ...mistaking("app/a.ts", "./WS/lib.ts", "app/ws/lib.ts"), routes: ["Chat"] }),
    ).toHaveLength(1);
  });
});

const importing = (client: string | null): Given => ({
  files: { "app/ws/chat/route.ts": 'import "../../client.ts";\nimport "node:fs";' },
  imports: { "app/ws/chat/route.ts": { "../../client.ts": "app/client.ts", "node:fs": null } },
  settings: { client },
});

describe("a route that imports the typed client", () => {
  test("is reported at the import", () => {
    expect(saidOfProject(importing("app/client.ts"))).toEqual([
      "BBX4008 app/ws/chat/route.ts:1:8 app/ws/chat/route.ts imports the client app/client.ts, which bunbox writes from the routes",
    ]);
  });

  test("is not reported if it imports another file, or if there is no client", () => {
    expect(saidOfProject(importing("web/client.ts"))).toEqual([]);
    expect(saidOfProject(importing(null))).toEqual([]);
  });
});

const withServer = (server: Partial<Settings["server"]>, ...routes: readonly string[]): readonly string[] =>
  saidOfProject({
    routes,
    settings: { server: { ...defaultSettings().server, ...server } },
    files: { [CONFIG]: 'export default { health: "/x" };' },
  });

describe("the option `health`", () => {
  test("is reported if it is the path of a route", () => {
    expect(withServer({ health: "/ws/a%20b" }, "chat", "a b")).toEqual([
      "BBX3004 bunbox.config.ts:1:18 `health` is /ws/a%20b, which app/ws/a b/route.ts already serves",
    ]);
  });

  test("is reported if it is the path of the metrics, and they are on", () => {
    expect(withServer({ health: "/metrics", metrics: true })).toEqual([
      "BBX3004 bunbox.config.ts:1:18 `health` is /metrics, which the option `metrics` already serves",
    ]);
    expect(withServer({ health: "/metrics", metrics: false })).toEqual([]);
  });

  test("is not reported if it is another path, the name of a dynamic route, or off", () => {
    expect(withServer({ health: "/healthz", metrics: true }, "chat")).toEqual([]);
    expect(withServer({ health: "/ws/id" }, "[id]")).toEqual([]);
    expect(withServer({ health: false, metrics: true }, "chat")).toEqual([]);
  });
});

const reasonsOf = (given: Given): readonly (string | undefined)[] =>
  findInProject(given).map(({ reason }) => reason);

describe("the module of the option `fallback`", () => {
  const misfit = { route: routeOf("chat"), reason: "It is a number.", blame: { kind: "whole" } } as const;

  test("is reported if it has no default export", () => {
    const given = { settings: { fallback: "app/pages.ts" } };
    expect(saidOfProject(given)).toEqual([
      "BBX2020 app/pages.ts:1:1 The default export of app/pages.ts must be a function that answers a request",
    ]);
    expect(reasonsOf(given)).toEqual(["It has no default export."]);
  });

  test.each([
    ["is reported with what TypeScript says about it", "fallback", ["It is a number."]],
    ["is not reported for what TypeScript says about a handler", "onOpen", []],
  ] as const)("%s", (_what, handler, reasons) => {
    const given = {
      settings: { fallback: "app/pages.ts" },
      graph: { fallback: true },
      typed: { misfits: [{ ...misfit, handler }] },
    };
    expect(reasonsOf(given)).toEqual([...reasons]);
  });

  test("is not reported if there is none", () => {
    expect(saidOfProject({ settings: { fallback: null } })).toEqual([]);
  });
});
