// Each rule blames every wrong spelling at its very place, and leaves right code that looks alike alone.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import type { Place, Route } from "../../../compiler/model.ts";
import { applyFileRules, applyRouteRules } from "../../../compiler/rules/index.ts";
import type { Modules } from "../../../compiler/syntax/exports.ts";
import { mayBreakRules } from "../../../compiler/rules/quick.ts";
import { mayExport, plainFacts } from "../../../compiler/syntax/facts.ts";
import { handlerFunctions } from "../../../compiler/syntax/roles.ts";
import { parse, type Source } from "../../../compiler/syntax/source.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { COMPUTED_IMPORT, NOT_BUNDLED, RELOCATED } from "./bundled.ts";
import { CLOSE_CODE } from "./close-code.ts";
import { CLOSE_REASON } from "./close-reason.ts";
import { FOREIGN_TOPIC } from "./foreign-topic.ts";
import { HANDSHAKE_HEADER, TRUE_BESIDE_DATA } from "./results.ts";
import type { RuleTable, Sample } from "./table.ts";
import { UNAWAITED_GUARD } from "./unawaited-guard.ts";
import { UNKNOWN_PARAMETER } from "./unknown-parameter.ts";

const TABLES: readonly RuleTable[] = [
  CLOSE_CODE,
  CLOSE_REASON,
  HANDSHAKE_HEADER,
  TRUE_BESIDE_DATA,
  UNAWAITED_GUARD,
  UNKNOWN_PARAMETER,
  FOREIGN_TOPIC,
  COMPUTED_IMPORT,
  NOT_BUNDLED,
  RELOCATED,
];

interface Marked {
  readonly folder: string;
  /** By their path relative to the project, without marks. */
  readonly files: ReadonlyMap<string, string>;
  readonly blamed: readonly { readonly file: string; readonly start: number; readonly end: number }[];
}

/** Takes the marks « and » out of the files of a sample. */
function unmark(sample: Sample): Marked {
  const { folder = "chat", text, files = {} } = typeof sample === "string" ? { text: sample } : sample;
  const route = `app/ws/${folder}/route.ts`;
  const all = [
    [route, text],
    ...Object.entries(files).map(([name, each]) => [path.posix.join(path.posix.dirname(route), name), each]),
  ];
  const marked = all.map(([file = "", each = ""]) => {
    const start = each.indexOf("«");
    return { file, text: each.replace("«", "").replace("»", ""), start, end: each.indexOf("»") - 1 };
  });
  return {
    folder,
    files: new Map(marked.map((each) => [each.file, each.text])),
    blamed: marked.filter(({ start }) => start >= 0),
  };
}

/** A route of a folder, with the topic that a project would give it. */
function withTopic(folder: string): Route {
  return { ...routeOf(folder), topic: folder.includes("[") ? null : `ws-${folder}` };
}

/** The place of what each rule blames, and of what it should. */
function judge(sample: Sample): {
  readonly found: readonly (readonly [string, Place | null])[];
  readonly expected: readonly Place[];
} {
  const { folder, files, blamed } = unmark(sample);
  const sources = new Map<string, Source>([...files].map(([file, text]) => [file, parse(file, text)]));
  const modules: Modules = {
    sources: { get: (file) => sources.get(file), add: () => undefined },
    resolve(file, specifier) {
      const target = path.posix.join(path.posix.dirname(file), specifier);
      return specifier.startsWith(".") && sources.has(target)
        ? { kind: "file", file: target }
        : { kind: "unknown" };
    },
  };
  const route = withTopic(folder);
  const names = mayExport(sources.get(route.file));
  const handlers = handlerFunctions(modules, { route, names });
  const routes = [route, ...["admin", "rooms/[id]"].filter((each) => each !== folder).map(withTopic)];
  const diagnostics = [
    ...applyRouteRules({ route, routes, modules, handlers }),
    ...[...sources.values()].flatMap((source) => applyFileRules({ source, modules, handlers })),
  ];
  return {
    found: diagnostics.map(({ code, place }) => [code, place]),
    expected: blamed.map(({ file, start, end }) => {
      const source = sources.get(file);
      if (source === undefined) throw new Error(`${file} is not a file of the sample`);
      return source.placeOf({ start, end });
    }),
  };
}

/** Whether the tree of a sample's route is read at all; a handler that is written elsewhere always has it read. */
function isRead(sample: Sample): boolean {
  const { folder, files } = unmark(sample);
  const route = withTopic(folder);
  const source = parse(route.file, files.get(route.file) ?? "");
  const names = mayExport(source);
  return plainFacts(source, route, names) === null || mayBreakRules(source, route, names);
}

for (const { code, wrong, right } of TABLES) {
  describe(code, () => {
    test("has at least five wrong spellings, and five right ones that look alike", () => {
      expect(Object.keys(wrong).length).toBeGreaterThanOrEqual(5);
      expect(Object.keys(right).length).toBeGreaterThanOrEqual(5);
    });

    for (const [title, sample] of Object.entries(wrong)) {
      test(`wrong: ${title}`, () => {
        const { found, expected } = judge(sample);
        expect(found).toEqual(expected.map((place) => [code, place] as const));
        expect(expected.length).toBeGreaterThan(0);
        expect(isRead(sample)).toBe(true);
      });
    }

    for (const [title, sample] of Object.entries(right)) {
      test(`right: ${title}`, () => {
        expect(judge(sample).found).toEqual([]);
      });
    }
  });
}
