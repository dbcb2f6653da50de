// Puts the metrics into an app: they count at its entrance, and answer `GET /metrics`.
import type { Entrance } from "../entrance.ts";
import { plainText } from "../plain-text.ts";
import type { Metrics } from "./metrics.ts";

/** The Prometheus text format. */
const EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

/** The entrance, whose sockets count. */
export function measured(metrics: Metrics, { decide, connections }: Entrance): Entrance {
  return {
    decide(handshake, isDraining) {
      metrics.watch(handshake.server);
      return decide(handshake, isDraining);
    },
    connections: { ...connections, callbacks: metrics.instrument(connections.callbacks) },
  };
}

/** The page of the metrics; `undefined` for any other path. */
export function metricsPage(metrics: Metrics): (path: string, req: Request) => Response | undefined {
  return (path, req) => (path === "/metrics" ? plainText(req, metrics.render(), EXPOSITION) : undefined);
}
