// What the other tools have found in, the syntax that it hangs on out. Loaded only where a run asks for it.
import type {
  Diagnostic,
  Graph,
  Hazard,
  MessageSource,
  Place,
  Project,
  Route,
  RouteFacts,
} from "../model.ts";
import { messageTypes } from "./message-types.ts";
import { findExports, findUnexported } from "./exports.ts";
import { fileHazards } from "./file-hazards.ts";
import { optionPlace, specifierPlace, toToken } from "./places.ts";
import { routeHazards } from "./route-hazards.ts";
import { openTrees } from "./source.ts";

/** Questions to the syntax of a project's files, each of which is parsed once. */
export interface Analysis {
  /** What a route exports, and where. */
  factsOf(route: Route, names: readonly string[]): RouteFacts;
  /** What of a reached file means something else once it is bundled. */
  hazardsOf(file: string): readonly Hazard[];
  /** A diagnostic of tsc, which has no end, with the end of its token. */
  withEnd(diagnostic: Diagnostic): Diagnostic;
  /** Where the types of a route's messages are declared. */
  messagesOf(file: string): readonly MessageSource[];
  /** The files that have been read for the questions so far. */
  read(): readonly string[];
  /** Where a file first mentions a module. */
  specifierPlace(file: string, specifier: string): Place;
  /** Where an option stands, by the keys that lead to it. */
  optionPlace(file: string, path: readonly string[]): Place;
}

/**
 * Opens a project for its syntax.
 *
 * @param imports what the import specifiers of each file lead to
 */
export function analyse(project: Project, imports: Graph["imports"]): Analysis {
  const trees = openTrees(project);
  const resolve = (file: string, specifier: string): string | undefined => imports.get(file)?.get(specifier);
  return {
    factsOf(route, names) {
      const tree = trees.get(route.file);
      if (tree === undefined) return { route, names, exports: [], unexported: [], hazards: [] };
      const module = { file: route.file, tree, trees, resolve };
      const exports = findExports(module);
      return {
        route,
        names,
        exports,
        unexported: findUnexported(module, exports),
        hazards: routeHazards(module),
      };
    },
    hazardsOf(file) {
      const tree = trees.get(file);
      return tree === undefined ? [] : fileHazards(file, tree);
    },
    withEnd(diagnostic) {
      return diagnostic.place === null
        ? diagnostic
        : { ...diagnostic, place: toToken(trees, diagnostic.place) };
    },
    messagesOf(file) {
      return messageTypes(trees, file);
    },
    read: () => trees.read(),
    specifierPlace(file, specifier) {
      return specifierPlace(trees, file, specifier);
    },
    optionPlace(file, path) {
      return optionPlace(trees, file, path);
    },
  };
}
