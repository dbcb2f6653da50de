// What the rules, esbuild and TypeScript say together about a project.
import { describe, expect, test } from "bun:test";
import type { Diagnostic, Misfit } from "../../../compiler/model.ts";
import { diagnose, type Known } from "../../../compiler/rules/diagnose.ts";
import { factsOf, plainFacts } from "../../../compiler/syntax/export-facts.ts";
import { CONFIG, type Given, modulesOf, projectOf, saidOf } from "./project.ts";

const FILE = "app/ws/chat/route.ts";

/** What the tools have found. */
interface Tools {
  readonly types?: readonly Diagnostic[];
  readonly faults?: readonly Diagnostic[];
  readonly broken?: readonly Diagnostic[];
  /** Whether the facts are those that the text shows, without the tree. */
  readonly isPlain?: boolean;
  readonly config?: string | null;
}

function knownOf(given: Given, tools: Tools): Known {
  const { types = [], faults = [], broken = [], isPlain = false, config = null } = tools;
  const project = projectOf(given);
  const modules = modulesOf(given);
  const facts = project.routes.map((route) => {
    const names = project.graph.exports.get(route.file) ?? [];
    const source = modules.sources.get(route.file);
    const plain = isPlain && source !== undefined ? plainFacts(source, route, names) : null;
    return plain ?? factsOf(modules, route, names);
  });
  const outcome = { value: project.typed, diagnostics: types };
  return { ...project, config, modules, facts, broken, faults, types: outcome };
}

function said(given: Given, tools: Tools = {}): readonly string[] {
  return saidOf(diagnose(knownOf(given, tools)));
}

function at(code: string, file: string, line: number, column = 1): Diagnostic {
  const place = { file, line, column, endLine: line, endColumn: column };
  return { code, severity: "error", message: `${code}.`, place, related: [] };
}

/** A route with this text. */
function routeWith(text: string, given: Given = {}): Given {
  const exports = new Map([[FILE, ["onOpen"] as const]]);
  return { ...given, routes: ["chat"], files: { [FILE]: text }, graph: { exports, ...given.graph } };
}

describe("an error of TypeScript", () => {
  test("has the end of the name that it is about", () => {
    const types = [at("TS2304", "a.ts", 1, 5)];
    const [found] = diagnose(knownOf({ files: { "a.ts": "use(name);" } }, { types }));
    expect(found?.place).toMatchObject({ column: 5, endColumn: 9 });
  });

  test("about names that differ in case is reported only if the bundle is not affected", () => {
    const mistaken = [{ importer: "a.ts", specifier: "./B.ts", given: "b.ts" }];
    const types = [at("TS1149", "a.ts", 1), at("TS2304", "a.ts", 2)];
    expect(said({}, { types })).toEqual(["TS1149 a.ts:1:1 TS1149.", "TS2304 a.ts:2:1 TS2304."]);
    expect(said({ graph: { mistaken } }, { types })).toEqual([
      "TS2304 a.ts:2:1 TS2304.",
      expect.stringContaining("BBX4009"),
    ]);
  });

  describe("about an import that cannot be found", () => {
    const types = [at("TS2307", "a.ts", 1, 15)];

    test("is not reported if the bundler says that the output cannot hold it", () => {
      const faults = [at("BBX4001", "c.ts", 9), at("BBX4024", "a.ts", 1, 8)];
      // An error of the bundler on the same line is a consequence of TypeScript's.
      expect(said({}, { types, faults })).toEqual(["BBX4001 c.ts:9:1 BBX4001.", "BBX4024 a.ts:1:8 BBX4024."]);
    });

    test.each([
      ["another line", at("BBX4024", "a.ts", 2)],
      ["another file", at("BBX4024", "b.ts", 1)],
    ])("is reported if the bundler says so about %s", (_what, fault) => {
      expect(said({}, { types, faults: [fault] })).toContain("TS2307 a.ts:1:15 TS2307.");
    });

    test("is reported if the bundler has another error there, which is then dropped", () => {
      expect(said({}, { types, faults: [at("BBX4001", "a.ts", 1, 8)] })).toEqual([
        "TS2307 a.ts:1:15 TS2307.",
      ]);
    });
  });

  test("about something else is reported beside an import that the output cannot hold", () => {
    const types = [at("TS2304", "a.ts", 1, 15)];
    expect(said({}, { types, faults: [at("BBX4024", "b.ts", 1)] })).toContain("TS2304 a.ts:1:15 TS2304.");
    expect(said({}, { types, faults: [at("BBX4024", "a.ts", 1)] })).toEqual(["TS2304 a.ts:1:15 TS2304."]);
  });
});

describe("a broken rule", () => {
  const broken = [at("BBX4006", "a.ts", 1, 5)];

  test("is reported, unless TypeScript has an error at its place", () => {
    expect(said({}, { broken })).toEqual(["BBX4006 a.ts:1:5 BBX4006."]);
    expect(said({}, { broken, types: [at("TS2304", "a.ts", 1, 5)] })).toEqual(["TS2304 a.ts:1:5 TS2304."]);
  });

  test("in the exports is reported, unless TypeScript has an error at its place", () => {
    const given = routeWith("export const onOpen = 1;");
    expect(said(given)).toEqual([`BBX2005 ${FILE}:1:14 \`onOpen\` is not a function`]);
    expect(said(given, { types: [at("TS1360", FILE, 1, 1)] })).toEqual([`TS1360 ${FILE}:1:1 TS1360.`]);
  });

  test("in the exports of a route that was not linked is not reported", () => {
    const given = routeWith("export const onOpen = 1;", { graph: { exports: new Map() } });
    expect(said(given)).toEqual([]);
  });
});

describe("a handler that does not fit", () => {
  const given = routeWith("export function onOpen(ws: number) {}");
  const [route] = projectOf(given).routes;
  const misfits: readonly Misfit[] =
    route === undefined
      ? []
      : [{ route, handler: "onOpen", blame: { kind: "parameter", index: 0 }, reason: "" }];

  test("is marked at its parameter, even if its tree has not been read before", () => {
    expect(said({ ...given, typed: { misfits } }, { isPlain: true })).toEqual([
      expect.stringContaining(`BBX2010 ${FILE}:1:24`),
    ]);
  });

  test("is the only reason to read the tree of a plain route", () => {
    const known = knownOf(given, { isPlain: true });
    const modules = { ...known.modules, sources: { get: () => undefined, add: () => undefined } };
    expect(diagnose({ ...known, modules })).toEqual([]);
  });
});

const faultOf = (severity: "error" | "warning", message: string): Diagnostic => ({
  ...at("BBX4001", "b.ts", 1),
  severity,
  message,
});

describe("a handler that only TypeScript knows, behind a star", () => {
  const given = {
    ...routeWith('export * from "missing";'),
    typed: { known: new Map([[FILE, new Set(["onOpen", "upgrade"])]]) },
  };
  const codesWith = (...faults: readonly Diagnostic[]): readonly string[] =>
    diagnose(knownOf(given, { faults })).map(({ code }) => code);

  test("is not reported if an import cannot be found, which may bring any name", () => {
    const lacking = faultOf("error", 'Could not resolve "missing"');
    expect(codesWith(lacking, faultOf("error", "Something else"))).toEqual(["BBX4001", "BBX4001"]);
  });

  test("is reported if esbuild has other errors, or only warns of an import", () => {
    expect(codesWith(faultOf("error", "Something else"))).toContain("BBX2007");
    expect(codesWith(faultOf("warning", 'Could not resolve "missing"'))).toContain("BBX2007");
  });
});

describe("an option", () => {
  const files = { [CONFIG]: 'export default { health: "/ws/chat" };' };
  const given: Given = { files, routes: ["chat"] };
  const settings = { ...projectOf(given).settings };
  const taken = { ...given, settings: { server: { ...settings.server, health: "/ws/chat" } } };

  test("is reported where the configuration has it", () => {
    expect(said(taken, { config: CONFIG })).toEqual([
      `BBX3004 ${CONFIG}:1:18 \`health\` is /ws/chat, which ${FILE} already serves`,
    ]);
  });

  test("does not have a place without a configuration", () => {
    expect(said(taken)).toEqual([`BBX3004 - \`health\` is /ws/chat, which ${FILE} already serves`]);
  });
});

test("an import that only TypeScript finds is explained", () => {
  const fault = { ...at("BBX4001", "a.ts", 1), message: 'Could not resolve "#db"' };
  const typed = {
    resolved: new Map([["a.ts", new Map([["#db", "db.ts"]])]]),
    tsconfig: { file: "tsconfig.json", isNearest: true },
  };
  expect(diagnose(knownOf({ typed }, { faults: [fault] }))).toMatchObject([
    { code: "BBX4001", reason: "TypeScript finds db.ts." },
  ]);
});
