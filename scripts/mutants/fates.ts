// Prints what became of the mutants.
import type { Mutant } from "./conditions.ts";

const FATES = ["red", "hung", "equivalent", "untried", "survived"] as const;

/** What became of a mutant. */
export type Fate = (typeof FATES)[number];

type Verdicts = readonly (readonly [Mutant, Fate])[];

/** Prints the survivors, and how many mutants of each file met which fate. */
export function report(verdicts: Verdicts): void {
  for (const [{ file, line, column, change }, fate] of verdicts)
    if (fate === "survived") console.log(`${file}:${line}:${column}  ${change}`);
  for (const file of new Set(verdicts.map(([mutant]) => mutant.file)))
    console.log(`${file}: ${countOf(verdicts.filter(([mutant]) => mutant.file === file))}`);
  console.log(`All: ${countOf(verdicts)}`);
}

function countOf(verdicts: Verdicts): string {
  const counts = FATES.map((fate) => [fate, verdicts.filter(([, own]) => own === fate).length] as const);
  const shown = counts.filter(([fate, count]) => count > 0 || fate === "survived");
  return [`${verdicts.length} mutants`, ...shown.map(([fate, count]) => `${count} ${fate}`)].join(", ");
}
