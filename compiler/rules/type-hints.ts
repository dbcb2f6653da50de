// Adds hints to errors of TypeScript that have a usual cause in a route.
import type { Diagnostic } from "../model.ts";
import type { Sources } from "../syntax/source.ts";
import { indexOf } from "../syntax/tree.ts";
import { isOwnType } from "./own-types.ts";

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
    .some((each) => each.typeArguments?.params[1]?.start === at && isOwnType(each.typeName, "Upgrade"));
  if (!isSwapped) return diagnostic;
  return { ...diagnostic, hint: "`Data` comes first, then `Params`: `Upgrade<Data, Params>`." };
}
