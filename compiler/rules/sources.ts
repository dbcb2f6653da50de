// Reads the syntax of every file that the routes reach: what each route exports, and what breaks a rule.
//
// A tree takes a hundred times the memory of its text. So a route that no other file imports is read once, and its tree
// released.
import type { HandlerName } from "../../runtime/route.ts";
import type { Diagnostic, Graph, Outcome, Route, RouteFacts } from "../model.ts";
import type { Modules } from "../syntax/exports.ts";
import { factsOf, plainFacts } from "../syntax/export-facts.ts";
import { handlerFunctions } from "../syntax/roles.ts";
import { isScript, sourceOf, type Sources } from "../syntax/source.ts";
import type { FunctionNode } from "../syntax/tree.ts";
import { applyToFile, applyToHandlers, mayBreakRules } from "./apply.ts";
import { checkReadable } from "./build/not-examined.ts";

/** Releases what the parser has made of a route, if its tree will not be read. */
export function releasePlain(sources: Sources, route: Route, names: readonly HandlerName[]): void {
  const source = sources.get(route.file);
  if (
    source?.failure === null &&
    plainFacts(source, route, names) !== null &&
    !mayBreakRules({ source, route, names })
  )
    source.release();
}

/**
 * What each route exports, and what the rules say of the routes and of the files that they reach.
 *
 * @param leadsTo a route's file → itself, or the file that it is a link to
 */
export function readSources(
  routes: readonly Route[],
  graph: Graph,
  modules: Modules,
  faults: readonly Diagnostic[],
  leadsTo: ReadonlyMap<string, string>,
): Outcome<readonly RouteFacts[]> {
  const imported = new Set([...graph.imports.values()].flatMap((targets) => [...targets.values()]));
  const done = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  // The handlers in files that are read last.
  const handlersElsewhere = new Map<FunctionNode, readonly HandlerName[]>();
  const value: RouteFacts[] = [];
  for (const route of routes) {
    const names = graph.exports.get(route.file) ?? [];
    const source = modules.sources.get(route.file);
    const isSound = graph.exports.has(route.file) && source?.failure === null;
    const real = leadsTo.get(route.file) ?? route.file;
    const isAlone = isSound && !imported.has(real);
    const plain = isAlone ? plainFacts(source, route, names) : null;
    if (isAlone && plain !== null && !mayBreakRules({ source, route, names })) {
      value.push(plain);
    } else {
      const facts = factsOf(modules, route, names);
      value.push(facts);
      if (!isSound) continue;
      const handlers = handlerFunctions(modules, facts);
      diagnostics.push(...applyToHandlers({ route, routes, modules, handlers }));
      if (isAlone) diagnostics.push(...applyToFile({ source, modules, handlers }));
      for (const [fn, own] of handlers)
        if (!isAlone || sourceOf(fn) !== source) handlersElsewhere.set(fn, own);
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
        ? applyToFile({ source, modules, handlers: handlersElsewhere })
        : checkReadable(source, faults);
    diagnostics.push(...found);
  }
  return { value, diagnostics };
}

/** A package's code is not the user's to change. */
function isOwn(file: string): boolean {
  return !file.includes("node_modules/") && isScript(file);
}
