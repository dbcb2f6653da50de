// Lists what the samples of a rule must show, one check per sample.
import { readdirSync } from "node:fs";
import path from "node:path";
import { applyToExports } from "../../../compiler/rules/apply.ts";
import type { Rule } from "../../../compiler/rules/rule.ts";
import type { Samples } from "../../../compiler/rules/samples.ts";
import { REPOSITORY } from "../../support/project.ts";
import { findInSyntax, isAsked } from "./find-in-syntax.ts";
import { linkSamples } from "./link-samples.ts";

/** The folder of the rules. */
export const FOLDER = path.join(REPOSITORY, "compiler/rules");

/** The rules and their samples, relative to the folder. */
export const FILES: readonly string[] = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.includes(path.sep),
);

/** A sample and what must be found in it. */
export interface Check {
  readonly title: string;
  /** What is found in the sample, and what is marked in it. They must be equal. */
  look(): Observed | Promise<Observed>;
}

/** What a sample shows, and what it must show. */
export interface Observed {
  readonly found: unknown;
  readonly expected: unknown;
}

/** The samples beside a rule; `null` if it has none. */
export async function samplesOf({ name }: Rule): Promise<Samples | null> {
  const file = FILES.find((each) => each.endsWith(`${path.sep}${name}.samples.ts`));
  if (file === undefined) return null;
  const module: { readonly SAMPLES: Samples } = await import(path.join(FOLDER, file));
  return module.SAMPLES;
}

/** Whether a rule is checked with samples. */
export function hasSamples({ inFile, inHandlers, inRoute, inExports }: Rule): boolean {
  return (inFile ?? inHandlers ?? inRoute ?? inExports) !== undefined;
}

/** The checks of a rule. Those of exports link the samples, all in one project. */
export function checksOf(rule: Rule, samples: Samples): readonly Check[] {
  return rule.inExports === undefined ? checksOfSyntax(rule, samples) : checksOfExports(rule, samples);
}

function checksOfSyntax({ code }: Rule, { wrong, right, scaled }: Samples): readonly Check[] {
  return [
    ...Object.entries(wrong).map(([title, sample]) => ({
      title: `wrong: ${title}`,
      look() {
        const { found, expected } = findInSyntax(sample, scaled);
        return {
          found: [
            found.map((each) => [each.code, each.place]),
            expected.length > 0,
            isAsked(sample, code, scaled),
          ],
          expected: [expected.map((place) => [code, place]), true, true],
        };
      },
    })),
    ...Object.entries(right).map(([title, sample]) => ({
      title: `right: ${title}`,
      look: () => ({ found: findInSyntax(sample, scaled).found, expected: [] }),
    })),
  ];
}

function checksOfExports({ code }: Rule, { wrong, right }: Samples): readonly Check[] {
  const wrongs = Object.entries(wrong);
  const all = [...wrongs, ...Object.entries(right)];
  const linking = linkSamples(all.map(([, sample]) => sample));
  return all.map(([title], index) => {
    const isWrong = index < wrongs.length;
    return {
      title: `${isWrong ? "wrong" : "right"}: ${title}`,
      async look() {
        const { facts, typed, expected } = (await linking)(index);
        return {
          found: [applyToExports(facts, typed).map((each) => [each.code, each.place]), expected.length > 0],
          expected: [expected.map((place) => [code, place]), isWrong],
        };
      },
    };
  });
}
