// What the rules see beside a route's own file, how often it is read, and what the inspector gets to know.
import { describe, expect, test } from "bun:test";
import type { Route } from "../../../compiler/model.ts";
import { type Outline, readSources } from "../../../compiler/rules/sources.ts";
import type { Modules } from "../../../compiler/syntax/exports.ts";
import { mayExport } from "../../../compiler/syntax/export-facts.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { type Given, graphOf, modulesOf, saidOf } from "./project.ts";

const CHAT = routeOf("chat");
const ROOMS = routeOf("rooms");

interface Read extends Given {
  readonly files: Readonly<Record<string, string>>;
  readonly leadsTo?: ReadonlyMap<string, string>;
  readonly development?: boolean;
}

function read({ leadsTo = new Map(), development = false, ...given }: Read) {
  const modules = modulesOf(given);
  const asked: string[] = [];
  const counting: Modules = {
    ...modules,
    sources: {
      ...modules.sources,
      get(file) {
        asked.push(file);
        return modules.sources.get(file);
      },
    },
  };
  const routes = [CHAT, ROOMS].filter(({ file }) => file in given.files);
  const exports = new Map(routes.map(({ file }) => [file, mayExport(modules.sources.get(file))]));
  const { diagnostics, refusals } = readSources({
    routes,
    graph: { ...graphOf(given), exports },
    modules: counting,
    faults: [],
    leadsTo,
    outlines: new Map<Route, Outline>(),
    scaled: false,
    development,
  });
  return { said: saidOf(diagnostics), refusals, asked };
}

const KEEPING =
  'import type { ServerWebSocket } from "@ademattos/bunbox";\nconst all = new Set();\nexport function join(ws: ServerWebSocket) { all.add(ws); }\n';
const joining = (from: string): string =>
  `import { join } from "${from}";\nexport function onOpen(ws) { join(ws); }\n`;

describe("a function that a route imports", () => {
  test("is looked at in your own file, for sockets that it keeps", () => {
    const files = { [CHAT.file]: joining("../../join.ts"), "app/join.ts": KEEPING };
    const imports = { [CHAT.file]: { "../../join.ts": "app/join.ts" } };
    expect(read({ files, imports }).said).toEqual([expect.stringContaining("BBX2051 app/join.ts:3:")]);
  });

  test("is not looked at in a package", () => {
    const file = "node_modules/join/index.ts";
    const files = { [CHAT.file]: joining("join"), [file]: KEEPING };
    expect(read({ files, imports: { [CHAT.file]: { join: file } } }).said).toEqual([]);
  });

  test("cannot be looked at in a file that does not parse", () => {
    const files = { [CHAT.file]: joining("../../join.ts"), "app/join.ts": `${KEEPING}const = 1;` };
    const imports = { [CHAT.file]: { "../../join.ts": "app/join.ts" } };
    expect(read({ files, imports }).said).toEqual([expect.stringContaining("BBX4010 app/join.ts:4:7 ")]);
  });
});

/** How often a file is asked for that no rule is about. */
function timesAsked(...texts: readonly string[]): number {
  const routes = texts.map((text, index) => [[CHAT, ROOMS][index]?.file ?? "", text] as const);
  const imports = Object.fromEntries(routes.map(([file]) => [file, { "../../other.ts": "app/other.ts" }]));
  const { asked } = read({ files: { ...Object.fromEntries(routes), "app/other.ts": "" }, imports });
  return asked.filter((file) => file === "app/other.ts").length;
}

describe("the files that routes share are listed once", () => {
  test("for the sockets that they keep", () => {
    const keeping = joining("./nothing.ts");
    expect(timesAsked(keeping, keeping)).toBe(timesAsked(keeping));
  });

  test("for the topics that they name", () => {
    const publishing = 'export function onOpen(ws) { ws.publish("nobody", ""); }';
    expect(timesAsked(publishing)).toBeGreaterThan(timesAsked("export function onOpen(ws) { ws.send(1); }"));
    expect(timesAsked(publishing, publishing)).toBe(timesAsked(publishing));
  });

  test("without the target of a route that is a link", () => {
    const target = "shared/chat.ts";
    const text = joining("./nothing.ts");
    const leadsTo = new Map([[CHAT.file, target]]);
    const { asked } = read({ files: { [CHAT.file]: text, [target]: text }, leadsTo });
    expect(asked).not.toContain(target);
  });
});

describe("what may refuse is listed", () => {
  const files = {
    [CHAT.file]: "export function upgrade() { return false; }",
    [ROOMS.file]: "export function onOpen(ws) { ws.close(); }",
  };

  test("in development, of the routes that decide", () => {
    expect(read({ files, development: true }).refusals).toEqual({
      [CHAT.file]: [{ place: `${CHAT.file}:1:36`, value: "false" }],
    });
  });

  test("in no build", () => {
    expect(read({ files }).refusals).toEqual({});
  });
});
