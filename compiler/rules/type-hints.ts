// Adds hints to errors of TypeScript that have a usual cause in a route.
import type { Node } from "oxc-parser";
import type { Diagnostic } from "../model.ts";
import { bindingAt } from "../syntax/scope.ts";
import type { Sources } from "../syntax/source.ts";
import { indexOf } from "../syntax/tree.ts";

/** The name by which user code imports bunbox. */
export const PACKAGE = "@ademattos/bunbox";

/** An error with its hint, if bunbox knows one. */
export function withHint(sources: Sources, diagnostic: Diagnostic): Diagnostic {
  const { code, hint, place } = diagnostic;
  // A type argument that does not satisfy its constraint.
  if (code !== "TS2344" || hint !== undefined || place === null) return diagnostic;
  const source = sources.get(place.file);
  if (source === undefined || source.failure !== null) return diagnostic;
  const at = source.offsetOf(place);
  const isSwapped = indexOf(source.program)
    .of("TSTypeReference")
    .some((each) => each.typeArguments?.params[1]?.start === at && isUpgrade(each.typeName));
  if (!isSwapped) return diagnostic;
  return { ...diagnostic, hint: "`Data` comes first, then `Params`: `Upgrade<Data, Params>`." };
}

/** Whether a name is the type `Upgrade` of bunbox: `Upgrade`, another local name for it, or `bunbox.Upgrade`. */
function isUpgrade(name: Node): boolean {
  if (name.type === "TSQualifiedName")
    return name.right.name === "Upgrade" && importOf(name.left) !== undefined;
  const specifier = importOf(name);
  return (
    specifier?.type === "ImportSpecifier" &&
    specifier.imported.type === "Identifier" &&
    specifier.imported.name === "Upgrade"
  );
}

/** The specifier that imports a name from bunbox. */
function importOf(name: Node): Node | undefined {
  if (name.type !== "Identifier") return undefined;
  const binding = bindingAt(name, name.name);
  if (binding?.declaration.type !== "ImportDeclaration" || binding.declaration.source.value !== PACKAGE)
    return undefined;
  return binding.declaration.specifiers.find(({ local }) => local === binding.id);
}
