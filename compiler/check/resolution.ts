// Reports imports that lead to one file in the bundle, and to another one where TypeScript checks them.
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Place, Typed } from "../model.ts";

/**
 * What `paths`, `customConditions` and the like make TypeScript check must be what runs.
 *
 * @param placeOf where a file first mentions a module
 */
export function checkResolutions(
  { imports }: Pick<Graph, "imports">,
  resolved: Typed["resolved"],
  placeOf: (file: string, specifier: string) => Place,
): readonly Diagnostic[] {
  return [...resolved].flatMap(([importer, targets]) =>
    [...targets].flatMap(([specifier, checked]) => {
      const bundled = imports.get(importer)?.get(specifier) ?? null;
      // A declaration speaks of a file of another name.
      if (bundled === null || bundled === checked || isDeclaration(checked)) return [];
      const message = `\`${specifier}\` is ${bundled} here, and ${checked} to TypeScript`;
      const hint = "Import the file by its path, or bring tsconfig.json and the package into line.";
      return [diagnostic("BBX4011", placeOf(importer, specifier), message, { hint })];
    }),
  );
}

function isDeclaration(file: string): boolean {
  return /\.d(?:\.\w+)?\.[cm]?ts$/.test(file);
}

/** Says of imports that only TypeScript finds why the bundler does not, which has no need of another package. */
export function explainUnresolved(
  faults: readonly Diagnostic[],
  { resolved, tsconfig }: Pick<Typed, "resolved" | "tsconfig">,
): readonly Diagnostic[] {
  return faults.map((fault) => {
    const specifier = /^Could not resolve "(.*)"$/.exec(fault.message)?.[1] ?? "";
    const found = resolved.get(fault.place?.file ?? "")?.get(specifier);
    if (found === undefined || tsconfig === null) return fault;
    const hint =
      tsconfig.isNearest || specifier.startsWith(".")
        ? "The bundler does not know the option that leads there: import the file by its path."
        : `The bundler does not follow \`references\`: set the \`paths\` of the referenced project, ${tsconfig.file}, in tsconfig.json too.`;
    return { ...fault, reason: `TypeScript finds ${found}.`, hint };
  });
}
