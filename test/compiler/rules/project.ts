// Makes projects in memory, as the phases would describe them, so that rules run without a bundler or TypeScript.
import type {
  Diagnostic,
  Graph,
  Misfit,
  NearGuard,
  Place,
  RouteFacts,
  Settings,
  Typed,
} from "../../../compiler/model.ts";
import { defaultSettings } from "../../../compiler/config/load-config.ts";
import { applyToExports, applyToProject } from "../../../compiler/rules/apply.ts";
import type { ProjectSubject } from "../../../compiler/rules/rule.ts";
import type { Modules } from "../../../compiler/syntax/exports.ts";
import { factsOf, mayExport } from "../../../compiler/syntax/export-facts.ts";
import { openModules } from "../../../compiler/syntax/modules.ts";
import { optionPlace, specifierPlace } from "../../../compiler/syntax/places.ts";
import { parse, type Source, type Sources } from "../../../compiler/syntax/source.ts";
import { UNCHECKED } from "../../../compiler/types/typecheck.ts";
import { routeOf } from "../../support/naive-matcher.ts";
import { EMPTY_GRAPH } from "../../support/graph.ts";

/** Where each import specifier of each file leads. */
export type Imports = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** What differs from a project without routes in which nothing is wrong. */
export interface Given {
  /** Texts by their path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly imports?: Imports;
  /** Folders below `app/ws`. */
  readonly routes?: readonly string[];
  /** Files that are named almost like a guard. */
  readonly nearGuards?: readonly NearGuard[];
  readonly settings?: Partial<Settings>;
  /** Scripts in folders without a route. */
  readonly unrouted?: readonly string[];
  readonly graph?: Partial<Graph>;
  readonly typed?: Partial<Typed>;
  /** Packages that look for files, each with the file that does. */
  readonly readers?: Readonly<Record<string, string>>;
  /** Files that packages outside the output load. */
  readonly outside?: readonly string[];
}

export const CONFIG = "bunbox.config.ts";

/** The nested maps of a nested object. */
export function mapsOf<Value>(
  object: Readonly<Record<string, Readonly<Record<string, Value>>>>,
): ReadonlyMap<string, ReadonlyMap<string, Value>> {
  return new Map(Object.entries(object).map(([key, each]) => [key, new Map(Object.entries(each))]));
}

export function sourcesOf(files: Readonly<Record<string, string>>): Sources {
  const sources = new Map<string, Source>(
    Object.entries(files).map(([file, text]) => [file, parse(file, text)]),
  );
  return { get: (file) => sources.get(file), add: () => undefined };
}

/** Files that run are all files that are given, unless `graph` has others. */
export function graphOf({ files = {}, imports = {}, graph = {} }: Given): Graph {
  return { ...EMPTY_GRAPH, reached: Object.keys(files), imports: mapsOf(imports), ...graph };
}

export function projectOf(given: Given): ProjectSubject {
  const { files = {}, routes = [], readers = {}, outside = [] } = given;
  const sources = sourcesOf(files);
  return {
    routes: routes.map(routeOf),
    nearGuards: given.nearGuards ?? [],
    settings: { ...defaultSettings(), ...given.settings },
    unrouted: given.unrouted ?? [],
    graph: graphOf(given),
    typed: { ...UNCHECKED, ...given.typed },
    modules: openModules(sources, graphOf(given), new Map()),
    sources,
    readers: new Map(Object.entries(readers)),
    outside: new Set(outside),
    exists: (file) => file in files,
    placeOfImport: (file, specifier) => specifierPlace(sources, file, specifier),
    placeOfOption: (name) => (CONFIG in files ? optionPlace(sources, CONFIG, [name]) : null),
  };
}

/** The modules of a project, as they would be linked. */
export function modulesOf(given: Given): Modules {
  return openModules(sourcesOf(given.files ?? {}), graphOf(given), new Map());
}

/** One route, with what TypeScript would say about it. */
export interface GivenRoute {
  readonly folder?: string;
  readonly text: string;
  /** Whether the text is that of a guard. */
  readonly isGuard?: true;
  /** Other files, by their path relative to the route. */
  readonly files?: Readonly<Record<string, string>>;
  /** The handlers that exist when it runs, if they are not all that it may export. */
  readonly names?: readonly string[];
  readonly misfits?: readonly Omit<Misfit, "route">[];
  readonly typed?: Partial<Typed>;
}

export function factsOfRoute({ folder = "chat", text, files = {}, names, isGuard }: GivenRoute): RouteFacts {
  const kind = isGuard === true ? { isGuard } : {};
  const route = { ...routeOf(folder), ...kind };
  const others = Object.entries(files).map(([name, each]) => [`app/ws/${folder}/${name}`, each]);
  const modules = modulesOf({ files: { [route.file]: text, ...Object.fromEntries(others) } });
  return factsOf(modules, route, names ?? mayExport(modules.sources.get(route.file), kind));
}

/** What the rules find in the exports of a route. */
export function findInExports(given: GivenRoute): readonly Diagnostic[] {
  const facts = factsOfRoute(given);
  const misfits = (given.misfits ?? []).map((each) => ({ ...each, route: facts.route }));
  return applyToExports(facts, { ...UNCHECKED, misfits, ...given.typed });
}

/** What the rules find in a project. */
export function findInProject(given: Given): readonly Diagnostic[] {
  return applyToProject(projectOf(given));
}

export function hintsOfProject(given: Given): readonly (string | undefined)[] {
  return findInProject(given).map(({ hint }) => hint);
}

export function saidOfProject(given: Given): readonly string[] {
  return saidOf(findInProject(given));
}

/** The code, the place and the message of each finding. */
export function saidOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, place, message }) => `${code} ${shown(place)} ${message}`);
}

function shown(place: Place | null): string {
  return place === null ? "-" : `${place.file}:${place.line}:${place.column}`;
}
