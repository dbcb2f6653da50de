// The signatures of handlers as text, with the types of one route in them.
import { type HandlerName, SIGNATURES } from "../../runtime/facts.ts";

/** A parameter of a handler. */
export interface Parameter {
  readonly name: string;
  /** As TypeScript text. */
  readonly type: string;
}

/**
 * What a handler is called with.
 *
 * @param data what stands in the place of `<Data>`
 * @param params what stands in the place of `<Params>`
 */
export function handlerParameters(handler: HandlerName, data = "", params = ""): readonly Parameter[] {
  return Object.entries(SIGNATURES[handler]).map(([name, type]) => ({
    name,
    type: type.replace("<Data>", () => data).replace("<Params>", () => params),
  }));
}

/** The name of a handler's type: `OnOpen`. */
export function typeNameOf(handler: HandlerName): string {
  return `${handler.charAt(0).toUpperCase()}${handler.slice(1)}`;
}
