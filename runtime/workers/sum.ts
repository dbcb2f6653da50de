// Adds up the metrics of several processes, in the Prometheus exposition format.

/** The values of one metric: name and labels → value. */
type Samples = ReadonlyMap<string, number>;

/** The samples of several metrics, by the metric's name. */
export type Retired = Map<string, Map<string, number>>;

interface FamilyText {
  readonly name: string;
  readonly type: string;
  /** The two lines of comment above the samples. */
  readonly head: string;
  readonly samples: Samples;
}

/** Metrics that all workers have the same, or of which the largest says most. */
const LARGEST = new Set(["bunbox_uptime_seconds"]);
/** Metrics of which the smallest says most: 1 only if it is 1 everywhere. */
const SMALLEST = new Set(["bunbox_pubsub_up"]);

/** Reads the metrics of a text. */
export function familiesOf(text: string): readonly FamilyText[] {
  const families = text.matchAll(/^(# HELP (\S+) .*\n# TYPE \S+ (\S+)\n)((?:[^#\n].*\n)*)/gm);
  return [...families].map(([, head = "", name = "", type = "", lines = ""]) => {
    return { name, type, head, samples: samplesOf(lines) };
  });
}

function samplesOf(lines: string): Samples {
  const each = lines.split("\n").filter((line) => line !== "");
  return new Map(
    each.map((line) => {
      const space = line.lastIndexOf(" ");
      return [line.slice(0, space), Number(line.slice(space + 1))] as const;
    }),
  );
}

/** Adds the counters of a worker that has ended to those of the others before it. A gauge is gone with its worker. */
export function retire(retired: Retired, text: string): void {
  for (const { name, type, samples } of familiesOf(text)) {
    if (type === "gauge") continue;
    const sums = retired.get(name) ?? new Map<string, number>();
    retired.set(name, sums);
    for (const [sample, value] of samples) {
      if (!isOwn(sample)) sums.set(sample, (sums.get(sample) ?? 0) + value);
    }
  }
}

/**
 * The sum of several texts, with the metrics in the order in which the texts have them.
 *
 * @param texts of the processes that live, the oldest first
 * @param retired counters of those that have ended
 */
export function sumOf(texts: readonly string[], retired: Retired): string {
  const heads = new Map<string, string>();
  const sums = new Map([...retired].map(([name, samples]) => [name, new Map(samples)]));
  for (const { name, head, samples } of texts.flatMap(familiesOf)) {
    heads.set(name, head);
    const known = sums.get(name) ?? new Map<string, number>();
    sums.set(name, known);
    for (const [sample, value] of samples) {
      const other = known.get(sample);
      known.set(sample, other === undefined || isOwn(sample) ? value : combine(name, other, value));
    }
  }
  return [...heads]
    .map(([name, head]) => {
      const samples = [...(sums.get(name) ?? [])];
      return head + samples.map(([sample, value]) => `${sample} ${value}\n`).join("");
    })
    .join("");
}

/** Whether a sample is of one process alone: its worker is the first label. A quote within a label would be escaped. */
function isOwn(sample: string): boolean {
  return sample.includes('{worker="');
}

function combine(name: string, one: number, other: number): number {
  if (LARGEST.has(name)) return Math.max(one, other);
  return SMALLEST.has(name) ? Math.min(one, other) : one + other;
}
