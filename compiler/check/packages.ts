// Reports what packages need to run that is not in the output.
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Diagnostic, Graph, Place } from "../model.ts";

/**
 * What packages need and the output does not have, one diagnostic per package.
 *
 * @param placeOf where a file first mentions a module
 */
export function checkPackages(
  { lacking }: Pick<Graph, "lacking">,
  placeOf: (file: string, specifier: string) => Place,
): readonly Diagnostic[] {
  return lacking.map(({ name, absent, importer, specifier }) => {
    const names = absent.map((each) => `\`${each}\``).join(", ");
    const message = `\`${name}\` can load ${names}, which ${absent.length === 1 ? "is" : "are"} not installed`;
    const hint = "Install what you use of it. The rest throws `Cannot find module` when it is reached.";
    return diagnostic("BBX4022", placeOf(importer, specifier), message, { hint });
  });
}
