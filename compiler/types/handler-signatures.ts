// Writes the signature of each handler for the contract, with the route's own `Data` and `Params`.
import type { HandlerName } from "../../runtime/route.ts";
import { handlerParameters, parameterType, typeNameOf } from "../syntax/signatures.ts";
import type { Route } from "../model.ts";

/**
 * The types of the arguments that a handler is called with.
 *
 * @param data the route's `Data`, as TypeScript text
 * @param params the route's `Params`, as TypeScript text
 */
export function argumentsOf(handler: HandlerName, data: string, params: string): readonly string[] {
  return handlerParameters(handler, `<${data}>`, `<${params}>`).map(({ type }) => type);
}

/** The types that a handler may be assignable to. */
export function signatureOf(handler: HandlerName, data: string, route: Route): string {
  const first = handler === "upgrade" ? "unknown" : data;
  return alternativesOf(route)
    .map((params) => `${typeNameOf(handler)}<${first}, ${params}>`)
    .join(" | ");
}

/** `Params` of a route. Its default has no place for the `undefined` of an optional parameter, but is a right type of `ctx` too. */
export function alternativesOf(route: Route): readonly string[] {
  const isOptional = route.segments.some(({ kind }) => kind === "optionalParam");
  return isOptional ? [paramsOf(route), "RouteParams"] : [paramsOf(route)];
}

/** A route's `Params`: one property per parameter. */
export function paramsOf({ segments }: Route): string {
  const types = new Map<string, string>();
  for (const { kind, name } of segments) {
    if (kind !== "static") types.set(name, parameterType(kind));
  }
  const properties = [...types].map(([name, type]) => `${JSON.stringify(name)}: ${type}`);
  return types.size === 0 ? "{}" : `{ ${properties.join("; ")} }`;
}
