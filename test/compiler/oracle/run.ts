// Runs the oracle: batches of routes, two at a time.
import { availableParallelism } from "node:os";
import { type Batch, runBatch } from "./batch.ts";
import type { Difference } from "./compare.ts";

/** How much a run asks, and how. */
export interface Run {
  readonly seed: number;
  readonly routes: number;
  /** How many routes a project has. */
  readonly size: number;
  /** The batches that are also built and served: one in so many. */
  readonly servedOneIn: number;
}

/** Every difference in a run; TypeScript is asked in all batches but every third. */
export async function runOracle({ seed, routes, size, servedOneIn }: Run): Promise<readonly Difference[]> {
  const batches = Array.from({ length: Math.ceil(routes / size) }, (_, index): Batch => {
    const first = index * size;
    const length = Math.min(size, routes - first);
    return {
      seed,
      numbers: Array.from({ length }, (_each, offset) => first + offset),
      typed: index % 3 !== 1,
      hindered: index % 3 === 2,
      served: index % servedOneIn === 0,
    };
  });
  return runAll(batches);
}

/** One route, with types and without, built and served. */
export async function runOnly(seed: number, number: number): Promise<readonly Difference[]> {
  const how = [
    { typed: true, hindered: false, served: true },
    { typed: true, hindered: true, served: false },
    { typed: false, hindered: false, served: false },
  ];
  return runAll(how.map((each) => ({ seed, numbers: [number], ...each })));
}

async function runAll(batches: readonly Batch[]): Promise<readonly Difference[]> {
  const left = [...batches];
  const differences: Difference[] = [];
  const work = async (): Promise<void> => {
    for (let batch = left.shift(); batch !== undefined; batch = left.shift()) {
      differences.push(...(await runBatch(batch)));
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return differences.toSorted((a, b) => (a.route?.number ?? -1) - (b.route?.number ?? -1));
}
