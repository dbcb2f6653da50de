// The signature of each handler as the contract writes it, with the route's own `Data` and `Params`.
import type { HandlerName } from "../../runtime/route.ts";
import type { Route } from "../model.ts";

/**
 * The types of the arguments that a handler is called with.
 *
 * @param data the route's `Data`, as TypeScript text
 * @param params the route's `Params`, as TypeScript text
 */
export function argumentsOf(handler: HandlerName, data: string, params: string): readonly string[] {
  const ws = `ServerWebSocket<${data}>`;
  const ctx = `WebSocketContext<${params}>`;
  switch (handler) {
    case "upgrade":
      return ["Request", `UpgradeContext<${params}>`];
    case "onMessage":
      return [ws, "string | Bytes", ctx];
    case "onClose":
      return [ws, ctx, "number", "string"];
    case "onOpen":
    case "onDrain":
      return [ws, ctx];
  }
}

/** The type that a handler must be assignable to. */
export function signatureOf(handler: HandlerName, data: string, params: string): string {
  if (handler === "upgrade") return `Upgrade<${params}>`;
  return `${handler.replace("on", "On")}<${data}, ${params}>`;
}

/** A route's `Params`: one property a parameter, `string[]` for a catch-all. */
export function paramsOf({ segments }: Route): string {
  const types = new Map<string, string>();
  for (const { kind, name } of segments) {
    if (kind !== "static") types.set(name, kind === "param" ? "string" : "string[]");
  }
  const properties = [...types].map(([name, type]) => `${JSON.stringify(name)}: ${type}`);
  return types.size === 0 ? "{}" : `{ ${properties.join("; ")} }`;
}
