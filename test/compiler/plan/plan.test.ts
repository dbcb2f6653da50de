// The plan of the server: the rows of its table, its static paths, and the tree of the dynamic ones.
import { describe, expect, test } from "bun:test";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import type { MatchNode, ServerPlan } from "../../../compiler/model.ts";
import { type PlannedExports, planServer, routeInfo } from "../../../compiler/plan/plan.ts";
import { routeOf } from "../../support/naive-matcher.ts";

const EMPTY: MatchNode = {
  statics: [],
  param: null,
  optionalParam: null,
  rest: null,
  optionalRest: null,
  leaf: null,
};

function planOf(...folders: readonly string[]): ServerPlan {
  return planBelow("/ws", folders);
}

function planBelow(base: string, folders: readonly string[]): ServerPlan {
  const settings = { ...defaultSettings(), base };
  return planServer(folders.map(routeOf), () => ({ names: [], live: [] }), settings);
}

/** The tree below `/ws`. */
function treeOf(...folders: readonly string[]): MatchNode {
  const [ws] = planOf(...folders).tree.statics;
  if (ws === undefined) throw new Error("no route is dynamic");
  expect(ws[0]).toBe("ws");
  return ws[1];
}

describe("a row", () => {
  test("has the parameters from the left, and the handlers in the order in which they run", () => {
    const route = routeOf("rooms/[id]/log/[[...rest]]");
    expect(routeInfo(route, ["onClose", "helper", "upgrade", "onOpen"])).toEqual({
      path: route.path,
      file: route.file,
      topic: null,
      params: ["id", "rest"],
      handlers: ["upgrade", "onOpen", "onClose"],
    });
    expect(routeInfo(routeOf("chat"), [])).toMatchObject({ topic: "chat", params: [], handlers: [] });
  });

  test("says which handlers can change while the server runs", () => {
    const { routes, fallback, options } = planServer(
      ["chat", "[id]"].map(routeOf),
      ({ topic }) => ({ names: ["onMessage", "onOpen"], live: topic === null ? ["onOpen"] : [] }),
      { ...defaultSettings(), fallback: "app/pages.ts" },
    );
    expect(routes.map(({ handlers, live }) => ({ handlers, live }))).toEqual([
      { handlers: ["onOpen", "onMessage"], live: [] },
      { handlers: ["onOpen", "onMessage"], live: ["onOpen"] },
    ]);
    expect(fallback).toBe("app/pages.ts");
    expect(options).toEqual(defaultSettings().server);
  });
});

/** Whether the handlers of two routes are sure, of which this is the second. */
const sureOf = (second: PlannedExports): boolean =>
  planServer(
    ["a", "b"].map(routeOf),
    ({ path }) => (path === "a" ? { names: ["onOpen"], live: [], plain: ["onOpen"] } : second),
    defaultSettings(),
  ).sure;

test("the handlers are sure if each that a route has is a function declaration that stays", () => {
  const names = ["onOpen", "onMessage"] as const;
  expect(sureOf({ names, live: [], plain: ["helper", ...names] })).toBe(true);
  expect(sureOf({ names: [], live: [], plain: [] })).toBe(true);
  expect(sureOf({ names, live: [], plain: ["onOpen"] })).toBe(false);
  expect(sureOf({ names, live: ["onMessage"], plain: names })).toBe(false);
  expect(sureOf({ names, live: [] })).toBe(false);
});

describe("a static route", () => {
  test("is an encoded path with the number of its row, and is not in the tree", () => {
    const { statics, tree } = planOf("[id]", "a b/é", "");
    expect(statics).toEqual([
      ["/ws/a%20b/%C3%A9", 1],
      ["/ws", 2],
    ]);
    expect(tree).toEqual({ ...EMPTY, statics: [["ws", { ...EMPTY, param: { ...EMPTY, leaf: 0 } }]] });
  });
});

test.each([
  ["/api/live", ["/api/live", "/api/live/a"], ["api", "live", "[]"]],
  ["/", ["/", "/a"], ["[]"]],
])("the base %s is above all routes", (base, statics, path) => {
  const plan = planBelow(base, ["", "a", "[id]"]);
  expect(plan.statics.map(([url]) => url)).toEqual(statics);
  const names: string[] = [];
  let node: MatchNode | null | undefined = plan.tree;
  while (node !== null && node !== undefined && node.leaf === null) {
    const [below]: MatchNode["statics"] = node.statics;
    names.push(below?.[0] ?? "[]");
    node = below?.[1] ?? node.param;
  }
  expect(names).toEqual(path);
});

describe("the tree", () => {
  test("has a node per segment, which routes share", () => {
    expect(treeOf("[id]/a b", "[id]/log", "[id]", "a/[x]", "a/[x]/b")).toEqual({
      ...EMPTY,
      statics: [["a", { ...EMPTY, param: { ...EMPTY, leaf: 3, statics: [["b", { ...EMPTY, leaf: 4 }]] } }]],
      param: {
        ...EMPTY,
        leaf: 2,
        statics: [
          ["a%20b", { ...EMPTY, leaf: 0 }],
          ["log", { ...EMPTY, leaf: 1 }],
        ],
      },
    });
  });

  test("has an optional parameter and both catch-alls at the node above them", () => {
    expect(treeOf("[...some]", "[[...any]]", "[id]/[...more]", "[[one]]")).toEqual({
      ...EMPTY,
      rest: 0,
      optionalRest: 1,
      optionalParam: 3,
      param: { ...EMPTY, rest: 2 },
    });
  });
});
