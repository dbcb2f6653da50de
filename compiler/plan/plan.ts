// Turns routes and their exports into the plan of the server: a table, the static paths, a tree of the dynamic ones.
import { type FlagName, GUARD } from "../../runtime/facts.ts";
import type { RouteInfo } from "../../runtime/route.ts";
import { belowBase } from "../place.ts";
import { guardsOf } from "../guards-of.ts";
import {
  HANDLERS,
  type MatchNode,
  type ReadExport,
  type Route,
  type RuntimePart,
  type ServerPlan,
  type Settings,
  SETTINGS,
} from "../model.ts";

/** Describes a route as `bunbox routes` shows it and as the server exports it. */
export function routeInfo(route: Route, exported: readonly string[]): RouteInfo {
  return {
    path: route.path,
    file: route.file,
    topic: route.topic,
    params: route.segments.filter(({ kind }) => kind !== "static").map(({ name }) => name),
    handlers: HANDLERS.filter((handler) => exported.includes(handler)),
    ...(route.guards.length === 0 ? {} : { guards: route.guards.map(({ file }) => file) }),
  };
}

/** What the server reads of a route. */
export interface PlannedExports {
  readonly names: readonly string[];
  /** Those whose value can change while the server runs. */
  readonly live: readonly ReadExport[];
  /** Those that are function declarations. */
  readonly plain?: readonly string[];
  /** The flags that differ from their default. */
  readonly flags?: readonly FlagName[];
}

/** Plans the server of a project without errors. */
export function planServer(
  routes: readonly Route[],
  exportsOf: (route: Route) => PlannedExports,
  settings: Settings,
  uses: ReadonlySet<RuntimePart> = new Set(),
): ServerPlan {
  const statics: [string, number][] = [];
  const tree = emptyNode();
  const guards = guardsOf(routes);
  for (const [index, route] of routes.entries()) {
    const encoded = route.segments.map(({ name }) => encodeURIComponent(name));
    if (route.topic === null) insert(below(tree, settings.base), route, index);
    else statics.push([belowBase(settings.base, encoded), index]);
  }
  return {
    routes: routes.map((route) => {
      const { names, live, flags = [] } = exportsOf(route);
      return {
        ...routeInfo(route, names),
        settings: SETTINGS.filter((name) => names.includes(name)),
        live,
        flags,
        guardedBy: route.guards.map((guard) => guards.indexOf(guard)),
      };
    }),
    guards: guards.map((guard) => {
      const { names, live } = exportsOf(guard);
      return { file: guard.file, present: names.includes(GUARD), live: live.includes(GUARD) };
    }),
    statics,
    tree: freeze(tree),
    uses,
    sure: routes.every((route) => isSure(exportsOf(route))),
    base: settings.base,
    fallback: settings.fallback,
    log: settings.log,
    pubsub: settings.pubsub,
    workers: settings.workers,
    trustedProxies: settings.trustedProxies,
    limits: settings.limits,
    options: settings.server,
  };
}

function isSure({ names, live, plain = [] }: PlannedExports): boolean {
  return HANDLERS.every((name) => !names.includes(name) || (plain.includes(name) && !live.includes(name)));
}

interface GrowingNode {
  readonly statics: Map<string, GrowingNode>;
  param: GrowingNode | null;
  optionalParam: number | null;
  rest: number | null;
  optionalRest: number | null;
  leaf: number | null;
}

function emptyNode(): GrowingNode {
  return { statics: new Map(), param: null, optionalParam: null, rest: null, optionalRest: null, leaf: null };
}

/** The node of a base: `/ws`, `/api/live` or `/`. */
function below(tree: GrowingNode, base: string): GrowingNode {
  let node = tree;
  for (const name of base.split("/").filter((each) => each !== "")) node = staticBelow(node, name);
  return node;
}

function staticBelow(node: GrowingNode, name: string): GrowingNode {
  const next = node.statics.get(name) ?? emptyNode();
  node.statics.set(name, next);
  return next;
}

function insert(tree: GrowingNode, route: Route, index: number): void {
  let node = tree;
  for (const { kind, name } of route.segments) {
    if (kind === "rest" || kind === "optionalRest" || kind === "optionalParam") {
      node[kind] = index;
      return;
    }
    if (kind === "param") node = node.param ??= emptyNode();
    else node = staticBelow(node, encodeURIComponent(name));
  }
  node.leaf = index;
}

function freeze(node: GrowingNode): MatchNode {
  return {
    statics: [...node.statics].map(([name, child]) => [name, freeze(child)] as const),
    param: node.param === null ? null : freeze(node.param),
    optionalParam: node.optionalParam,
    rest: node.rest,
    optionalRest: node.optionalRest,
    leaf: node.leaf,
  };
}
