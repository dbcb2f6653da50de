// Finds what packages need that is not in the output, and the project's own import that brings each of them.
import type { Metafile } from "esbuild";
import type { Graph } from "../model.ts";
import type { Absent } from "./absent.ts";

/** The name of the package that a file belongs to; `null` for the project's own files. */
export function packageOf(file: string): string | null {
  return /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? null;
}

/** The packages that can load what is not installed, each once. */
export function lackingPackages(metafile: Metafile, absent: readonly Absent[]): Graph["lacking"] {
  const lacks = new Map<string, { readonly first: string; readonly names: Set<string> }>();
  for (const { importer, specifier, handled } of absent) {
    const name = packageOf(importer);
    if (handled || name === null) continue;
    const known = lacks.get(name) ?? { first: importer, names: new Set<string>() };
    lacks.set(name, { ...known, names: known.names.add(specifier) });
  }
  return [...lacks].map(([name, { first, names }]) => ({
    name,
    absent: [...names].toSorted(),
    ...importOf(metafile, first),
  }));
}

/** An import in one of the project's own files. */
export interface OwnImport {
  readonly importer: string;
  readonly specifier: string;
}

/** The import of the project's own by which a file of a package is reached first. */
export function importOf({ inputs }: Metafile, target: string): OwnImport {
  const importers = new Map<string, OwnImport[]>();
  for (const [importer, { imports }] of Object.entries(inputs)) {
    for (const { path: file, original } of imports) {
      const known = importers.get(file) ?? [];
      importers.set(file, [...known, { importer, specifier: original ?? file }]);
    }
  }
  const seen = new Set([target]);
  // A list that grows while it is walked: the nearest importers come first.
  const files = [target];
  for (const file of files) {
    for (const each of importers.get(file) ?? []) {
      if (packageOf(each.importer) === null && !each.importer.includes(":")) return each;
      if (seen.has(each.importer)) continue;
      seen.add(each.importer);
      files.push(each.importer);
    }
  }
  return { importer: target, specifier: "" };
}
