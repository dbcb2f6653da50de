// Counts durations by how long they are.

/** Upper bounds of the buckets, in seconds: from a handler that only answers to one that waits for a slow service. */
export const BOUNDS: readonly number[] = [
  0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
];

/** Durations of one kind. */
export interface Histogram {
  /** One count per bound, and at the end that of all longer durations. */
  readonly counts: number[];
  /** In seconds. */
  sum: number;
}

/** Starts with nothing counted. */
export function createHistogram(): Histogram {
  return { counts: Array.from({ length: BOUNDS.length + 1 }, () => 0), sum: 0 };
}

/** Counts one duration, in milliseconds. */
export function observe(histogram: Histogram, duration: number): void {
  const seconds = duration / 1000;
  const { counts } = histogram;
  let bucket = 0;
  while (bucket < BOUNDS.length && seconds > (BOUNDS[bucket] ?? 0)) bucket += 1;
  counts[bucket] = (counts[bucket] ?? 0) + 1;
  histogram.sum += seconds;
}
