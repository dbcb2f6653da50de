// Writes metrics in the Prometheus exposition format 0.0.4.
import { BOUNDS, type Histogram } from "./histogram.ts";

/** One metric, with its values by label. */
export function family(
  name: string,
  type: "counter" | "gauge",
  help: string,
  values: ReadonlyMap<string, number>,
): string {
  return head(name, type, help) + [...values].map(([labels, value]) => sample(name, labels, value)).join("");
}

/** One metric that is a histogram, with its histograms by label. Those without an observation are left out. */
export function histogramFamily(
  name: string,
  help: string,
  histograms: ReadonlyMap<string, Histogram>,
): string {
  const observed = [...histograms].filter(([, { counts }]) => counts.some((count) => count > 0));
  return head(name, "histogram", help) + observed.map((each) => histogramSamples(name, ...each)).join("");
}

/** The buckets count from zero, so each has the observations of all smaller ones too. */
function histogramSamples(name: string, labels: string, { counts, sum }: Histogram): string {
  const prefix = labels === "" ? "" : `${labels},`;
  let total = 0;
  const buckets = counts.map((count, index) => {
    total += count;
    return sample(`${name}_bucket`, `${prefix}le="${BOUNDS[index] ?? "+Inf"}"`, total);
  });
  return [...buckets, sample(`${name}_sum`, labels, sum), sample(`${name}_count`, labels, total)].join("");
}

function head(name: string, type: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}

function sample(name: string, labels: string, value: number): string {
  return `${name}${labels === "" ? "" : `{${labels}}`} ${value}\n`;
}

/** A label's value: backslash, quote and newline are escaped. */
export function label(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

/** One more in a map of counters by label. */
export function add(counters: Map<string, number>, labels: string): void {
  counters.set(labels, (counters.get(labels) ?? 0) + 1);
}
