// Finds the packages that lack an optional one, and the files of packages that are in the output.
import type { Metafile } from "esbuild";
import type { Graph } from "../model.ts";
import type { Absent } from "./absent.ts";

/** The name of the package that a file belongs to; `null` for the project's own files. */
export function packageOf(file: string): string | null {
  const at = file.lastIndexOf("node_modules/");
  if (at < 0) return null;
  return /^((?:@[^/]+\/)?[^/]+)\//.exec(file.slice(at + "node_modules/".length))?.[1] ?? null;
}

/** The packages that can load a package that is not installed, each once. */
export function lackingPackages(absent: readonly Absent[]): Graph["lacking"] {
  const lacks = new Map<string, { readonly file: string; readonly names: Set<string> }>();
  for (const { importer, specifier, handled } of absent) {
    const name = packageOf(importer);
    if (handled || name === null) continue;
    const known = lacks.get(name) ?? { file: importer, names: new Set<string>() };
    lacks.set(name, { ...known, names: known.names.add(specifier) });
  }
  return [...lacks].map(([name, { file, names }]) => ({ name, absent: [...names].toSorted(), file }));
}

/** The files of packages that are in the output. */
export function shippedIn({ outputs }: Metafile): Graph["shipped"] {
  const shipped = new Map<string, string[]>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(file);
      if (name === null || bytesInOutput === 0) continue;
      const files = shipped.get(name) ?? [];
      files.push(file);
      shipped.set(name, files);
    }
  }
  return shipped;
}
