// Reads the syntax of every file that the routes reach: finds the exports of each route, and broken rules.
//
// A tree takes a hundred times the memory of its text. So the tree of a route that no other file imports is released once
// it is read.
import type { PossibleRefusal } from "../../inspector/server/feed.ts";
import type { FunctionName } from "../../runtime/facts.ts";
import { guardsOf } from "../guards-of.ts";
import type { Diagnostic, Graph, Outcome, ReadExport, Route, RouteFacts } from "../model.ts";
import type { Modules } from "../syntax/exports.ts";
import { factsOf, plainFacts } from "../syntax/export-facts.ts";
import { handlerFunctions, type HandlerRoles } from "../syntax/roles.ts";
import { isOwn, type Source, sourceOf, type Sources } from "../syntax/source.ts";
import type { FunctionNode } from "../syntax/tree.ts";
import { applyToFile, applyToHandlers, applyToRoute, rulesToApply } from "./apply.ts";
import { checkReadable } from "./build/not-examined.ts";
import { refusalsOf } from "./refusals.ts";
import type { Rule } from "./rule.ts";
import { joinedTopics } from "./known-topics.ts";

/** What the text of a route shows if it exports these handlers and settings. */
export interface Outline {
  readonly names: readonly ReadExport[];
  /** `null` if only the tree has the facts. */
  readonly facts: RouteFacts | null;
  /** The rules that may find something in the tree; without any, it is not read. `undefined`, which is any, if the text may hide names. */
  readonly rules: readonly Rule[] | undefined;
}

/** Looks at a route before it is bundled. If its tree will not be read, the parser's result is released. */
export function outline(
  sources: Sources,
  route: Route,
  names: readonly ReadExport[],
  scaled: boolean,
): Outline {
  const source = sources.get(route.file);
  if (source === undefined || source.failure !== null) return { names, facts: null, rules: undefined };
  const outlined = outlineOf(source, route, names, scaled);
  if (outlined.facts !== null && outlined.rules?.length === 0) source.release();
  return outlined;
}

function outlineOf(source: Source, route: Route, names: readonly ReadExport[], scaled: boolean): Outline {
  const facts = plainFacts(source, route, names);
  return { names, facts, rules: facts === null ? undefined : rulesToApply({ source, route, names, scaled }) };
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each, index) => each === others[index]);
}

/** What is read, and what is known before. */
export interface Reading {
  readonly routes: readonly Route[];
  readonly graph: Graph;
  readonly modules: Modules;
  /** What esbuild has reported. */
  readonly faults: readonly Diagnostic[];
  /** Maps a route's file to itself, or to the target if it is a link. */
  readonly leadsTo: ReadonlyMap<string, string>;
  /** What was seen of each route before it was bundled. */
  readonly outlines: ReadonlyMap<Route, Outline>;
  /** Whether several processes run the project. */
  readonly scaled: boolean;
  /** Whether the inspector will show what refuses. */
  readonly development: boolean;
}

/** Per file of a route or guard whose deciding function is known: where it can refuse without a `Response`. */
export type Refusals = Readonly<Record<string, readonly PossibleRefusal[]>>;

/** Returns the exports of each route and guard, and the findings of the rules in them and the files that they reach. */
export function readSources({
  routes,
  graph,
  modules,
  faults,
  leadsTo,
  outlines,
  scaled,
  development,
}: Reading): Outcome<readonly RouteFacts[]> & { readonly refusals: Refusals } {
  let known: { readonly topics: readonly string[] | null } | undefined;
  const joined = (): readonly string[] | null =>
    (known ??= { topics: joinedTopics(modules, graph.reached) }).topics;
  const imported = new Set([...graph.imports.values()].flatMap((targets) => [...targets.values()]));
  let others: readonly Source[] | undefined;
  const alone = new Set(
    [...routes, ...guardsOf(routes)]
      .map(({ file }) => leadsTo.get(file) ?? file)
      .filter((file) => !imported.has(file)),
  );
  const shared = (): readonly Source[] =>
    (others ??= [...graph.reached]
      .filter((file) => !alone.has(file) && isOwn(file))
      .flatMap((file) => modules.sources.get(file) ?? [])
      .filter(({ failure }) => failure === null));
  const done = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  // The handlers in files that are read last.
  const handlersElsewhere = new Map<FunctionNode, readonly FunctionName[]>();
  const value: RouteFacts[] = [];
  const refusals: Record<string, readonly PossibleRefusal[]> = {};
  // The tree of a route with `upgrade`, and that of a guard, is always read, for a rule about its results.
  const lookForRefusals = (route: Route, handlers: HandlerRoles): void => {
    const found = development ? refusalsOf(modules, handlers) : undefined;
    if (found !== undefined) refusals[route.file] = found;
  };
  for (const route of [...routes, ...guardsOf(routes)]) {
    const names = graph.exports.get(route.file) ?? [];
    const source = modules.sources.get(route.file);
    const isSound = graph.exports.has(route.file) && source?.failure === null;
    const real = leadsTo.get(route.file) ?? route.file;
    const isAlone = isSound && !imported.has(real);
    const early = outlines.get(route);
    const outlined = early !== undefined && areSame(early.names, names) ? early : undefined;
    const { facts: plain, rules } = isAlone
      ? (outlined ?? outlineOf(source, route, names, scaled))
      : { facts: null, rules: undefined };
    const facts = plain ?? factsOf(modules, route, names);
    value.push(facts);
    if (isSound && rules?.length !== 0) {
      const handlers = handlerFunctions(modules, facts);
      lookForRefusals(route, handlers);
      // A file that others import is read last, and the functions that a route has from others with their files.
      for (const [fn, own] of handlers)
        if (!isAlone || sourceOf(fn) !== source) handlersElsewhere.set(fn, own);
      diagnostics.push(...applyToHandlers({ route, routes, modules, handlers, scaled, shared }, rules));
      diagnostics.push(...applyToRoute({ route, routes, source }, rules));
      if (isAlone)
        diagnostics.push(...applyToFile({ source, modules, handlers, scaled, routes, joined }, rules));
    }
    if (!isAlone) continue;
    done.add(real);
    source.release();
  }
  for (const file of graph.reached) {
    const source = done.has(file) || !isOwn(file) ? undefined : modules.sources.get(file);
    if (source === undefined) continue;
    const found =
      source.failure === null
        ? applyToFile({ source, modules, handlers: handlersElsewhere, scaled, routes, joined })
        : checkReadable(source, faults);
    diagnostics.push(...found);
  }
  return { value, diagnostics, refusals };
}
