// Lets `GET /metrics` of a worker answer for all workers.
import type { App } from "../app.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { canonicalPath, pathOf } from "../path.ts";
import { WORKER_VARIABLE } from "./orders.ts";
import type { Worker } from "./worker.ts";

/** Reports the metrics of a worker to its supervisor. Those of the process have its number. */
export function reporting(metrics: Metrics, worker: Worker | undefined): Metrics {
  worker?.report(() => metrics.render(`worker="${process.env[WORKER_VARIABLE]}"`));
  return metrics;
}

/** The app, whose metrics are those of all workers. */
export function summing(app: App, worker: Worker | undefined): App {
  if (worker === undefined) return app;
  return {
    ...app,
    fetch(req, server) {
      const answer = app.fetch(req, server);
      const isMetrics =
        answer instanceof Response && answer.status === 200 && canonicalPath(pathOf(req.url)) === "/metrics";
      if (!isMetrics) return answer;
      return worker.sum().then((text) => new Response(text, { headers: answer.headers }));
    },
  };
}
