// Adds up the metrics of several workers, in the Prometheus exposition format.

/** The samples of one worker's text: name and labels → value. */
export type Sums = ReadonlyMap<string, number>;

/** Metrics that all workers have the same, or of which the largest says most. */
const LARGEST = new Set(["bunbox_uptime_seconds"]);
/** Metrics of which the smallest says most: 1 only if it is 1 everywhere. */
const SMALLEST = new Set(["bunbox_pubsub_up"]);

/** Reads the samples of a text. */
export function samplesOf(text: string): Sums {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))] as const;
    }),
  );
}

/** Adds the counters of a worker that has ended to those of the others before it. */
export function retire(retired: Map<string, number>, text: string): void {
  const counters = new Set([...text.matchAll(/^# TYPE (\S+) counter$/gm)].map(([, name = ""]) => name));
  for (const [sample, value] of samplesOf(text))
    if (counters.has(nameOf(sample))) retired.set(sample, (retired.get(sample) ?? 0) + value);
}

/**
 * The sum of several texts.
 *
 * @param texts of the workers that live
 * @param retired counters of those that have ended
 */
export function sumOf(texts: readonly string[], retired: Sums): string {
  const sums = new Map(retired);
  for (const text of texts) {
    for (const [sample, value] of samplesOf(text)) {
      const known = sums.get(sample);
      sums.set(sample, known === undefined ? value : combine(sample, known, value));
    }
  }
  return layOut(texts, sums);
}

function combine(sample: string, one: number, other: number): number {
  if (LARGEST.has(nameOf(sample))) return Math.max(one, other);
  return SMALLEST.has(nameOf(sample)) ? Math.min(one, other) : one + other;
}

function nameOf(sample: string): string {
  return /^\w+/.exec(sample)?.[0] ?? sample;
}

/** The families with their comments, in the order in which the workers have them. */
function layOut(texts: readonly string[], sums: Sums): string {
  const heads = new Map(
    texts.flatMap((text) =>
      [...text.matchAll(/^# HELP (\S+) .*\n# TYPE \S+ \S+\n/gm)].map(
        ([head, name = ""]) => [name, head] as const,
      ),
    ),
  );
  return [...heads]
    .map(([name, head]) => {
      const samples = [...sums].filter(([sample]) => nameOf(sample) === name);
      return head + samples.map(([sample, value]) => `${sample} ${value}\n`).join("");
    })
    .join("");
}
