// Turns routes and their exports into the plan of the server: a table, the static paths, a tree of the dynamic ones.
import type { HandlerName, RouteInfo } from "../../runtime/route.ts";
import { HANDLERS, type MatchNode, type Route, type ServerPlan, type Settings } from "../model.ts";

/** Describes a route as `bunbox routes` shows it and as the server exports it. */
export function routeInfo(route: Route, exported: readonly string[]): RouteInfo {
  return {
    path: route.path,
    file: route.file,
    topic: route.topic,
    params: route.segments.filter(({ kind }) => kind !== "static").map(({ name }) => name),
    handlers: HANDLERS.filter((handler) => exported.includes(handler)),
  };
}

/** The handlers of a route that the server calls. */
export interface PlannedHandlers {
  readonly handlers: readonly string[];
  /** Those whose value can change while the server runs. */
  readonly live: readonly HandlerName[];
}

/** Plans the server of a project without errors. */
export function planServer(
  routes: readonly Route[],
  handlersOf: (route: Route) => PlannedHandlers,
  settings: Settings,
): ServerPlan {
  const statics: [string, number][] = [];
  const tree = emptyNode();
  for (const [index, route] of routes.entries()) {
    const encoded = route.segments.map(({ name }) => encodeURIComponent(name));
    if (route.topic === null) insert(tree, route, index);
    else statics.push([`/${encoded.join("/")}`, index]);
  }
  return {
    routes: routes.map((route) => {
      const { handlers, live } = handlersOf(route);
      return { ...routeInfo(route, handlers), live };
    }),
    statics,
    tree: freeze(tree),
    fallback: settings.fallback,
    pubsub: settings.pubsub,
    workers: settings.workers,
    options: settings.server,
  };
}

interface GrowingNode {
  readonly statics: Map<string, GrowingNode>;
  param: GrowingNode | null;
  rest: number | null;
  optional: number | null;
  leaf: number | null;
}

function emptyNode(): GrowingNode {
  return { statics: new Map(), param: null, rest: null, optional: null, leaf: null };
}

function insert(tree: GrowingNode, route: Route, index: number): void {
  let node = tree;
  for (const { kind, name } of route.segments) {
    if (kind === "rest" || kind === "optional") {
      node[kind] = index;
      return;
    }
    let next = kind === "param" ? node.param : (node.statics.get(encodeURIComponent(name)) ?? null);
    if (next === null) {
      next = emptyNode();
      if (kind === "param") node.param = next;
      else node.statics.set(encodeURIComponent(name), next);
    }
    node = next;
  }
  node.leaf = index;
}

function freeze(node: GrowingNode): MatchNode {
  return {
    statics: [...node.statics].map(([name, child]) => [name, freeze(child)] as const),
    param: node.param === null ? null : freeze(node.param),
    rest: node.rest,
    optional: node.optional,
    leaf: node.leaf,
  };
}
