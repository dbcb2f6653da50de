// Brings together what the tools say of the routes, and every mistake in them: the third chapter of the pipeline.
import { checkCase } from "./check/case.ts";
import { checkFallback, checkRoutes, withoutEchoes, withoutTold } from "./check/check.ts";
import type { Diagnostic, Outcome, Route, Settings, Typed } from "./model.ts";
import type { Survey } from "./survey.ts";
import { factsOf } from "./syntax/facts.ts";
import { specifierPlace, withEnd } from "./syntax/places.ts";

/** esbuild has said what runs, tsc whether it fits, and the syntax says where. */
export function judge(
  routes: readonly Route[],
  { fallback, routes: routesFolder }: Settings,
  { value: { graph, modules, facts, broken }, diagnostics: faults }: Outcome<Survey>,
  { value: typed, diagnostics: typeErrors }: Outcome<Typed>,
): readonly Diagnostic[] {
  const { sources } = modules;
  // TypeScript says of two such names that they differ in case; what the bundler does with them is worse.
  const types = typeErrors
    .filter(({ code }) => graph.mistaken.length === 0 || code !== "TS1149")
    .filter((each) => !isUnsupported(each, faults))
    .map((each) => withEnd(sources, each));
  const wrong = new Set(typed.misfits.map(({ route }) => route.file));
  const sound = facts
    .filter(({ route }) => graph.exports.has(route.file))
    // A handler that does not fit is blamed at its parameters, which only the tree has.
    .map((each) => (wrong.has(each.route.file) ? factsOf(modules, each.route, each.names) : each));
  return [
    ...withoutTold([...checkRoutes(sound, typed), ...broken], types),
    ...types,
    ...checkCase(graph.mistaken, routes, routesFolder, (file, specifier) =>
      specifierPlace(sources, file, specifier),
    ),
    ...withoutEchoes(faults, types),
    ...(fallback === null ? [] : checkFallback(fallback, graph.fallback, typed.misfits)),
  ];
}

/** TypeScript says of such an import that it finds no types; what matters is that it cannot be in the output. */
function isUnsupported({ code, place }: Diagnostic, faults: readonly Diagnostic[]): boolean {
  return (
    code === "TS2307" &&
    faults.some(
      (fault) =>
        fault.code === "BBX4024" && fault.place?.file === place?.file && fault.place?.line === place?.line,
    )
  );
}
