// Collects what esbuild, TypeScript and the rules find in a project.
import type { Diagnostic, Graph, NearGuard, Outcome, Route, RouteFacts, Settings, Typed } from "../model.ts";
import type { Modules } from "../syntax/exports.ts";
import { factsOf } from "../syntax/export-facts.ts";
import { optionPlace, specifierPlace, withEnd } from "../syntax/places.ts";
import { applyToExports, applyToProject } from "./apply.ts";
import { unsupportedImport } from "./build/unsupported-import.ts";
import { explainTypes } from "./explain-types.ts";
import { reportedAlready, withoutEchoes } from "./once.ts";
import { explainUnresolved, unresolvedIn } from "./unresolved.ts";
import { effectsOfPaths } from "./wrong-paths.ts";

/** All that is known of a project. */
export interface Known {
  readonly routes: readonly Route[];
  readonly nearGuards: readonly NearGuard[];
  readonly settings: Settings;
  /** Scripts below the folder of the routes, in folders without a route, relative to the project. */
  readonly unrouted: readonly string[];
  /** The configuration file, relative to the project. */
  readonly config: string | null;
  readonly graph: Graph;
  readonly modules: Modules;
  readonly facts: readonly RouteFacts[];
  /** Broken rules in the sources. */
  readonly broken: readonly Diagnostic[];
  /** Errors and warnings of esbuild. */
  readonly faults: readonly Diagnostic[];
  readonly types: Outcome<Typed>;
  /** Packages that look for files beside their own, each with the first file that does. */
  readonly readers: ReadonlyMap<string, string>;
  /** Files that packages outside the output load, relative to the project. */
  readonly outside: ReadonlySet<string>;
  /** Whether a file exists, by its path relative to the project. */
  readonly exists: (file: string) => boolean;
}

/** Every mistake in the project, unsorted. */
export function diagnose(known: Known): readonly Diagnostic[] {
  const { routes, nearGuards, settings, unrouted, config, graph, modules, facts, exists, readers, outside } =
    known;
  const { sources } = modules;
  const effects = effectsOfPaths(routes, sources, known.broken);
  const misfits = known.types.value.misfits.filter((each) => !effects.isMisfit(each));
  const typed = { ...known.types.value, misfits };
  const reported = known.types.diagnostics
    // TypeScript reports that two names differ in case; BBX4009 explains the effect on the bundle.
    .filter(({ code }) => graph.mistaken.length === 0 || code !== "TS1149")
    .filter((each) => !isUnsupported(each, known.faults))
    .map((each) => withEnd(sources, each))
    .filter((each) => !effects.isError(each));
  const broken = known.broken.filter((each) => !effects.isError(each));
  const types = explainTypes(reported, modules, facts, broken, misfits);
  const isLacking = known.faults.some(
    ({ severity, message }) => severity === "error" && unresolvedIn(message) !== undefined,
  );
  const misfit = new Set(typed.misfits.map(({ route }) => route.file));
  const inExports = facts
    .filter(({ route }) => graph.exports.has(route.file))
    // A handler that does not fit is marked at its parameters, whose places only the tree has.
    .map((each) => (misfit.has(each.route.file) ? factsOf(modules, each.route, each.names) : each))
    .flatMap((each) => applyToExports(each, typed, isLacking));
  const inProject = applyToProject({
    routes,
    nearGuards,
    settings,
    unrouted,
    graph,
    typed,
    modules,
    exists,
    sources,
    readers,
    outside,
    placeOfImport: (file, specifier) => specifierPlace(sources, file, specifier),
    placeOfOption: (name) => (config === null ? null : optionPlace(sources, config, [name])),
  });
  return [
    ...types,
    ...[...inExports, ...broken].filter((each) => !reportedAlready(each, types)),
    ...inProject,
    ...explainUnresolved(withoutEchoes(known.faults, types), typed),
  ];
}

/** TypeScript finds no types for such an import; BBX4024 says that it cannot be in the output. */
function isUnsupported({ code, place }: Diagnostic, faults: readonly Diagnostic[]): boolean {
  return (
    code === "TS2307" &&
    faults.some(
      (fault) =>
        fault.code === unsupportedImport.code &&
        fault.place?.file === place?.file &&
        fault.place?.line === place?.line,
    )
  );
}
