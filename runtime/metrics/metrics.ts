// Counts and measures what `GET /metrics` answers, by wrapping the parts of an app from outside.
import type { App } from "../app.ts";
import type { Callbacks } from "../connection.ts";
import type { Fallback } from "../fallback.ts";
import { handlersOf } from "../handlers.ts";
import { observeReports } from "../report.ts";
import type { RouteEntry } from "../route.ts";
import { add, family, label } from "./exposition.ts";
import { createHandshakes } from "./handshakes.ts";
import { createProcessMetrics } from "./process-metrics.ts";
import { createSendCounts } from "./sends.ts";
import { createTiming } from "./timing.ts";
import { createTraffic } from "./traffic.ts";

/** The counters of one app. The build emits the calls only if the option `metrics` is on. */
export interface Metrics {
  /** The route table, with handlers that are measured. */
  timing(table: readonly RouteEntry[]): readonly RouteEntry[];
  /** The fallback, whose answers to handshakes count. */
  answering(fallback: Fallback): Fallback;
  /** The app, whose answers count. */
  counting(app: App): App;
  /** The callbacks, with a counter before each. */
  instrument(callbacks: Callbacks): Callbacks;
  /** Counts what this server publishes. */
  watch(server: object): void;
  /**
   * The answer to `GET /metrics`.
   *
   * @param processLabels labels of the metrics that are the process's own
   */
  render(processLabels?: string): string;
}

/** Starts counting. */
export function createMetrics(): Metrics {
  const started = performance.now();
  const errors = new Map<string, number>();
  const tooFast = new Map<string, number>();
  const sends = createSendCounts();
  const traffic = createTraffic();
  const handshakes = createHandshakes();
  const timing = createTiming((result, route) => handshakes.returned(result, route));
  const renderProcess = createProcessMetrics();
  observeReports(({ event, failure, route = "" }) => {
    if (event === "message_limit") add(tooFast, `route=${label(route)}`);
    if (failure !== undefined) add(errors, `route=${label(failure.path)},handler=${label(failure.handler)}`);
  });

  return {
    timing(table) {
      traffic.know(table);
      // `rate` sees no growth in a series that begins with its first error.
      for (const row of table)
        for (const handler of handlersOf(row))
          errors.set(`route=${label(row.path)},handler=${label(handler)}`, 0);
      return timing.rows(table);
    },
    answering: (fallback) => handshakes.answering(fallback),
    counting(app) {
      sends.toSelf(app.options.websocket.publishToSelf === true);
      return handshakes.counting(app);
    },
    instrument(callbacks) {
      return traffic.instrument({
        ...callbacks,
        open(ws) {
          sends.watch(ws);
          callbacks.open(ws);
        },
      });
    },
    watch: (server) => sends.watch(server),
    render: (processLabels = "") =>
      [
        traffic.render(),
        sends.render(),
        handshakes.render(),
        timing.render(),
        family("bunbox_handler_errors_total", "counter", "Handlers that threw or rejected.", errors),
        family(
          "bunbox_rate_closes_total",
          "counter",
          "Sockets closed because they sent more than limits.messagesPerSecond.",
          tooFast,
        ),
        family(
          "bunbox_uptime_seconds",
          "gauge",
          "Seconds since the start.",
          new Map([["", (performance.now() - started) / 1000]]),
        ),
        renderProcess(processLabels),
      ].join(""),
  };
}
