// Which files the rules look at, each once, and which trees are read and kept.
import { describe, expect, test } from "bun:test";
import type { Graph, Route } from "../../../compiler/model.ts";
import type { HandlerName } from "../../../runtime/route.ts";
import { type Outline, readSources, outline } from "../../../compiler/rules/sources.ts";
import { mayExport } from "../../../compiler/syntax/export-facts.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { type Given, graphOf, modulesOf, saidOf, sourcesOf } from "./project.ts";

const CHAT = routeOf("chat");
const ROOMS = routeOf("rooms");
const WRONG = "A server cannot send the close code 1";
/** A file that breaks a rule for handlers, and one for files. */
const CLOSES = "export function onOpen(ws) { ws.close(1); }\n";
const PLAIN = "export function onOpen(ws) { ws.send(1); }\n";

/** A project of one process, in which nothing is known before. */
const READING = {
  routes: [],
  faults: [],
  leadsTo: new Map<string, string>(),
  outlines: new Map<Route, Outline>(),
  scaled: false,
  development: false,
};

interface Read extends Given {
  readonly files: Readonly<Record<string, string>>;
  /** Routes that esbuild has not linked. */
  readonly unlinked?: readonly string[];
  readonly leadsTo?: ReadonlyMap<string, string>;
}

function read(given: Read): { readonly said: readonly string[] } & ReturnType<typeof readAll> {
  const result = readAll(given);
  return { ...result, said: saidOf(result.diagnostics) };
}

function readAll({ unlinked = [], leadsTo = new Map(), ...given }: Read) {
  const modules = modulesOf(given);
  const routes = [CHAT, ROOMS].filter(({ file }) => file in given.files);
  const linked = routes.filter(({ file }) => !unlinked.includes(file));
  const exports: Graph["exports"] = new Map(
    linked.map(({ file }) => [file, mayExport(modules.sources.get(file))]),
  );
  const trees = routes.map(({ file }) => modules.sources.get(file)?.program);
  const graph = { ...graphOf(given), exports };
  const { value, diagnostics } = readSources({ ...READING, routes, graph, modules, leadsTo });
  const isReleased = routes.map(({ file }, at) => modules.sources.get(file)?.program !== trees[at]);
  return { facts: value, diagnostics, isReleased };
}

describe("a route that no other file imports", () => {
  test("is looked at once, with its handlers, and its tree is released", () => {
    const { said, isReleased } = read({ files: { [CHAT.file]: CLOSES } });
    expect(said).toEqual([`BBX2030 ${CHAT.file}:1:39 ${WRONG}`]);
    expect(isReleased).toEqual([true]);
  });

  test("does not have its tree read if its text shows that no rule applies", () => {
    const { facts, isReleased } = read({ files: { [CHAT.file]: PLAIN } });
    expect(facts[0]?.exports).toMatchObject([{ name: "onOpen", form: "function" }]);
    expect(facts[0]?.exports[0]?.parameters).toBeUndefined();
    expect(isReleased).toEqual([true]);
  });

  test("has its tree read for the rules that may apply, and not for its exports", () => {
    const { facts, said } = read({ files: { [CHAT.file]: CLOSES } });
    expect(facts[0]?.exports[0]?.parameters).toBeUndefined();
    expect(said).toHaveLength(1);
  });

  test("has its tree read for its exports too if they are not plain functions", () => {
    const { facts, said } = read({
      files: { [CHAT.file]: "export const onOpen = (ws) => { ws.close(1); };" },
    });
    expect(facts[0]?.exports[0]?.parameters).toHaveLength(1);
    expect(said).toHaveLength(1);
  });

  test.each([
    ["in brackets", 'ws["close"](1);'],
    ["put together", 'ws["clo" + "se"](1);'],
    ["of a constant", 'const END = "clo" + "se"; ws[END](1);'],
    ["with an escape", "ws.cl\\u006fse(1);"],
  ])("has the rules applied to names %s", (_what, code) => {
    expect(read({ files: { [CHAT.file]: `export function onOpen(ws) { ${code} }` } }).said).toHaveLength(1);
    const constant = `export const onOpen = (ws) => { ${code} };`;
    expect(read({ files: { [CHAT.file]: constant } }).said).toHaveLength(1);
  });

  test("has its handlers found in the file that they are written in", () => {
    const { said } = read({
      files: { [CHAT.file]: 'export { onOpen } from "../../open.ts";', "app/open.ts": CLOSES },
      imports: { [CHAT.file]: { "../../open.ts": "app/open.ts" } },
    });
    expect(said).toEqual([`BBX2030 app/open.ts:1:39 ${WRONG}`]);
  });
});

describe("a route that another file imports", () => {
  const files = { [CHAT.file]: CLOSES, [ROOMS.file]: `import "../chat/route.ts";\n${PLAIN}` };
  const imports = { [ROOMS.file]: { "../chat/route.ts": CHAT.file } };

  test("is looked at once, and keeps its tree", () => {
    const { said, isReleased } = read({ files, imports });
    expect(said).toEqual([`BBX2030 ${CHAT.file}:1:39 ${WRONG}`]);
    expect(isReleased).toEqual([false, true]);
  });

  test("has its tree read, even if its text shows that no rule applies", () => {
    const { facts, isReleased } = read({ files: { ...files, [CHAT.file]: PLAIN }, imports });
    expect(facts[0]?.exports[0]?.parameters).toHaveLength(1);
    expect(isReleased).toEqual([false, true]);
  });
});

describe("a route that is a link", () => {
  const target = "shared/chat.ts";
  const leadsTo = new Map([[CHAT.file, target]]);
  const files = { [CHAT.file]: CLOSES, [target]: CLOSES };

  test("is looked at once, under its own name", () => {
    expect(read({ files, leadsTo, graph: { reached: [target] } }).said).toEqual([
      `BBX2030 ${CHAT.file}:1:39 ${WRONG}`,
    ]);
  });

  test("keeps its tree if another file imports its target", () => {
    const imports = { "app/a.ts": { "../shared/chat.ts": target } };
    expect(read({ files, leadsTo, imports, graph: { reached: [] } }).isReleased).toEqual([false]);
  });
});

test("a route that the bundler can read and the parser cannot is reported", () => {
  expect(read({ files: { [CHAT.file]: "export function onOpen() {}\nconst = ;" } }).said).toEqual([
    expect.stringContaining(`BBX4010 ${CHAT.file}:2:7`),
  ]);
});

describe("a route that is not linked", () => {
  const HEADERS = "export function upgrade() { return { headers: { upgrade: 'x' }, file: __dirname }; }";

  test("is looked at as a file, but not for its handlers", () => {
    const files = { [CHAT.file]: HEADERS };
    expect(read({ files }).said).toHaveLength(2);
    const { said, facts } = read({ files, unlinked: [CHAT.file] });
    expect(said).toEqual([expect.stringContaining(`BBX4006 ${CHAT.file}:1:71`)]);
    expect(facts[0]?.names).toEqual([]);
  });

  test("may be gone", () => {
    const modules = modulesOf({});
    expect(readSources({ ...READING, routes: [CHAT], graph: graphOf({}), modules }).value).toEqual([
      { route: CHAT, names: [], exports: [], unexported: [] },
    ]);
  });
});

const foundIn = (file: string, text = "use(__dirname);"): readonly string[] =>
  read({ files: { [file]: text } }).said;

const faultIn = (file: string) => {
  const place = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  return { code: "BBX4001", severity: "error", message: "", place, related: [] } as const;
};

describe("a file that a route reaches", () => {
  test("is looked at if it is your own script", () => {
    expect(foundIn("app/a.ts")).toEqual([expect.stringContaining("BBX4006 app/a.ts:1:5")]);
    expect(foundIn("app/a.cjs")).toHaveLength(1);
  });

  test("is not looked at if it is a package's, is not a script, or is gone", () => {
    expect(foundIn("node_modules/a/index.js")).toEqual([]);
    expect(foundIn("app/a.json")).toEqual([]);
    expect(read({ files: {}, graph: { reached: ["app/gone.ts"] } }).said).toEqual([]);
  });

  test("is reported if it cannot be parsed, once if the bundler reports it too", () => {
    expect(foundIn("app/a.ts", "const = ;")).toEqual([
      expect.stringContaining("BBX4010 app/a.ts:1:7 app/a.ts cannot be examined"),
    ]);
    const given: Given = { files: { "app/a.ts": "const = ;" } };
    const broken = (file: string): number =>
      readSources({
        ...READING,
        graph: graphOf(given),
        modules: modulesOf(given),
        faults: [faultIn("x.ts"), faultIn(file)],
      }).diagnostics.length;
    expect(broken("app/a.ts")).toBe(0);
    expect(broken("app/b.ts")).toBe(1);
  });
});

const isReleasedFor = (text: string): boolean => {
  const sources = sourcesOf({ [CHAT.file]: text });
  const source = sources.get(CHAT.file);
  const tree = source?.program;
  outline(sources, CHAT, mayExport(source), false);
  return source?.program !== tree;
};

describe("before the routes are linked, a tree", () => {
  test("is released if it will not be read", () => {
    expect(isReleasedFor(PLAIN)).toBe(true);
  });

  test.each([
    ["a rule may apply", CLOSES],
    ["the exports are not plain functions", "export const onOpen = (ws) => { ws.send(1); };"],
    [
      "a rule may apply and the exports are not plain functions",
      "export const onOpen = (ws) => { ws.close(1); };",
    ],
    ["the file cannot be parsed", "export function onOpen() {}\nconst = ;"],
  ])("is kept if %s", (_what, text) => {
    expect(isReleasedFor(text)).toBe(false);
  });

  test("may be gone", () => {
    expect(() => outline(sourcesOf({}), CHAT, [], false)).not.toThrow();
  });
});

describe("what was seen of a route before it was linked", () => {
  const files = { [CHAT.file]: "export function onOpen(ws) { ws.send(1); }\nexport function onClose() {}\n" };

  /** The facts of the route if these handlers exist, and others were expected before. */
  function factsAfter(before: readonly HandlerName[], now: readonly HandlerName[]) {
    const given: Given = { files };
    const modules = modulesOf(given);
    const early = outline(modules.sources, CHAT, before, false);
    const graph = { ...graphOf(given), exports: new Map([[CHAT.file, now]]) };
    const { value } = readSources({
      ...READING,
      routes: [CHAT],
      graph,
      modules,
      outlines: new Map([[CHAT, early]]),
    });
    return { early, facts: value[0] };
  }

  test("is not asked again", () => {
    const { early, facts } = factsAfter(["onOpen", "onClose"], ["onOpen", "onClose"]);
    expect(early.facts).not.toBeNull();
    expect(facts).toBe(early.facts ?? undefined);
  });

  test.each([
    [["onOpen", "onClose"], ["onOpen"]],
    [["onOpen"], ["onOpen", "onClose"]],
    [["onOpen"], ["onClose"]],
    [
      ["onOpen", "onMessage"],
      ["onOpen", "onClose"],
    ],
  ] as const)("counts for nothing if it was of %p, and the route has %p", (before, now) => {
    const { early, facts } = factsAfter(before, now);
    expect(facts).not.toBe(early.facts ?? undefined);
    expect(facts?.names).toEqual([...now]);
  });
});
