// Tests how the metrics of several workers become one text.
import { expect, test } from "bun:test";
import { type Retired, retire, sumOf } from "../../../runtime/workers/sum.ts";

function text(open: number, total: number, uptime: number, up: number): string {
  return [
    "# HELP bunbox_connections Open sockets.",
    "# TYPE bunbox_connections gauge",
    `bunbox_connections{route="/ws/a b"} ${open}`,
    "# HELP bunbox_connections_total Sockets.",
    "# TYPE bunbox_connections_total counter",
    `bunbox_connections_total{route="/ws/a b"} ${total}`,
    ...(total > 5 ? [`bunbox_connections_total{route="/ws/c"} 1`] : []),
    "# HELP bunbox_uptime_seconds Seconds.",
    "# TYPE bunbox_uptime_seconds gauge",
    `bunbox_uptime_seconds ${uptime}`,
    "# HELP bunbox_pubsub_up Up.",
    "# TYPE bunbox_pubsub_up gauge",
    `bunbox_pubsub_up ${up}`,
    "",
  ].join("\n");
}

test("counters and gauges are added, and the time is the longest", () => {
  const sum = sumOf([text(1, 3, 10, 1), text(2, 7, 4.5, 0)], new Map());
  expect(sum).toBe(text(3, 10, 10, 0));
});

test("the counters of a worker that has ended stay, its gauges do not", () => {
  const retired: Retired = new Map();
  retire(retired, text(5, 100, 99, 0));
  retire(retired, "");
  retire(retired, text(1, 10, 99, 0));
  expect(sumOf([text(1, 2, 3, 1)], retired)).toBe(
    text(1, 112, 3, 1)
      .replace("# HELP bunbox_uptime", 'bunbox_connections_total{route="/ws/c"} 2\n# HELP bunbox_uptime')
      .replace('bunbox_connections_total{route="/ws/c"} 1\n', ""),
  );
  expect(sumOf([], retired)).toBe("");
});

/** A histogram of one worker, and metrics of its process. */
function processText(worker: string, count: number, cpu: number): string {
  return [
    "# HELP a_seconds Time.",
    "# TYPE a_seconds histogram",
    `a_seconds_bucket{route="{worker=\\"1\\"",le="1"} ${count - 1}`,
    `a_seconds_bucket{route="{worker=\\"1\\"",le="+Inf"} ${count}`,
    `a_seconds_sum{route="{worker=\\"1\\""} ${count / 2}`,
    `a_seconds_count{route="{worker=\\"1\\""} ${count}`,
    "# HELP cpu_seconds_total CPU.",
    "# TYPE cpu_seconds_total counter",
    `cpu_seconds_total{worker="${worker}"} ${cpu}`,
    "",
  ].join("\n");
}

test("histograms are added, and what a process has for itself is neither added nor kept", () => {
  const retired: Retired = new Map();
  retire(retired, processText("1", 100, 50));
  const sum = sumOf([processText("1", 10, 7), processText("2", 4, 9), processText("1", 5, 1)], retired);
  const one = processText("1", 119, 1).replace('le="1"} 118', 'le="1"} 115');
  expect(sum).toBe(`${one}cpu_seconds_total{worker="2"} 9\n`);
});
