// Reports what packages need to run that is not in the output.
import { diagnostic, fileStart } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Place } from "../model.ts";

/**
 * Reports needs of packages that the output does not meet, one diagnostic per package and need.
 *
 * @param readers packages that look for files beside their own, each with the first file that does
 * @param placeOf where a file first mentions a module
 */
export function checkPackages(
  { lacking, imports, addons }: Pick<Graph, "lacking" | "imports" | "addons">,
  readers: ReadonlyMap<string, string>,
  placeOf: (file: string, specifier: string) => Place,
): readonly Diagnostic[] {
  if (lacking.length + readers.size + addons.length === 0) return [];
  const importers = importersOf(imports);
  const placeFor = (file: string): Place => {
    const { importer, specifier } = ownImportOf(importers, file);
    return placeOf(importer, specifier);
  };
  return [
    ...lacking.map(({ name, absent, file }) => {
      const names = absent.map((each) => `\`${each}\``).join(", ");
      const message = `\`${name}\` can load ${names}, which ${absent.length === 1 ? "is" : "are"} not installed`;
      const hint = "Install what you use of it. The rest throws `Cannot find module` when it is reached.";
      return diagnostic("BBX4022", placeFor(file), message, { hint });
    }),
    ...describeReaders(readers, importers, placeOf),
    ...addons.map((each) => describeAddon(each, placeFor)),
  ];
}

/** A native add-on that the server will look for. */
function describeAddon(
  { addon, importer }: Graph["addons"][number],
  placeFor: (file: string) => Place,
): Diagnostic {
  const name = /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(importer)?.[1];
  const hint =
    name === undefined
      ? "Deploy it with the server, at the same place relative to it."
      : `Add \`external: ["${name}"]\` to bunbox.config.ts, and the build copies it beside the server; or deploy node_modules with the server.`;
  const place = name === undefined ? fileStart(importer) : placeFor(importer);
  return diagnostic("BBX4007", place, `${addon} is a native add-on, and is not in the output`, { hint });
}

/** One diagnostic per package that the project itself imports: what that one brings lies beside it, wherever it is installed. */
function describeReaders(
  readers: ReadonlyMap<string, string>,
  importers: ReadonlyMap<string, readonly Import[]>,
  placeOf: (file: string, specifier: string) => Place,
): readonly Diagnostic[] {
  const byImport = new Map<string, Diagnostic>();
  for (const [name, file] of readers) {
    const { importer, specifier } = ownImportOf(importers, file);
    const imported = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? name;
    const brought = imported === name ? "" : `, which \`${imported}\` brings,`;
    const message = `\`${name}\`${brought} looks for files beside its own, which are not in the output`;
    const hint = `Add \`external: ["${imported}"]\` to bunbox.config.ts: the build then copies it beside the server.`;
    // The package itself, if it looks for files too.
    if (byImport.has(imported) && imported !== name) continue;
    byImport.set(imported, diagnostic("BBX4023", placeOf(importer, specifier), message, { hint }));
  }
  return [...byImport.values()];
}

interface Import {
  readonly importer: string;
  readonly specifier: string;
}

/** Per file: what imports it. */
function importersOf(imports: Graph["imports"]): ReadonlyMap<string, readonly Import[]> {
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

/** The import of the project's own by which a file of a package is reached on the shortest way. */
function ownImportOf(importers: ReadonlyMap<string, readonly Import[]>, target: string): Import {
  const seen = new Set([target]);
  // A list that grows while it is walked: the nearest importers come first.
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
