// Counts sockets, messages, errors and refusals, and writes the counts in the Prometheus exposition format 0.0.4.
import type { Callbacks } from "./connection.ts";
import { routeOf } from "./link.ts";
import { observeRefusals } from "./refuse.ts";
import { observeReports } from "./report.ts";
import type { RouteEntry } from "./route.ts";
import { createSendCounts } from "./sends.ts";

/** The counters of one app. */
export interface Metrics {
  /** The callbacks, with a counter before each. */
  instrument(callbacks: Callbacks): Callbacks;
  /** Counts what this server publishes. */
  watch(server: object): void;
  /** The answer to `GET /metrics`. */
  render(): string;
}

interface Counts {
  opened: number;
  closed: number;
  received: number;
}

/** Starts counting. The build emits the call only if the option `metrics` is on. */
export function createMetrics(routes: readonly RouteEntry[]): Metrics {
  const started = performance.now();
  const counts = new Map<RouteEntry, Counts>(
    routes.map((route) => [route, { opened: 0, closed: 0, received: 0 }]),
  );
  const errors = new Map<string, number>();
  const refusals = new Map<string, number>();
  const sends = createSendCounts();
  observeReports(({ failure }) => {
    if (failure !== undefined) add(errors, `route=${label(failure.path)},handler=${label(failure.handler)}`);
  });
  observeRefusals((reason) => add(refusals, `reason=${label(reason)}`));

  function countsOf(ws: Bun.ServerWebSocket<unknown>): Counts | undefined {
    const route = routeOf(ws);
    return route === undefined ? undefined : counts.get(route);
  }

  function perRoute(read: (counts: Counts) => number): ReadonlyMap<string, number> {
    return new Map([...counts].map(([{ path }, count]) => [`route=${label(path)}`, read(count)]));
  }

  return {
    instrument(callbacks) {
      return {
        ...callbacks,
        open(ws) {
          sends.watch(ws);
          callbacks.open(ws);
          const count = countsOf(ws);
          if (count !== undefined) count.opened += 1;
        },
        message(ws, message) {
          const count = countsOf(ws);
          if (count !== undefined) count.received += 1;
          callbacks.message(ws, message);
        },
        close(ws, code, reason) {
          const count = countsOf(ws);
          if (count !== undefined) count.closed += 1;
          callbacks.close(ws, code, reason);
        },
      };
    },
    watch(server) {
      sends.watch(server);
    },
    render() {
      return [
        family(
          "bunbox_connections",
          "gauge",
          "Open sockets.",
          perRoute(({ opened, closed }) => opened - closed),
        ),
        family(
          "bunbox_connections_total",
          "counter",
          "Sockets opened since the start.",
          perRoute(({ opened }) => opened),
        ),
        family(
          "bunbox_messages_received_total",
          "counter",
          "Messages from clients.",
          perRoute(({ received }) => received),
        ),
        family(
          "bunbox_sends_queued_total",
          "counter",
          "Calls of send and publish whose message waits for a slow client.",
          new Map([["", sends.queued]]),
        ),
        family(
          "bunbox_sends_dropped_total",
          "counter",
          "Calls of send and publish whose message a client did not get.",
          new Map([["", sends.dropped]]),
        ),
        family("bunbox_handler_errors_total", "counter", "Handlers that threw or rejected.", errors),
        family("bunbox_refusals_total", "counter", "Requests that bunbox refused.", refusals),
        family(
          "bunbox_uptime_seconds",
          "gauge",
          "Seconds since the start.",
          new Map([["", (performance.now() - started) / 1000]]),
        ),
      ].join("");
    },
  };
}

function add(counters: Map<string, number>, labels: string): void {
  counters.set(labels, (counters.get(labels) ?? 0) + 1);
}

/** One metric, with its values by label. */
export function family(
  name: string,
  type: "counter" | "gauge",
  help: string,
  values: ReadonlyMap<string, number>,
): string {
  const lines = [...values].map(
    ([labels, value]) => `${name}${labels === "" ? "" : `{${labels}}`} ${value}\n`,
  );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

/** A label's value: backslash, quote and newline are escaped. */
function label(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
