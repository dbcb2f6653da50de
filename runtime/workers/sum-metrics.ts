// Lets the supervisor sum the metrics. The entry imports it before the supervisor starts, and only if there are metrics.
import { createMetricsSum } from "./metrics-sum.ts";
import { sumWith } from "./supervise.ts";

sumWith(createMetricsSum);
