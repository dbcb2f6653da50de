// Writes the signature of each handler for the contract, with the route's own `Data` and `Params`.
import type { HandlerName } from "../../runtime/route.ts";
import { handlerParameters, typeNameOf } from "../syntax/signatures.ts";
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

/** The type that a handler must be assignable to. */
export function signatureOf(handler: HandlerName, data: string, params: string): string {
  return `${typeNameOf(handler)}<${handler === "upgrade" ? `unknown, ${params}` : `${data}, ${params}`}>`;
}

/** A route's `Params`: one property per parameter, `string[]` for a catch-all. */
export function paramsOf({ segments }: Route): string {
  const types = new Map<string, string>();
  for (const { kind, name } of segments) {
    if (kind !== "static") types.set(name, kind === "param" ? "string" : "string[]");
  }
  const properties = [...types].map(([name, type]) => `${JSON.stringify(name)}: ${type}`);
  return types.size === 0 ? "{}" : `{ ${properties.join("; ")} }`;
}
