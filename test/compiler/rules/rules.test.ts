// Tests that each rule reports every wrong sample at its place, and nothing in the right ones.
import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import path from "node:path";
import type { Diagnostic, Place, Route } from "../../../compiler/model.ts";
import {
  applyToExports,
  applyToFile,
  applyToHandlers,
  mayBreakRules,
} from "../../../compiler/rules/apply.ts";
import { RULES } from "../../../compiler/rules/index.ts";
import type { Rule } from "../../../compiler/rules/rule.ts";
import type { Sample, Samples } from "../../../compiler/rules/samples.ts";
import type { Modules } from "../../../compiler/syntax/exports.ts";
import { mayExport, plainFacts } from "../../../compiler/syntax/export-facts.ts";
import { handlerFunctions } from "../../../compiler/syntax/roles.ts";
import { parse, type Source } from "../../../compiler/syntax/source.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { REPOSITORY } from "../../support/project.ts";
import { linkSamples } from "./link-samples.ts";
import { unmark } from "./unmark.ts";

const FOLDER = path.join(REPOSITORY, "compiler/rules");
const FILES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.includes(path.sep),
);

/** The samples beside a rule; `null` if it has none. */
async function samplesOf({ name }: Rule): Promise<Samples | null> {
  const file = FILES.find((each) => each.endsWith(`${path.sep}${name}.samples.ts`));
  if (file === undefined) return null;
  const module: { readonly SAMPLES: Samples } = await import(path.join(FOLDER, file));
  return module.SAMPLES;
}

/** A route of a folder, with the topic that a project would give it. */
function withTopic(folder: string): Route {
  return { ...routeOf(folder), topic: folder.includes("[") ? null : `ws-${folder}` };
}

/** What is found in a sample's syntax, and which places are marked in it. */
function findInSyntax(sample: Sample): {
  readonly found: readonly Diagnostic[];
  readonly expected: readonly Place[];
} {
  const { folder, files, marked } = unmark(sample);
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
  return {
    found: [
      ...applyToHandlers({ route, routes, modules, handlers }),
      ...[...sources.values()].flatMap((source) => applyToFile({ source, modules, handlers })),
    ],
    expected: marked.map(({ file, range }) => {
      const source = sources.get(file);
      if (source === undefined) throw new Error(`${file} is not a file of the sample`);
      return source.placeOf(range);
    }),
  };
}

/** Whether the tree of a sample's route is read at all; a handler that is written elsewhere always has it read. */
function isRead(sample: Sample): boolean {
  const { folder, files } = unmark(sample);
  const route = withTopic(folder);
  const source = parse(route.file, files.get(route.file) ?? "");
  const names = mayExport(source);
  return plainFacts(source, route, names) === null || mayBreakRules({ source, route, names });
}

for (const rule of RULES.filter(({ inFile, inHandlers, inExports }) => inFile ?? inHandlers ?? inExports)) {
  const { code, name, inExports } = rule;
  const samples = await samplesOf(rule);
  describe(`${code} ${name}`, () => {
    const wrong = Object.entries(samples?.wrong ?? {});
    const right = Object.entries(samples?.right ?? {});

    test("has at least five wrong samples, and five right ones that look alike", () => {
      expect(wrong.length).toBeGreaterThanOrEqual(5);
      expect(right.length).toBeGreaterThanOrEqual(5);
    });

    if (inExports !== undefined) {
      const all = [...wrong, ...right].map(([, sample]) => sample);
      const linking = linkSamples(all);
      for (const [index, [title]] of [...wrong, ...right].entries()) {
        test(`${index < wrong.length ? "wrong" : "right"}: ${title}`, async () => {
          const { facts, typed, expected } = (await linking)(index);
          const found = applyToExports(facts, typed).map((each) => [each.code, each.place]);
          expect(found).toEqual(expected.map((place) => [code, place]));
          expect(expected.length > 0).toBe(index < wrong.length);
        });
      }
      return;
    }

    for (const [title, sample] of wrong) {
      test(`wrong: ${title}`, () => {
        const { found, expected } = findInSyntax(sample);
        expect(found.map((each) => [each.code, each.place])).toEqual(expected.map((place) => [code, place]));
        expect(expected.length).toBeGreaterThan(0);
        expect(isRead(sample)).toBe(true);
      });
    }

    for (const [title, sample] of right) {
      test(`right: ${title}`, () => {
        expect(findInSyntax(sample).found).toEqual([]);
      });
    }
  });
}

describe("the list of rules", () => {
  test("has every file of a rule, under its name, in the order of the codes", () => {
    const files = FILES.filter((file) => !file.endsWith(".samples.ts")).map((file) =>
      path.basename(file, ".ts"),
    );
    expect(RULES.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
    const codes = RULES.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].toSorted());
  });
});
