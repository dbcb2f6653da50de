// Finds the project's own import by which a file of a package is reached.
import type { Graph } from "../model.ts";

/** One import of a file. */
export interface Import {
  readonly importer: string;
  readonly specifier: string;
}

/** Per file: the imports of it. */
export function importersOf(imports: Graph["imports"]): ReadonlyMap<string, readonly Import[]> {
  const importers = new Map<string, Import[]>();
  for (const [importer, targets] of imports) {
    for (const [specifier, target] of targets) {
      if (target === null) continue;
      const known = importers.get(target) ?? [];
      known.push({ importer, specifier });
      importers.set(target, known);
    }
  }
  return importers;
}

/** The project's own import that reaches a file of a package by the shortest path. */
export function ownImportOf(importers: ReadonlyMap<string, readonly Import[]>, target: string): Import {
  const seen = new Set([target]);
  // The list grows while it is walked; the nearest importers come first.
  const files = [target];
  for (const file of files) {
    for (const each of importers.get(file) ?? []) {
      if (!each.importer.includes("node_modules/")) return each;
      if (seen.has(each.importer)) continue;
      seen.add(each.importer);
      files.push(each.importer);
    }
  }
  return { importer: target, specifier: "" };
}
