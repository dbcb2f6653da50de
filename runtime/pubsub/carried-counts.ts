// Adds the counters of the driver to `GET /metrics`.
import { family } from "../metrics/exposition.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Carrier } from "./carrier.ts";

/** The metrics of an app, and those of its driver. */
export function countCarried(metrics: Metrics, carrier: Carrier): Metrics {
  return {
    ...metrics,
    render(processLabels) {
      const { up, published, received, lostDown, lostFull, ignored, reconnects, topics } = carrier.counts();
      return [
        metrics.render(processLabels),
        family("bunbox_pubsub_up", "gauge", "1 if messages reach other servers.", one(up ? 1 : 0)),
        family("bunbox_pubsub_published_total", "counter", "Messages sent to other servers.", one(published)),
        family(
          "bunbox_pubsub_received_total",
          "counter",
          "Messages of other servers, delivered here.",
          one(received),
        ),
        family(
          "bunbox_pubsub_lost_total",
          "counter",
          "Messages that were not sent to other servers.",
          new Map([
            ['reason="down"', lostDown],
            ['reason="full"', lostFull],
          ]),
        ),
        family(
          "bunbox_pubsub_ignored_total",
          "counter",
          "Messages that no server of this project can have sent.",
          one(ignored),
        ),
        family(
          "bunbox_pubsub_reconnects_total",
          "counter",
          "How often the connection came back.",
          one(reconnects),
        ),
        family("bunbox_pubsub_topics", "gauge", "Topics that this server hears.", one(topics)),
      ].join("");
    },
  };
}

function one(value: number): ReadonlyMap<string, number> {
  return new Map([["", value]]);
}
