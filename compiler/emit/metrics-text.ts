// Writes the part of the entry that counts and measures, if the option `metrics` is on.
import type { ServerPlan } from "../model.ts";

/** Lines of the entry, and how its parts go through the metrics. */
export interface MetricsText {
  readonly imports: readonly string[];
  readonly declaration: readonly string[];
  readonly table: (text: string) => string;
  readonly fallback: (text: string) => string;
  readonly app: (text: string) => string;
}

const NONE: MetricsText = {
  imports: [],
  declaration: [],
  table: (text) => text,
  fallback: (text) => text,
  app: (text) => text,
};

/** Without the option, no line is added and each part stays as it is. */
export function emitMetrics({ options }: ServerPlan): MetricsText {
  if (!options.metrics) return NONE;
  return {
    imports: ['import { createMetrics } from "bunbox:metrics/metrics";'],
    declaration: ["const metrics = createMetrics();"],
    table: (text) => `metrics.timing(${text})`,
    fallback: (text) => `metrics.answering(${text})`,
    app: (text) => `metrics.counting(${text})`,
  };
}
