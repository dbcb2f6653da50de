// Compares the emitted matcher with a naive one that only follows the rules: a table of cases, then seeded random trees.
import { describe, expect, test } from "bun:test";
import { emitMatch, emitSwitch } from "../../../compiler/emit/match.ts";
import { emitMatchOfMany } from "../../../compiler/emit/match-of-many.ts";
import type { ServerPlan } from "../../../compiler/model.ts";
import { planServer } from "../../../compiler/plan/plan.ts";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { type Found, naive, routeOf } from "../../support/naive-matcher.ts";
import { randomFolders, randomPath, seeded } from "../../support/random-routes.ts";
import { canonicalPath, endOf, isSegment, pathOf, segmentEnd } from "../../../runtime/path.ts";
import { paramsOf } from "../../../runtime/path-contexts.ts";
import { formatSegment } from "../../../compiler/routes/segments.ts";

/** What a canonical path leads to, with the parameters that its context has. */
type Match = (path: string) => Found | undefined;

function planOf(folders: readonly string[], base = "/ws"): ServerPlan {
  const settings = { ...defaultSettings(), base };
  return planServer(folders.map(routeOf), () => ({ names: [], live: [] }), settings);
}

function compileMatch(emit: typeof emitMatch, folders: readonly string[], base = "/ws"): Match {
  const helpers = { endOf, isSegment, segmentEnd };
  const text = `${emit(planOf(folders, base)).join("\n")}\nreturn match;`;
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is the code under test
  const match: (path: string) => string | undefined = new Function("table", ...Object.keys(helpers), text)(
    folders,
    ...Object.values(helpers),
  );
  return (path) => {
    const route = match(path);
    if (route === undefined) return undefined;
    const below = base === "/" ? "" : base;
    const pattern = [below, ...routeOf(route).segments.map(formatSegment)].join("/");
    return { route, params: paramsOf(pattern, path) };
  };
}

/** A URL's path as the server sees it: canonical, or the status that it is refused with. */
function ask(match: Match, path: string): Found | 400 | 404 {
  const canonical = canonicalPath(pathOf(`http://host${path}`));
  return canonical === undefined ? 400 : (match(canonical) ?? 404);
}

function foundWith(route: string, params: Found["params"]): Found {
  return params === undefined ? { route } : { route, params };
}

/** Without prototypes and property attributes, which the two matchers make differently. */
function plain(found: Found | number): unknown {
  if (typeof found === "number") return found;
  return {
    route: found.route,
    params: Object.keys(found.params ?? {})
      .toSorted(byCodeUnit)
      .map((name) => [name, found.params?.[name]]),
  };
}

describe.each([
  ["for few routes", emitSwitch],
  ["for many routes", emitMatchOfMany],
])("the emitted matcher %s", (_form, emit) => {
  const folders = [
    "",
    "custom",
    "(admin)/audit",
    "a/b/c",
    "a/[x]/d",
    "a/[...all]",
    "rooms/[id]",
    "rooms/[id]/log",
    "rooms/lobby",
    "files/[...path]",
    "docs/[[...path]]",
    "both/[...some]",
    "both/[[...any]]",
    "wiki/[[page]]",
    "one/[id]",
    "one/[[id]]",
    "one/[...more]",
    "b/secret",
    "b/[any]",
    "é",
    "a b",
    "%41",
    "q'x$`{}",
    "[tenant]/[__proto__]/[constructor]",
  ];
  const match = compileMatch(emit, folders);

  const cases: readonly (readonly [string, number | string, Found["params"]?])[] = [
    ["/ws", ""],
    ["/ws/", ""],
    ["/ws//", 404],
    ["//ws", 404],
    ["/", 404],
    ["/other", 404],
    ["/wsx", 404],
    ["/ws/custom", "custom"],
    ["/ws/custom/", "custom"],
    ["/ws/custom?a=/ws/audit", "custom"],
    ["/ws/custom#x", "custom"],
    ["/ws/c%75stom", "custom"],
    ["/ws/Custom", 404],
    ["/ws//custom", 404],
    ["/ws/custom//", 404],
    ["/ws/audit", "(admin)/audit"],
    ["/ws/(admin)/audit", 404],
    ["/ws/a/b/c", "a/b/c"],
    ["/ws/a/b/d", "a/[x]/d", { x: "b" }],
    ["/ws/a/b/e", "a/[...all]", { all: ["b", "e"] }],
    ["/ws/a/b", "a/[...all]", { all: ["b"] }],
    ["/ws/a", 404],
    ["/ws/rooms/42", "rooms/[id]", { id: "42" }],
    ["/ws/rooms/42/", "rooms/[id]", { id: "42" }],
    ["/ws/rooms/%34%32", "rooms/[id]", { id: "42" }],
    ["/ws/rooms/a%2Fb", "rooms/[id]", { id: "a/b" }],
    ["/ws/rooms/%252F", "rooms/[id]", { id: "%2F" }],
    ["/ws/rooms/lobby", "rooms/lobby"],
    ["/ws/rooms/lobby/log", "rooms/[id]/log", { id: "lobby" }],
    ["/ws/rooms/", 404],
    ["/ws/rooms//log", 404],
    ["/ws/rooms/%", 400],
    ["/ws/rooms/%zz", 400],
    ["/ws/rooms/%C3", 400],
    ["/nowhere/%zz", 400],
    ["/ws/files/a/b%20c", "files/[...path]", { path: ["a", "b c"] }],
    ["/ws/files", 404],
    ["/ws/docs", "docs/[[...path]]", { path: [] }],
    ["/ws/docs/", "docs/[[...path]]", { path: [] }],
    ["/ws/docs/x/y", "docs/[[...path]]", { path: ["x", "y"] }],
    ["/ws/both", "both/[[...any]]", { any: [] }],
    ["/ws/both/x", "both/[...some]", { some: ["x"] }],
    ["/ws/wiki", "wiki/[[page]]", { page: undefined }],
    ["/ws/wiki/", "wiki/[[page]]", { page: undefined }],
    ["/ws/wiki/home", "wiki/[[page]]", { page: "home" }],
    ["/ws/wiki/a%2Fb/", "wiki/[[page]]", { page: "a/b" }],
    ["/ws/wiki/a/b/c", 404],
    ["/ws/wiki//", 404],
    ["/ws/one", "one/[[id]]", { id: undefined }],
    ["/ws/one/a", "one/[id]", { id: "a" }],
    ["/ws/one/a/b", "one/[...more]", { more: ["a", "b"] }],
    ["/ws/b/secret", "b/secret"],
    ["/ws/b/%73ecret", "b/secret"],
    ["/ws/b/other", "b/[any]", { any: "other" }],
    ["/ws/%C3%A9", "é"],
    ["/ws/%c3%a9", "é"],
    ["/ws/a%20b", "a b"],
    ["/ws/%2541", "%41"],
    ["/ws/A", 404],
    ["/ws/q'x$`{}", "q'x$`{}"],
    ["/ws/q%27x%24%60%7B%7D", "q'x$`{}"],
  ];

  for (const [path, expected, params] of cases) {
    test(`answers ${path} with ${JSON.stringify(expected)}`, () => {
      const found = ask(match, path);
      const wanted = typeof expected === "number" ? expected : foundWith(expected, params);
      expect(plain(found)).toEqual(plain(wanted));
      expect(plain(naive(folders, path.replace(/[?#].*/, "")))).toEqual(plain(wanted));
    });
  }

  test("gives parameters as own properties of an object without a prototype", () => {
    const found = ask(match, "/ws/acme/x/y");
    if (typeof found === "number") throw new Error("not found");
    expect(Object.getPrototypeOf(found.params)).toBeNull();
    expect(Object.keys(found.params ?? {})).toEqual(["tenant", "__proto__", "constructor"]);
    expect(Object.getOwnPropertyDescriptor(found.params, "__proto__")?.value).toBe("x");
  });

  test.each(["/ws", "/api/live", "/"])(
    "equals the naive matcher on random trees and paths below %s",
    (base) => {
      const random = seeded(20_260);
      for (let tree = 0; tree < 200; tree += 1) {
        const some = randomFolders(random);
        const compiled = compileMatch(emit, some, base);
        for (let attempt = 0; attempt < 60; attempt += 1) {
          const path = randomPath(random, random(8) === 0 ? "/other" : base);
          expect([path, some, plain(ask(compiled, path))]).toEqual([
            path,
            some,
            plain(naive(some, path, base)),
          ]);
        }
      }
    },
  );

  test("is this text", () => {
    const few = ["custom", "rooms/[id]", "rooms/[id]/log", "users/[id]", "files/[...path]"];
    expect(emit(planOf(few)).join("\n")).toMatchSnapshot();
  });
});

function routes(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `r${index}`);
}

test("many routes are matched by maps", () => {
  expect(emitMatch(planOf(routes(64))).join("\n")).toStartWith("function match(path) {\n  switch");
  const text = emitMatch(planOf(routes(65))).join("\n");
  expect(text).toStartWith('const statics = new Map();\nconst staticPaths = ["/ws/r0", ');
  // If no route has a parameter, there is no code for parameters.
  expect(text).not.toContain("beginning");
});

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}
