// Two servers, slice after slice in turn, so that whatever else the machine does meets both alike.
import { type Cost, type Work } from "./works.ts";
import { median, quantile } from "./statistics.ts";

/** What pairs of slices have said of a server beside the floor. */
export interface Comparison {
  /** CPU time per operation of the floor over that of the server: 1 is as cheap, 0.5 twice as dear. */
  readonly ratio: number;
  /** The middle half of the pairs' ratios. */
  readonly spread: readonly [number, number];
  /** CPU time of the server per operation, in nanoseconds. */
  readonly cpu: number;
  /** Operations a second. */
  readonly rate: number;
  /** Time until the answer, in microseconds. */
  readonly latency: { readonly p50: number; readonly p99: number; readonly p999: number };
  /** The load generator's own share of its core. */
  readonly load: number;
}

/** Measures a server against the floor in so many pairs, each the other way round than the last. */
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
