// Adds hints to errors of TypeScript that have a usual cause in a route.
import { didYouMean } from "../did-you-mean.ts";
import type { Diagnostic, Route } from "../model.ts";
import { constantsOf } from "../syntax/constants.ts";
import type { Sources } from "../syntax/source.ts";
import { indexOf } from "../syntax/tree.ts";
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
  const call = indexOf(source.program)
    .of("CallExpression")
    .find(({ callee, arguments: [first] }) => first?.start === at && isOwnName(callee, "publishTo"));
  const [path] = call?.arguments ?? [];
  if (path === undefined) return diagnostic;
  const [given] = constantsOf(path);
  return { ...diagnostic, hint: hintForPath(String(given?.value ?? ""), routes) };
}

/** The path that was meant by one that no route has. */
function hintForPath(given: string, routes: readonly Pick<Route, "path" | "topic">[]): string {
  const meant =
    routes.find(({ topic }) => topic === given)?.path ??
    didYouMean(
      given,
      routes.map(({ path }) => path),
    );
  return meant === undefined
    ? "Write the path of a route, as `bunbox routes` prints it."
    : `Did you mean \`${JSON.stringify(meant)}\`?`;
}
