// Explains why the bundler does not find an import that TypeScript finds.
import type { Diagnostic, Typed } from "../model.ts";

/** Adds TypeScript's resolution of an unresolved import to its diagnostic: installing a package would not help. */
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
