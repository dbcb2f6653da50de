// Turns the plan into the text of the server's entry: imports, one table, one switch.
import type { PlannedRoute, Runner, ServerPlan } from "../model.ts";
import { type CarrierText, emitCarrier } from "./carrier-text.ts";
import { emitEntrance } from "./entrance-text.ts";
import { emitFlags } from "./flags-text.ts";
import { emitGuards } from "./guards-text.ts";
import { emitMatch } from "./match.ts";
import { emitMetrics, type MetricsText } from "./metrics-text.ts";
import { indent } from "./nodes.ts";
import { emitParts, type PartsText } from "./parts-text.ts";
import { literal, quote } from "./quote.ts";
import { emitSockets } from "./sockets-text.ts";
import { emitTable } from "./table-text.ts";

/**
 * Writes the module that esbuild bundles into `dist/server.js`. `bunbox:` names a file of the runtime, and `bunbox-runtime:`
 * marks its beginning and its end; all other paths are relative to the project. The output's first lines declare `bunboxIsMain`.
 *
 * @param runner what runs it
 */
export function emitEntry(plan: ServerPlan, runner: Runner): string {
  const carrier = emitCarrier(plan);
  const measured = emitMetrics(plan);
  const checks = emitChecks(plan);
  const flags = emitFlags(plan);
  const sockets = emitSockets(plan);
  const parts = emitParts(plan);
  const entrance = emitEntrance(plan, parts);
  // The inspector finds out by itself where a refusal was made.
  const guards = emitGuards(plan, plan.options.metrics && runner !== "dev");
  const run = emitRun(carrier, runner);
  const rows = emitTable(plan.routes);
  // The check of a message is not part of the time in its handler.
  const declared = flags.declare(through(rows.text, [measured.table, checks.table, flags.ordered]));
  const table = through(declared.rows, [carrier.table, flags.table, guards.table, entrance.table]);
  const created = `createApp({ ${definition(plan, carrier, measured, parts)} })`;
  const app = through(created, [
    guards.counted,
    measured.app,
    carrier.app,
    flags.app,
    sockets.app,
    guards.named,
  ]);
  const dynamic = plan.routes.some(({ topic }) => topic === null);
  return [
    'import "bunbox-runtime:begin";',
    ...(plan.log === "json" ? ['import "bunbox:log-json";'] : []),
    'import "bunbox:require-bun";',
    ...(runner !== "test" && mayRefuse(plan) ? ['import "bunbox:refusal-log";'] : []),
    ...(plan.options.tls === null ? [] : ['import "bunbox:tls/secure";']),
    ...carrier.first,
    'import { createApp } from "bunbox:app";',
    ...rows.imports,
    ...parts.imports,
    ...(dynamic ? ['import { endOf, isSegment, segmentEnd } from "bunbox:path";'] : []),
    ...measured.imports,
    ...(plan.fallback === null ? [] : FALLBACK),
    ...checks.imports,
    ...flags.imports,
    ...sockets.imports,
    ...entrance.imports,
    ...guards.imports,
    ...carrier.imports,
    ...run.imports,
    'import "bunbox-runtime:end";',
    ...guards.modules,
    ...plan.routes.flatMap(emitImport),
    ...(plan.fallback === null ? [] : [`import * as fallback from ${quote(`./${plan.fallback}`)};`]),
    "",
    ...carrier.declaration,
    ...measured.declaration,
    ...declared.lines,
    ...guards.declaration,
    `const table = ${table};`,
    "",
    ...emitMatch(plan),
    "",
    "const options = {",
    ...indent(Object.entries(plan.options).map(([name, value]) => `${name}: ${literal(value)},`)),
    "};",
    "",
    `const contexts = ${parts.contexts};`,
    entrance.declaration,
    `const app = ${app};`,
    ...run.calls,
    "",
  ].join("\n");
}

const FALLBACK = [
  'import { createFallback } from "bunbox:fallback";',
  'import { createStrangers } from "bunbox:strangers";',
];

/** Whether there may be refusals for the log: those that the code of the project decides, and those of `maxConnections`. */
function mayRefuse({ routes, guards, options }: ServerPlan): boolean {
  const decides = routes.some(({ handlers }) => handlers.includes("upgrade"));
  return decides || guards.length > 0 || options.maxConnections !== null;
}

/** Puts layers around a text, from the inner to the outer. */
function through(text: string, layers: readonly ((inner: string) => string)[]): string {
  return layers.reduce((inner, layer) => layer(inner), text);
}

/** What the entry does with the app. */
function emitRun(
  { serve }: CarrierText,
  runner: Runner,
): { readonly imports: readonly string[]; readonly calls: readonly string[] } {
  switch (runner) {
    case "itself":
      return {
        imports: serve.imports,
        calls: [
          "export const { fetch, websocket } = app;",
          // Nobody imports an output that is run, and describing many routes takes time.
          "export const routes = bunboxIsMain ? [] : app.routes;",
          serve.call,
        ],
      };
    case "dev":
      return {
        imports: ['import { serveDev } from "bunbox-inspector:serve-dev";'],
        calls: ["serveDev(app, match);"],
      };
    case "test":
      return {
        imports: ['import { createShutdown } from "bunbox:shutdown";'],
        calls: ["export { app, createShutdown };"],
      };
  }
}

/** What checks messages, if a route has a schema for them. */
function emitChecks({ routes }: ServerPlan): {
  readonly imports: readonly string[];
  readonly table: (text: string) => string;
} {
  if (routes.every(({ settings }) => !settings.includes("incoming")))
    return { imports: [], table: (text) => text };
  return {
    imports: ['import { checkIncoming } from "bunbox:incoming";'],
    table: (text) => `checkIncoming(${text}, bunboxIsMain)`,
  };
}

/** The parts of the app. Code that no route and no option needs is not in the output. */
function definition(
  { fallback, options }: ServerPlan,
  { metrics }: CarrierText,
  measured: MetricsText,
  { parts }: PartsText,
): string {
  const all = ["routes: table", "contexts", "entrance", "options", "main: bunboxIsMain", ...parts];
  if (fallback !== null) {
    const created = measured.fallback(`createFallback(${quote(fallback)}, fallback.default)`);
    all.push(`fallback: ${created}`, "strangers: createStrangers()");
  }
  if (options.metrics) all.push(`page: metricsPage(${metrics("metrics")})`);
  return all.join(", ");
}

/** Imports the whole module, so that esbuild only warns of a name that it does not export. */
function emitImport({ file, handlers, settings }: PlannedRoute, index: number): readonly string[] {
  return handlers.length + settings.length === 0
    ? []
    : [`import * as route${index} from ${quote(`./${file}`)};`];
}
