// Plans, emits and bundles the server, and reads the exports of the bundled routes.
import { setImmediate } from "node:timers/promises";
import { FLAGS, type FlagName } from "../runtime/facts.ts";
import { bundle, type BundleOptions, type Adaptations } from "./graph/bundle.ts";
import { emitPrelude } from "./emit/carrier-text.ts";
import { emitEntry } from "./emit/entry.ts";
import { emitTopics } from "./emit/topics-text.ts";
import {
  type Bundle,
  type Diagnostic,
  type Graph,
  type Project,
  type Route,
  type RouteFacts,
  type RuntimePart,
  type Settings,
} from "./model.ts";
import { type PlannedExports, planServer } from "./plan/plan.ts";
import { relativeTo } from "./place.ts";
import { guardsOf } from "./guards-of.ts";
import { type Outline, outline, readSources, type Refusals } from "./rules/sources.ts";
import type { Modules } from "./syntax/exports.ts";
import { isFlag, mayExport, plainFunctionsOf, readExportsOf } from "./syntax/export-facts.ts";
import { openModules } from "./syntax/modules.ts";
import type { Sources } from "./syntax/source.ts";

/** The files that run because of the routes, and what was found in them. */
export interface LinkedRoutes {
  readonly graph: Graph;
  readonly modules: Modules;
  /** The exports of each route and guard, and how they are written. */
  readonly facts: readonly RouteFacts[];
  /** Per file of a route or guard: where it can refuse without a `Response`. Only `bunbox dev` looks for it. */
  readonly refusals: Refusals;
  /** Broken rules in the sources. */
  readonly broken: readonly Diagnostic[];
  /** Errors and warnings of esbuild. */
  readonly faults: readonly Diagnostic[];
  /** `null` if the sources have errors. */
  readonly bundle: Bundle | null;
}

/**
 * Bundles the routes and their guards with every handler, guard and setting that their `export` statements name or may bring.
 * esbuild reports which of them exist, and which parts of the runtime they use; the syntax shows which can change while the
 * server runs, and the flags. If that differs from the bundle, it bundles again.
 */
export async function link(
  project: Project,
  routes: readonly Route[],
  settings: Settings,
  sources: Sources,
  options: BundleOptions,
): Promise<LinkedRoutes> {
  const build = (
    exportsOf: (route: Route) => PlannedExports,
    uses?: ReadonlySet<RuntimePart>,
    adaptations?: Adaptations,
  ): ReturnType<typeof bundle> => {
    const plan = planServer(routes, exportsOf, settings, uses);
    const text = {
      prelude: emitPrelude(plan),
      entry: emitEntry(plan, options.runner),
      topics: emitTopics(plan),
    };
    return bundle(project, sources, plan, text, options, adaptations);
  };
  const scaled = settings.pubsub !== null || settings.workers !== null;
  const read = [...routes, ...guardsOf(routes)];
  const possible = new Map(read.map((route) => [route.file, mayExport(sources.get(route.file), route)]));
  const plain = new Map(read.map(({ file }) => [file, plainFunctionsOf(sources.get(file))]));
  const building = build(({ file }) => ({
    names: possible.get(file) ?? [],
    live: [],
    plain: plain.get(file) ?? [],
  }));
  const outlining = outlineAll(read, (route) =>
    outline(sources, route, possible.get(route.file) ?? [], scaled),
  );
  const [first, outlines] = await Promise.all([building, outlining]);
  const { graph, diagnostics: faults } = first;
  const links = read.map(({ file, real }) => [file, relativeTo(project, real)] as const);
  const modules = openModules(sources, graph, new Map(links.filter(([file, real]) => file !== real)));
  const {
    value: facts,
    diagnostics: broken,
    refusals,
  } = readSources({
    routes,
    graph,
    modules,
    faults,
    leadsTo: new Map(links),
    outlines,
    scaled,
    development: options.runner === "dev",
  });
  const planned = new Map(facts.map((each) => [each.route.file, plannedOf(each)]));
  const asBuilt = read.every(({ file }) => {
    const { names, live, flags = [] } = planned.get(file) ?? NOTHING;
    return live.length + flags.length === 0 && names.length === possible.get(file)?.length;
  });
  const final =
    first.finish === null || (asBuilt && graph.uses.size === 0)
      ? first
      : await build(
          ({ file }) => ({ ...(planned.get(file) ?? NOTHING), plain: plain.get(file) ?? [] }),
          graph.uses,
          first.adaptations,
        );
  const finished = final.finish === null ? null : await final.finish();
  return { graph, modules, facts, refusals, broken, faults, bundle: finished };
}

/** Looks at the routes while esbuild bundles. It asks its plugins about files meanwhile, so there are pauses. */
async function outlineAll(
  routes: readonly Route[],
  outlined: (route: Route) => Outline,
): Promise<ReadonlyMap<Route, Outline>> {
  const outlines = new Map<Route, Outline>();
  for (const [index, route] of routes.entries()) {
    if (index % ROUTES_AT_ONCE === 0) await setImmediate();
    outlines.set(route, outlined(route));
  }
  return outlines;
}

/** Some milliseconds of work. */
const ROUTES_AT_ONCE = 20;

const NOTHING: PlannedExports = { names: [], live: [] };

/** The exports that exist. Those that may not be constant are read at every use. */
function plannedOf({ route, names: present, exports }: RouteFacts): PlannedExports {
  const settled = new Set(exports.flatMap((fact) => (fact.settled ? [fact.name] : [])));
  const names = readExportsOf(route).filter((name) => present.includes(name));
  return { names, live: names.filter((name) => !settled.has(name)), flags: flagsOf(exports) };
}

/** The flags that differ from their default. */
function flagsOf(exports: RouteFacts["exports"]): readonly FlagName[] {
  return exports.flatMap(({ name, flag }) =>
    isFlag(name) && flag !== undefined && flag !== FLAGS[name] ? [name] : [],
  );
}
