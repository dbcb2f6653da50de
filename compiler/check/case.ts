// Reports imports that reach another file than they name, because two paths differ in case alone.
import { diagnostic, fileStart } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Place, Route } from "../model.ts";

/**
 * esbuild takes two such paths for one.
 *
 * @param routesFolder in which such names are reported by themselves
 * @param placeOf where a file first mentions a module
 */
export function checkCase(
  mistaken: Graph["mistaken"],
  routes: readonly Route[],
  routesFolder: string,
  placeOf: (file: string, specifier: string) => Place,
): readonly Diagnostic[] {
  const files = new Set(routes.map(({ file }) => `./${file}`));
  // Each of the two is imported somewhere, and one mistake is reported once.
  const pairs = new Map(mistaken.map((each) => [each.given.toLowerCase(), each]));
  return [...pairs.values()].flatMap(({ importer, specifier, given }) => {
    const isRoute = files.has(specifier);
    if (isRoute && given.startsWith(`${routesFolder}/`)) return [];
    const place = isRoute ? fileStart(specifier.slice(2)) : placeOf(importer, specifier);
    const message = `${specifier} and ${given} differ in case alone, and the bundler takes them for one file`;
    return diagnostic("BBX4009", place, message, { hint: "Rename one of the two." });
  });
}
