// Writes the signature of each handler for the contract, with the route's own `Data` and `Params`.
import { type FunctionName, GUARD, SIGNATURES } from "../../runtime/facts.ts";
import { handlerParameters, parameterType, typeNameOf } from "../syntax/signatures.ts";
import type { Route } from "../model.ts";

/** A route in the contract, and the types that belong to it, as TypeScript text. */
export interface ContractRoute {
  readonly route: Route;
  /** The name of its module. */
  readonly module: string;
  /** Its `Data`. */
  readonly data: string;
  /** What its `onMessage` gets; `undefined` if it has no schema. */
  readonly message: string | undefined;
  /** What it sends; `undefined` if it does not export that type. */
  readonly outgoing?: string | undefined;
  /** What the innermost of its guards gives; `undefined` if it has none. */
  readonly guard: string | undefined;
}

/**
 * The types of the arguments that a handler is called with.
 *
 * @param own the handler's own type, as TypeScript text
 */
export function argumentsOf(
  handler: FunctionName,
  { route, data, message, outgoing, guard }: ContractRoute,
  own: string,
): readonly string[] {
  const params = paramsFor(handler, route, own);
  const given = decides(handler) ? `<${params}, ${guard ?? "undefined"}>` : `<${params}>`;
  const context = outgoing === undefined ? params : `${params}, ${outgoing}`;
  return handlerParameters(handler, `<${data}>`, given, message, `<${context}>`).map(({ type }) => type);
}

/**
 * The type that a handler must be assignable to.
 *
 * @param own the handler's own type, as TypeScript text
 */
export function signatureOf(
  handler: FunctionName,
  { route, data, message, outgoing, guard }: ContractRoute,
  own: string,
): string {
  const params = paramsFor(handler, route, own);
  const given = guard ?? "undefined";
  if (handler === GUARD) return `Guard<${params}, ${given}>`;
  if (handler === "upgrade") return `Upgrade<unknown, ${params}, ${given}>`;
  const types = [data, params];
  // Its `Message` comes before its `Outgoing`.
  if (handler === "onMessage" && (outgoing ?? message) !== undefined) types.push(message ?? "string | Bytes");
  if (outgoing !== undefined) types.push(outgoing);
  return `${typeNameOf(handler)}<${types.join(", ")}>`;
}

/** Whether a function has the context of a handshake. */
function decides(handler: FunctionName): boolean {
  return handler === "upgrade" || handler === GUARD;
}

/**
 * `Params` as a handler gets them. The default of `ctx` has no place for the `undefined` of an optional parameter, but is a right
 * type of `ctx` too: a handler that declares it gets it.
 */
function paramsFor(handler: FunctionName, route: Route, own: string): string {
  const params = paramsOf(route);
  if (route.segments.every(({ kind }) => kind !== "optionalParam")) return params;
  const index = Object.keys(SIGNATURES[handler]).indexOf("ctx");
  return `Declared<${own}, ${index}, ${params}>`;
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
