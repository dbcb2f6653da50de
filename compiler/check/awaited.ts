// Reports a `require` of a module that waits with a top-level `await`: the bundler would go on before the module has run.
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Place } from "../model.ts";
import { placeOf, type Sources } from "../syntax/source.ts";
import { functionAround, indexOf } from "../syntax/tree.ts";

/** @param specifierAt where a file first mentions a module */
export function checkAwaited(
  { required }: Pick<Graph, "required">,
  sources: Sources,
  specifierAt: (file: string, specifier: string) => Place,
): readonly Diagnostic[] {
  return required.flatMap(({ importer, specifier, files }) => {
    const wait = files.map((file) => waitIn(sources, file)).find((place) => place !== undefined);
    if (wait === undefined) return [];
    const message = `\`${specifier}\` waits with a top-level \`await\`, so it cannot be required`;
    const hint =
      'Load it by `await import("…")`. In package.json, `"type": "module"` makes `import` an import.';
    const related = [{ message: "waits here", place: wait }];
    return [diagnostic("BBX4028", specifierAt(importer, specifier), message, { hint, related })];
  });
}

function waitIn(sources: Sources, file: string): Place | undefined {
  const source = sources.get(file);
  if (source === undefined || !source.text.includes("await") || source.failure !== null) return undefined;
  const index = indexOf(source.program);
  const waits = [...index.of("AwaitExpression"), ...index.of("ForOfStatement").filter((each) => each.await)];
  const first = waits.find((each) => functionAround(each) === undefined);
  return first === undefined ? undefined : placeOf(first);
}
