// The emitted matcher against a naive one that only reads the rules: a table of cases, then seeded random trees.
import { describe, expect, test } from "bun:test";
import { emitMatch } from "../compiler/emit/match.ts";
import type { Route, Segment, ServerPlan } from "../compiler/model.ts";
import { planServer } from "../compiler/plan/plan.ts";
import { defaultSettings } from "../compiler/config/load-config.ts";
import { parseFolder } from "../compiler/routes/segments.ts";
import { canonicalPath, pathOf, segmentEnd } from "../runtime/path.ts";

interface Found {
  readonly route: string;
  readonly params?: Readonly<Record<string, string | string[]>>;
}

type Match = (path: string) => Found | undefined;

function routeOf(folder: string): Route {
  const segments: Segment[] = [{ kind: "static", name: "ws" }];
  for (const name of folder.split("/").filter((each) => each !== "")) {
    const parsed = parseFolder(name);
    if ("problem" in parsed) throw new Error(`${folder}: ${parsed.problem}`);
    if (parsed.segment !== null) segments.push(parsed.segment);
  }
  const dynamic = segments.some(({ kind }) => kind !== "static");
  return { file: `app/ws/${folder}/route.ts`, path: folder, segments, topic: dynamic ? null : folder };
}

function planOf(folders: readonly string[]): ServerPlan {
  return planServer(folders.map(routeOf), new Map(), defaultSettings());
}

function compileMatch(folders: readonly string[]): Match {
  const text = `${emitMatch(planOf(folders)).join("\n")}\nreturn match;`;
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is the code under test
  return new Function("table", "segmentEnd", text)(folders, segmentEnd);
}

/** A URL's path as the server sees it: canonical, or the status that it is refused with. */
function ask(match: Match, path: string): Found | 400 | 404 {
  const canonical = canonicalPath(pathOf(`http://host${path}`));
  return canonical === undefined ? 400 : (match(canonical) ?? 404);
}

/** The rules of docs/guide.md, tried one by one. */
function naive(folders: readonly string[], path: string): Found | 400 | 404 {
  const trimmed = path.replace(/\/$/, "").slice(1);
  let parts: string[];
  try {
    parts = trimmed.split("/").map(decodeURIComponent);
  } catch {
    return 400;
  }
  if (parts.includes("")) return 404;
  const found = walk(
    folders.map((folder) => ({ folder, rest: routeOf(folder).segments, params: {} })),
    parts,
  );
  return found ?? 404;
}

interface Candidate {
  readonly folder: string;
  readonly rest: readonly Segment[];
  readonly params: Readonly<Record<string, string | string[]>>;
}

function walk(candidates: readonly Candidate[], parts: readonly string[]): Found | undefined {
  const [part, ...others] = parts;
  if (part === undefined) {
    const ended = candidates.find(({ rest }) => rest.length === 0);
    if (ended !== undefined) return foundOf(ended);
    const optional = candidates.find(({ rest }) => rest[0]?.kind === "optional");
    return optional === undefined ? undefined : foundOf(bind(optional, []));
  }
  const of = (kind: Segment["kind"]): readonly Candidate[] =>
    candidates.filter(({ rest }) => rest[0]?.kind === kind);
  const statics = of("static").filter(({ rest }) => rest[0]?.name === part);
  const below =
    walk(statics.map(step), others) ??
    walk(
      of("param").map((each) => bind(each, part)),
      others,
    );
  if (statics.length + of("param").length > 0 && below !== undefined) return below;
  const [rest] = [...of("rest"), ...of("optional")];
  return rest === undefined ? undefined : foundOf(bind(rest, [...parts]));
}

function step({ folder, rest, params }: Candidate): Candidate {
  return { folder, rest: rest.slice(1), params };
}

function bind(candidate: Candidate, value: string | string[]): Candidate {
  const name = candidate.rest[0]?.name ?? "";
  const params = { ...candidate.params };
  Object.defineProperty(params, name, { value, enumerable: true });
  return { ...step(candidate), params };
}

function foundOf({ folder, params }: Candidate): Found {
  return Object.keys(params).length === 0 ? { route: folder } : { route: folder, params };
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

describe("the emitted matcher", () => {
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
    "b/secret",
    "b/[any]",
    "é",
    "a b",
    "%41",
    "q'x$`{}",
    "[tenant]/[__proto__]/[constructor]",
  ];
  const match = compileMatch(folders);

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

  test("equals the naive matcher on random trees and paths", () => {
    const random = seeded(20_260);
    for (let tree = 0; tree < 300; tree += 1) {
      const some = randomFolders(random);
      const compiled = compileMatch(some);
      for (let attempt = 0; attempt < 60; attempt += 1) {
        const path = `/ws${Array.from({ length: random(5) }, () => `/${pick(random, TEXTS)}`).join("")}${random(5) === 0 ? "/" : ""}`;
        expect([path, some, plain(ask(compiled, path))]).toEqual([path, some, plain(naive(some, path))]);
      }
    }
  });

  test("is one switch for the static paths and nested ones for the dynamic", () => {
    expect(
      emitMatch(planOf(["custom", "rooms/[id]", "rooms/[id]/log", "files/[...path]"])).join("\n"),
    ).toMatchSnapshot();
  });
});

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : 1;
}

type Random = (below: number) => number;

const TEXTS = ["a", "b", "c", "%61", "%2F", "x y", "", "%zz", "é"];
const FOLDERS = ["a", "b", "c", "(g)", "[p]", "x y", "é"];

/** A linear congruential generator, so that a failure can be had again. */
function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function pick(random: Random, from: readonly string[]): string {
  return from[random(from.length)] ?? "";
}

/** Folders without a conflict between them, which the build would have refused. */
function randomFolders(random: Random): readonly string[] {
  const byUrl = new Map<string, string>();
  for (let route = 1 + random(8); route > 0; route -= 1) {
    const names = Array.from({ length: random(4) }, (_, depth) =>
      pick(random, FOLDERS).replace("[p]", `[p${depth}]`),
    );
    const ending = pick(random, ["", "", "[...rest]", "[[...maybe]]"]);
    const folder = [...names, ending].filter((name) => name !== "").join("/");
    const segments = routeOf(folder).segments.map(({ kind, name }) => (kind === "static" ? name : kind));
    // One name a level: a parameter is called by its depth in the URL, groups not counted.
    const renamed = renumber(folder);
    const urls = ending.startsWith("[[")
      ? [segments.join("/"), segments.slice(0, -1).join("/")]
      : [segments.join("/")];
    if (urls.some((url) => byUrl.has(url))) continue;
    for (const url of urls) byUrl.set(url, renamed);
  }
  return [...new Set(byUrl.values())];
}

function renumber(folder: string): string {
  let depth = 0;
  return folder
    .split("/")
    .map((name) => {
      if (!name.startsWith("(")) depth += 1;
      return name.replace(/^\[p\d\]$/, `[p${depth}]`);
    })
    .join("/");
}
