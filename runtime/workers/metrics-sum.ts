// Asks all workers for their metrics when one of them is asked, and keeps the counters of those that have ended.
import { family } from "../metrics/exposition.ts";
import { createProcessMetrics } from "../metrics/process-metrics.ts";
import type { Crew } from "./crew.ts";
import { type Retired, retire, sumOf } from "./sum.ts";

/** What the sum needs. */
export interface MetricsSumPort {
  /** Asks a worker for its metrics; the answer comes by `take`. */
  readonly ask: (pid: number) => void;
  readonly pids: () => readonly number[];
  readonly crew: () => Crew;
}

/** The metrics of all workers. */
export interface MetricsSum {
  take(pid: number, text: string): void;
  /** A worker has ended. */
  retire(pid: number): void;
  text(): Promise<string>;
}

/** Longest time to wait for a worker, in milliseconds. Its last metrics count until it answers. */
const TIME_LIMIT = 500;

/** Starts without any metrics. */
export function createMetricsSum({ ask, pids, crew }: MetricsSumPort): MetricsSum {
  const last = new Map<number, string>();
  const retired: Retired = new Map();
  const renderProcess = createProcessMetrics();
  const asked = new Set<number>();
  let round: Promise<void> | undefined;
  let complete: (() => void) | undefined;

  function answered(pid: number): void {
    asked.delete(pid);
    if (asked.size === 0) complete?.();
  }

  async function askAll(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    complete = resolve;
    const timer = setTimeout(resolve, TIME_LIMIT);
    for (const pid of pids()) {
      asked.add(pid);
      ask(pid);
    }
    await promise;
    clearTimeout(timer);
    asked.clear();
    round = undefined;
  }

  return {
    take(pid, text) {
      last.set(pid, text);
      answered(pid);
    },
    retire(pid) {
      retire(retired, last.get(pid) ?? "");
      last.delete(pid);
      answered(pid);
    },
    async text() {
      // Those that ask at the same time share the answers.
      round ??= askAll();
      await round;
      const { listening, restarts } = crew().counts();
      return [
        sumOf([...last.values(), renderProcess('worker="supervisor"')], retired),
        family("bunbox_workers", "gauge", "Workers that listen.", new Map([["", listening]])),
        family(
          "bunbox_worker_restarts_total",
          "counter",
          "Workers that died and were started again.",
          new Map([["", restarts]]),
        ),
      ].join("");
    },
  };
}
