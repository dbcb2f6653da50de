// Writes the signatures of handlers as text, with the types of one route.
import { type FunctionName, type HandlerName, HANDLERS, SIGNATURES } from "../../runtime/facts.ts";
import type { RouteSegment } from "../model.ts";

/** The handlers that get a socket. */
export const SOCKET_HANDLERS: readonly HandlerName[] = HANDLERS.filter((name) => "ws" in SIGNATURES[name]);

/** A parameter of a handler. */
export interface Parameter {
  readonly name: string;
  /** As TypeScript text. */
  readonly type: string;
}

/**
 * Returns the parameters of a handler.
 *
 * @param data the text that replaces `<Data>`
 * @param params the text that replaces `<Params>` and, in the context of a handshake, `<Params, Given>`
 * @param message the type of what `onMessage` gets
 * @param context the text that replaces `<Params, Outgoing>`
 */
export function handlerParameters(
  handler: FunctionName,
  data = "",
  params = "",
  message = "string | Bytes",
  context = params,
): readonly Parameter[] {
  return Object.entries(SIGNATURES[handler]).map(([name, type]) => ({
    name,
    type:
      type === "Message"
        ? message
        : type
            .replace("<Data>", () => data)
            .replace("<Params, Outgoing>", () => context)
            .replace(/<Params(?:, Given)?>/, () => params),
  }));
}

/** The type of a parameter of the path, as TypeScript text. */
export function parameterType(kind: RouteSegment["kind"]): string {
  if (kind === "optionalParam") return "string | undefined";
  return kind === "param" ? "string" : "string[]";
}

/** The name of a handler's type: `OnOpen`. */
export function typeNameOf(handler: FunctionName): string {
  return `${handler.charAt(0).toUpperCase()}${handler.slice(1)}`;
}
