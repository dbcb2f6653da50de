// Writes the part of the entry that carries messages to other servers and workers, if the project has any.
import type { ServerPlan } from "../model.ts";
import { literal } from "./quote.ts";

/** Lines of the entry, and how its parts go through the carrier. */
export interface CarrierText {
  /** Imports that come before all others, because they decide what the process is. */
  readonly first: readonly string[];
  readonly imports: readonly string[];
  readonly declaration: readonly string[];
  readonly table: (text: string) => string;
  readonly metrics: (text: string) => string;
  readonly app: (text: string) => string;
  /** What runs the server. */
  readonly serve: { readonly imports: readonly string[]; readonly call: string };
}

const NONE: CarrierText = {
  first: [],
  imports: [],
  declaration: [],
  table: same,
  metrics: same,
  app: same,
  serve: {
    imports: ['import { listen } from "bunbox:listen";', 'import { serve } from "bunbox:serve";'],
    call: "if (bunboxIsMain) serve(app, listen);",
  },
};

const UNIX: CarrierText = {
  ...NONE,
  serve: {
    imports: ['import { listenUnix } from "bunbox:listen-unix";', 'import { serve } from "bunbox:serve";'],
    call: "if (bunboxIsMain) serve(app, listenUnix);",
  },
};

const TLS: CarrierText = {
  ...NONE,
  serve: {
    imports: ['import { serveTls } from "bunbox:tls/serve-tls";'],
    call: "if (bunboxIsMain) serveTls(app);",
  },
};

/** Without the options, no line is added and each part stays as it is. */
export function emitCarrier(plan: ServerPlan): CarrierText {
  const { pubsub, workers, options } = plan;
  const plain = options.tls !== null ? TLS : options.unix !== null ? UNIX : NONE;
  if (pubsub === null && workers === null) return plain;
  const created = creation(plan);
  const carrying: CarrierText = {
    ...plain,
    imports: [
      ...created.imports,
      ...(options.metrics ? ['import { countCarried } from "bunbox:pubsub/carried-counts";'] : []),
    ],
    declaration: [`const driver = ${created.driver};`, `const carrier = ${created.carrier};`],
    table: (text) => `carrier.joining(${text})`,
    metrics: (text) => `countCarried(${text}, carrier)`,
    app: (text) => `carrier.carrying(${text})`,
  };
  return workers === null ? carrying : withWorkers(carrying, options.metrics);
}

/** How the driver and the carrier are created; those that carry orders of `closeAll` only if the routes use it. */
function creation({ pubsub, uses }: ServerPlan): {
  readonly imports: readonly string[];
  readonly driver: string;
  readonly carrier: string;
} {
  const closes = uses.has("close-all");
  const carrier = 'import { createCarrier } from "bunbox:pubsub/carrier";';
  if (pubsub === null)
    return {
      imports: [
        carrier,
        ...(closes ? ['import { closingWorker } from "bunbox:workers/closing-worker";'] : []),
        'import { hubDriver } from "bunbox:workers/hub-driver";',
      ],
      driver: closes ? "hubDriver(closingWorker(worker))" : "hubDriver(worker)",
      carrier: "createCarrier(driver, bunboxIsMain)",
    };
  return {
    imports: [
      closes ? 'import { createClosingCarrier } from "bunbox:pubsub/closing";' : carrier,
      'import { redisDriver } from "bunbox:pubsub/redis-driver";',
    ],
    driver: `redisDriver(${literal(pubsub)}, bunboxIsMain)`,
    carrier: closes ? "createClosingCarrier(driver, bunboxIsMain)" : "createCarrier(driver, bunboxIsMain)",
  };
}

function withWorkers(text: CarrierText, metrics: boolean): CarrierText {
  const working: CarrierText = {
    ...text,
    first: ['import { worker } from "bunbox:workers/begin";'],
    serve: { imports: [], call: "worker?.serve(app);" },
  };
  if (!metrics) return working;
  return {
    ...working,
    first: ['import "bunbox:workers/sum-metrics";', ...working.first],
    imports: [...text.imports, 'import { reporting, summing } from "bunbox:workers/worker-metrics";'],
    metrics: (metricsText) => `reporting(${text.metrics(metricsText)}, worker)`,
    app: (appText) => `summing(${text.app(appText)}, worker)`,
  };
}

/**
 * What the output declares before all other code: the supervisor of workers needs it, and it never loads the routes.
 *
 * @returns `""` if the project has no workers
 */
export function emitPrelude({ workers, options }: ServerPlan): string {
  return workers === null ? "" : `const bunboxWorkers = ${literal({ count: workers, options })};`;
}

function same(text: string): string {
  return text;
}
