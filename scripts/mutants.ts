// Breaks each condition of the chosen source files in turn, and expects a red test for each: `npm run mutants`.
//
// `npm run mutants -- FILE…` tries the conditions of these files, `npm run mutants -- --since REF` those on lines that
// changed since the merge base with REF. `--minutes N` stops after N minutes and prints what it has found by then. One copy
// of the repository has all mutants, and an environment variable selects one, so that every process that a test starts has
// it. A mutant of the rules is tried with their samples, in one process for many mutants. What is left is tried with the test
// files that reach it until one is red: those named like its file, then all in the mirrored folder, the fastest first. Tests
// elsewhere do not count: a condition has a fast test beside it.
import { readdirSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { changedSince } from "./mutants/changes.ts";
import type { Mutant } from "./mutants/conditions.ts";
import { EQUIVALENTS } from "./mutants/equivalents.ts";
import { type Fate, report } from "./mutants/fates.ts";
import { openWorkshop, type Workshop } from "./mutants/workshop.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Files, and folders with everything below them. */
const BROKEN = [
  "compiler/routes",
  "compiler/plan",
  "compiler/emit",
  "compiler/types",
  "compiler/rules",
  "runtime/upgrade.ts",
  "runtime/handshake.ts",
  "runtime/origin.ts",
  "runtime/path.ts",
];

/** The files that the samples of the rules test. */
const SAMPLED = "compiler/rules/";

/** How long the samples may take with one mutant, in milliseconds. All of them take two seconds without. */
const SAMPLES_TIMEOUT = 10_000;

/** How many tests run at once. They start processes of their own. */
const PARALLEL = 2;

/** A test file, as it runs without a mutant. */
interface TestFile {
  readonly file: string;
  readonly ms: number;
  readonly reached: ReadonlySet<number>;
}

async function main(): Promise<number> {
  const start = performance.now();
  const options = { since: { type: "string" }, minutes: { type: "string" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const named = positionals.map((name) => path.relative(ROOT, path.resolve(name)));
  const changed = values.since === undefined ? null : changedSince(ROOT, values.since);
  const files = (named.length > 0 ? named : BROKEN)
    .flatMap(filesOf)
    .filter((file) => changed === null || changed.has(file));
  if (files.length === 0) {
    console.log("No condition has changed");
    return 0;
  }
  using workshop = await openWorkshop(ROOT, files);
  const { mutants } = workshop;
  const stale = EQUIVALENTS.filter(
    (one) => files.includes(one.file) && !mutants.some((mutant) => isSame(one, mutant)),
  );
  for (const { file, change } of stale)
    console.log(`Not a mutant, but in equivalents.ts: ${file}  ${change}`);
  const chosen = mutants.filter(
    ({ file, line }) => changed === null || changed.get(file)?.has(line) === true,
  );
  const fates = await tryAll(workshop, chosen, start + Number(values.minutes ?? Infinity) * 60_000);
  report([...fates]);
  console.log(`It took ${((performance.now() - start) / 60_000).toFixed(1)} minutes`);
  return stale.length > 0 || [...fates.values()].includes("survived") ? 1 : 0;
}

/** A source file, or those below a folder but the samples of rules. */
function filesOf(name: string): readonly string[] {
  if (name.endsWith(".ts")) return [name];
  return readdirSync(path.join(ROOT, name), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".samples.ts"))
    .map((file) => path.posix.join(name, file))
    .toSorted();
}

/** Tries the mutants with the samples, then with the tests that are named like their file, then with those beside it. */
async function tryAll(
  workshop: Workshop,
  mutants: readonly Mutant[],
  deadline: number,
): Promise<ReadonlyMap<Mutant, Fate>> {
  const fates = new Map<Mutant, Fate>();
  for (const mutant of mutants)
    fates.set(mutant, EQUIVALENTS.some((one) => isSame(one, mutant)) ? "equivalent" : "survived");
  await judgeAll(workshop, fates, deadline);
  const all = filesOf("test").filter((file) => file.endsWith(".test.ts"));
  const isBeside = (test: string, mutant: Mutant): boolean =>
    test.startsWith(mirrorOf(mutant.file, all)) && !isNamedLike(test, mutant);
  for (const isNear of [isNamedLike, isBeside]) {
    const open = mutants.filter((mutant) => fates.get(mutant) === "survived");
    const tests = await measure(
      workshop,
      all.filter((test) => open.some((mutant) => isNear(test, mutant))),
      deadline,
    );
    await inParallel(open, async (mutant) => {
      const reaching = tests.filter(({ file, reached }) => isNear(file, mutant) && reached.has(mutant.id));
      fates.set(mutant, await tryOne(workshop, mutant, reaching, deadline));
    });
  }
  return fates;
}

/** Tries the mutants of the rules with the samples. */
async function judgeAll(workshop: Workshop, fates: Map<Mutant, Fate>, deadline: number): Promise<void> {
  const open = [...fates]
    .filter(([{ file }, fate]) => fate === "survived" && file.startsWith(SAMPLED))
    .values();
  const worker = async (): Promise<void> => {
    using judge = workshop.judge();
    for (const [mutant] of open) {
      const left = Math.ceil(deadline - performance.now());
      if (left <= 0) return;
      const verdict = await judge.ask(mutant.id, Math.min(SAMPLES_TIMEOUT, left));
      if (verdict === "red" || (verdict === "hung" && performance.now() < deadline))
        fates.set(mutant, verdict);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

function isNamedLike(test: string, { file }: Mutant): boolean {
  return test.startsWith(`test/${file.slice(0, -".ts".length)}`);
}

/** The folder of the tests that mirrors a source file's, or the nearest above it that has tests. */
function mirrorOf(file: string, tests: readonly string[]): string {
  const folder = path.posix.dirname(file);
  if (folder === ".") return "test/";
  const mirror = `test/${folder}/`;
  return tests.some((test) => test.startsWith(mirror)) ? mirror : mirrorOf(folder, tests);
}

/** Runs test files without a mutant, up to the deadline. The fastest comes first. */
async function measure(
  workshop: Workshop,
  files: readonly string[],
  deadline: number,
): Promise<readonly TestFile[]> {
  const tests: TestFile[] = [];
  await inParallel(files, async (file) => {
    const left = Math.ceil(deadline - performance.now());
    if (left <= 0) return;
    const { verdict, ms, reached } = await workshop.measure(file, Math.min(600_000, left));
    if (verdict === "green") tests.push({ file, ms, reached });
    else if (performance.now() < deadline)
      console.log(`${file} is ${verdict} without a mutant, and is left out`);
  });
  return tests.toSorted((a, b) => a.ms - b.ms);
}

async function tryOne(
  workshop: Workshop,
  mutant: Mutant,
  tests: readonly TestFile[],
  deadline: number,
): Promise<Fate> {
  for (const { file, ms } of tests) {
    const left = Math.ceil(deadline - performance.now());
    if (left <= 0) break;
    const { verdict } = await workshop.breakWith(mutant, file, Math.min(4 * ms + 10_000, left));
    if (verdict === "red" || (verdict === "hung" && performance.now() < deadline)) return verdict;
  }
  // After it, some of the tests have not been measured or not been run.
  return performance.now() < deadline ? "survived" : "untried";
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}

function isSame(one: Pick<Mutant, "file" | "change">, other: Pick<Mutant, "file" | "change">): boolean {
  return one.file === other.file && one.change === other.change;
}

process.exitCode = await main();
