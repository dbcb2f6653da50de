// Tests that each rule reports every wrong sample at its place, and nothing in the right ones.
import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import path from "node:path";
import { applyToExports } from "../../../compiler/rules/apply.ts";
import { RULES, ruleOf } from "../../../compiler/rules/index.ts";
import type { Rule } from "../../../compiler/rules/rule.ts";
import type { Samples } from "../../../compiler/rules/samples.ts";
import { REPOSITORY } from "../../support/project.ts";
import { findInSyntax, isAsked } from "./find-in-syntax.ts";
import { linkSamples } from "./link-samples.ts";

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

for (const rule of RULES.filter(
  ({ inFile, inHandlers, inRoute, inExports }) => inFile ?? inHandlers ?? inRoute ?? inExports,
)) {
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
        const { found, expected } = findInSyntax(sample, samples?.scaled);
        expect(found.map((each) => [each.code, each.place])).toEqual(expected.map((place) => [code, place]));
        expect(expected.length).toBeGreaterThan(0);
        expect(isAsked(sample, code, samples?.scaled)).toBe(true);
      });
    }

    for (const [title, sample] of right) {
      test(`right: ${title}`, () => {
        expect(findInSyntax(sample, samples?.scaled).found).toEqual([]);
      });
    }
  });
}

describe("the list of rules", () => {
  test.each(RULES.map((rule) => [rule.code, rule] as const))("has words for %s", (_code, rule) => {
    const { label = "a whole file", meaning, remedy } = rule;
    expect(label).toMatch(/^\S.*\S$/);
    for (const sentence of [meaning, remedy]) expect(sentence).toMatch(/^(?:[A-Z`]|bunbox).*[.`)]$/);
  });

  test("has one rule for each code, and none for the codes of TypeScript", () => {
    expect(RULES.map(({ code }) => ruleOf(code))).toEqual([...RULES]);
    expect(ruleOf("TS2322")).toBeUndefined();
  });

  test("has every file of a rule, under its name, in the order of the codes", () => {
    const files = FILES.filter((file) => !file.endsWith(".samples.ts")).map((file) =>
      path.basename(file, ".ts"),
    );
    expect(RULES.map(({ name }) => name).toSorted()).toEqual(files.toSorted());
    const codes = RULES.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].toSorted());
  });
});
