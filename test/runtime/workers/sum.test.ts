// Tests how the metrics of several workers become one text.
import { expect, test } from "bun:test";
import { retire, sumOf } from "../../../runtime/workers/sum.ts";

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
  const retired = new Map<string, number>();
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
