// Compares two servers, slice by slice in turn, so that other work on the machine affects both alike.
import { type Cost, type Work } from "./works.ts";
import { median, quantile } from "./statistics.ts";

/** The result of the pairs of slices: a server compared with the floor. */
export interface Comparison {
  /** CPU time per operation of the floor, divided by that of the server: 1 is equal, 0.5 is twice as expensive. */
  readonly ratio: number;
  /** The middle half of the pairs' ratios. */
  readonly spread: readonly [number, number];
  /** CPU time of the server per operation, in nanoseconds. */
  readonly cpu: number;
  /** Operations per second. */
  readonly rate: number;
  /** Time until the answer, in microseconds. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly p999: number };
  /** The load generator's own share of its core. */
  readonly load: number;
}

/** Measures a server against the floor in so many pairs, each in the opposite order of the last. */
export async function compare(floor: Work, other: Work, pairs: number): Promise<Comparison> {
  const ratios: number[] = [];
  const costs: Cost[] = [];
  await floor.slice();
  await other.slice();
  for (let pair = 0; pair < pairs; pair += 1) {
    const floorFirst = pair % 2 === 0;
    const first = await (floorFirst ? floor : other).slice();
    const second = await (floorFirst ? other : floor).slice();
    const [base, cost] = floorFirst ? [first, second] : [second, first];
    ratios.push(base.cpu / cost.cpu);
    costs.push(cost);
  }
  const latencies = costs.flatMap((cost) => cost.latencies);
  return {
    ratio: median(ratios),
    spread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    cpu: median(costs.map(({ cpu }) => cpu)),
    rate: median(costs.map(({ rate }) => rate)),
    latency: {
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      p999: quantile(latencies, 0.999),
    },
    load: median(costs.map(({ load }) => load)),
  };
}
