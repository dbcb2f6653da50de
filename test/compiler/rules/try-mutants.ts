// Says whether the samples of the rules notice a mutant: `npm run mutants` starts it in its copy of the repository.
//
// It reads the number of a mutant per line, and answers each with `red` or `green`. One process for many mutants tries each
// with the samples that reach it, in milliseconds. Samples of exports are left to the tests, because they share their trees.
import { RULES } from "../../../compiler/rules/index.ts";
import { type Check, checksOf, hasSamples, samplesOf } from "./checks.ts";

/** The switch that `scripts/mutants/conditions.ts` writes into each file. */
interface Switch {
  active: number;
  note?: (mutant: number) => void;
}

const checks: Check[] = [];
for (const rule of RULES.filter((each) => hasSamples(each) && each.inExports === undefined)) {
  const samples = await samplesOf(rule);
  if (samples !== null) checks.push(...checksOf(rule, samples));
}

// What is reached while the files load has been decided: another mutant cannot change it any more.
const chosen: Switch = { active: 0 };
Object.assign(globalThis, { mutant$: chosen });

const reaching = new Map<number, Check[]>();
for (const check of checks) {
  const reached = new Set<number>();
  chosen.note = (mutant) => reached.add(mutant);
  if (!(await isRight(check))) throw new Error(`the sample "${check.title}" is red without a mutant`);
  for (const mutant of reached) reaching.set(mutant, [...(reaching.get(mutant) ?? []), check]);
}
delete chosen.note;
console.log("ready");

for await (const line of console) {
  if (line === "") continue;
  const mutant = Number(line);
  let verdict = "green";
  for (const check of reaching.get(mutant) ?? []) {
    chosen.active = mutant;
    const isGreen = await isRight(check);
    chosen.active = 0;
    if (isGreen) continue;
    // A sample that stays red shows that the mutant has left something behind, and that nothing can be said any more.
    if (!(await isRight(check))) process.exit(1);
    verdict = "red";
    break;
  }
  console.log(verdict);
}

async function isRight(check: Check): Promise<boolean> {
  try {
    const { found, expected } = await check.look();
    return Bun.deepEquals(found, expected);
  } catch {
    return false;
  }
}
