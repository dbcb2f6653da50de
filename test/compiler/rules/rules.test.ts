// Tests that each rule reports every wrong sample at its place, and nothing in the right ones.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { RULES, ruleOf } from "../../../compiler/rules/index.ts";
import { checksOf, FILES, hasSamples, samplesOf } from "./checks.ts";

for (const rule of RULES.filter(hasSamples)) {
  const samples = (await samplesOf(rule)) ?? { wrong: {}, right: {} };
  describe(`${rule.code} ${rule.name}`, () => {
    test("has at least five wrong samples, and five right ones that look alike", () => {
      expect(Object.keys(samples.wrong).length).toBeGreaterThanOrEqual(5);
      expect(Object.keys(samples.right).length).toBeGreaterThanOrEqual(5);
    });

    test.each(checksOf(rule, samples).map((check) => [check.title, check] as const))(
      "%s",
      async (_title, check) => {
        const { found, expected } = await check.look();
        expect(found).toEqual(expected);
      },
    );
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
