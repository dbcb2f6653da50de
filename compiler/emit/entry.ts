// The plan in, the text of the server's entry out: named imports, one table, one switch.
import type { HandlerName, RouteInfo } from "../../runtime/route.ts";
import type { ServerPlan } from "../model.ts";
import { emitMatch } from "./match.ts";
import { indent } from "./nodes.ts";
import { literal, quote } from "./quote.ts";

/**
 * The module that esbuild bundles into `dist/server.js`. `bunbox:` names a file of the runtime; everything else is
 * relative to the project.
 *
 * @param development whether `bunbox dev` runs it
 */
export function emitEntry(plan: ServerPlan, development: boolean): string {
  const dynamic = plan.routes.some(({ topic }) => topic === null);
  return [
    'import "bunbox:require-bun";',
    'import { createApp } from "bunbox:app";',
    ...(dynamic ? ['import { endOf, isSegment, segmentEnd, segmentText } from "bunbox:path";'] : []),
    ...(plan.options.metrics ? ['import { createMetrics } from "bunbox:metrics";'] : []),
    ...(plan.fallback === null ? [] : ['import { createFallback } from "bunbox:fallback";']),
    development
      ? 'import { serveDev } from "bunbox:dev/serve-dev";'
      : 'import { serve } from "bunbox:serve";',
    ...plan.routes.flatMap(emitImport),
    ...(plan.fallback === null ? [] : [`import fallback from ${quote(`./${plan.fallback}`)};`]),
    "",
    "const table = [",
    ...indent(plan.routes.map(emitRow)),
    "];",
    "",
    ...emitMatch(plan),
    "",
    "const options = {",
    ...indent(Object.entries(plan.options).map(([name, value]) => `${name}: ${literal(value)},`)),
    "};",
    "",
    `const app = createApp({ ${definition(plan)} });`,
    ...(development
      ? ["serveDev(app);"]
      : ["export const { fetch, websocket, routes } = app;", "if (import.meta.main) serve(app);"]),
    "",
  ].join("\n");
}

/** What the app is made of: code that no route and no option needs is not in the output. */
function definition({ fallback, options }: ServerPlan): string {
  const parts = ["routes: table", "match", "options", "main: import.meta.main"];
  if (fallback !== null) parts.push(`fallback: createFallback(${quote(fallback)}, fallback)`);
  if (options.metrics) parts.push("metrics: createMetrics(table)");
  return parts.join(", ");
}

function emitImport({ file, handlers }: RouteInfo, index: number): readonly string[] {
  if (handlers.length === 0) return [];
  const names = handlers.map((handler) => `${handler} as ${handler}${index}`);
  return [`import { ${names.join(", ")} } from ${quote(`./${file}`)};`];
}

/** A route, and the handlers that its module may assign to: their bindings are read anew each time. */
interface EmittedRoute extends RouteInfo {
  readonly live?: ReadonlySet<HandlerName>;
}

/** The row of the table of one route (see RouteEntry in runtime/route.ts). */
export function emitRow(route: EmittedRoute, index: number): string {
  const { path, file, topic, params, handlers, live } = route;
  const fields = [
    `path: ${quote(path)}`,
    `file: ${quote(file)}`,
    `topic: ${literal(topic)}`,
    `params: ${literal(params)}`,
    ...handlers.map((handler) =>
      live?.has(handler)
        ? `get ${handler}() { return ${handler}${index}; }`
        : `${handler}: ${handler}${index}`,
    ),
  ];
  return `{ ${fields.join(", ")} },`;
}
