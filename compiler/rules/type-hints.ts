// Adds hints to errors of TypeScript that have a usual cause in a route, or reports the cause in their place.
import type { Node } from "oxc-parser";
import type { Diagnostic, Route } from "../model.ts";
import type { Source, Sources } from "../syntax/source.ts";
import { indexOf } from "../syntax/indexed.ts";
import { unwrap } from "../syntax/tree.ts";
import { reportPath, unknownPath } from "./handlers/unknown-path.ts";
import { isOwnName } from "./own-types.ts";

/** An error with its hint, if bunbox knows one. */
export function withHint(
  sources: Sources,
  routes: readonly Pick<Route, "path" | "topic">[],
  diagnostic: Diagnostic,
): Diagnostic {
  const { code, hint, place } = diagnostic;
  // A type argument that does not satisfy its constraint, or an argument that does not fit its parameter.
  if ((code !== "TS2344" && code !== "TS2345") || hint !== undefined || place === null) return diagnostic;
  const source = sources.get(place.file);
  if (source === undefined || source.failure !== null) return diagnostic;
  const at = source.offsetOf(place);
  if (code === "TS2344") {
    const isSwapped = indexOf(source.program)
      .of("TSTypeReference")
      .some((each) => each.typeArguments?.params[1]?.start === at && isOwnName(each.typeName, "Upgrade"));
    if (!isSwapped) return diagnostic;
    return { ...diagnostic, hint: "`Data` comes first, then `Params`: `Upgrade<Data, Params>`." };
  }
  const path = pathAt(source, at);
  return path === undefined ? diagnostic : reportPath(path, place, routes);
}

/** Whether an error is about a path of `publishTo` of which a rule has reported a value. */
export function isReportedPath(
  sources: Sources,
  { code, place }: Diagnostic,
  broken: readonly Diagnostic[],
): boolean {
  if (code !== "TS2345" || place === null) return false;
  const source = sources.get(place.file);
  if (source === undefined || source.failure !== null) return false;
  const path = pathAt(source, source.offsetOf(place));
  return (
    path !== undefined &&
    broken.some((each) => {
      if (each.code !== unknownPath.code || each.place?.file !== place.file) return false;
      const at = source.offsetOf(each.place);
      return path.start <= at && at < path.end;
    })
  );
}

/** The first argument of a call of `publishTo` that begins at a place. */
function pathAt(source: Source, at: number): Node | undefined {
  return indexOf(source.program)
    .of("CallExpression")
    .find(({ callee, arguments: [first] }) => first?.start === at && isOwnName(unwrap(callee), "publishTo"))
    ?.arguments[0];
}

/**
 * The error with names that users know: where the contract has a list of the routes, TypeScript prints the name of the list
 * and not the type of bunbox that stands for its keys.
 */
export function withPublicNames(diagnostic: Diagnostic): Diagnostic {
  return { ...diagnostic, message: diagnostic.message.replaceAll("keyof CheckedRoutes", "RoutePath") };
}
