// Measures the process under the names that all Prometheus clients use, and the delay of its event loop.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { family, histogramFamily } from "./exposition.ts";
import { createHistogram, observe } from "./histogram.ts";

/** How often the event loop's delay is measured, in milliseconds. */
const PERIOD = 500;

/**
 * Starts to measure the event loop.
 *
 * @returns writes the metrics with these labels
 */
export function createProcessMetrics(): (labels: string) => string {
  const delays = createHistogram();
  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    observe(delays, Math.max(0, now - last - PERIOD));
    last = now;
  }, PERIOD).unref();

  return (labels) => {
    const { user, system } = process.cpuUsage();
    const one = (value: number): ReadonlyMap<string, number> => new Map([[labels, value]]);
    return [
      family(
        "process_cpu_seconds_total",
        "counter",
        "CPU time, user and system.",
        one((user + system) / 1_000_000),
      ),
      family(
        "process_resident_memory_bytes",
        "gauge",
        "Memory that the process has in RAM.",
        one(process.memoryUsage.rss()),
      ),
      family(
        "process_start_time_seconds",
        "gauge",
        "When the process started, as seconds since 1970.",
        one(performance.timeOrigin / 1000),
      ),
      ...(process.platform === "linux" ? fileMetrics(one) : []),
      histogramFamily(
        "bunbox_event_loop_delay_seconds",
        "How late a timer fires, which measures twice a second.",
        new Map([[labels, delays]]),
      ),
    ].join("");
  };
}

/** Files of Linux say how many files are open and may be open. A container may have no /proc. */
function fileMetrics(one: (value: number) => ReadonlyMap<string, number>): readonly string[] {
  try {
    // Only Linux 6.2 and newer counts the files for us.
    const open = statSync("/proc/self/fd").size || readdirSync("/proc/self/fd").length;
    const limit = /^Max open files +(\d+|unlimited)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1];
    return [
      family("process_open_fds", "gauge", "Open files, sockets included.", one(open)),
      family("process_max_fds", "gauge", "Most files that may be open.", one(Number(limit ?? Number.NaN))),
    ];
  } catch {
    return [];
  }
}
