// Finds out which handlers a route has and whether they are functions, and calls them.
import { Context } from "./context.ts";
import { type HandlerName, HANDLERS } from "./facts.ts";
import { kindOf } from "./kind-of.ts";
import { reportFailure } from "./report.ts";
import type { RouteEntry } from "./route.ts";
import { isThenable } from "./thenable.ts";
import type { Bytes } from "./types.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** Whether the build has found the handler, whatever its value is now. */
export function hasHandler(route: RouteEntry, name: HandlerName): boolean {
  return Object.hasOwn(route, name);
}

/** The handlers that the build has found, in the order in which they run. */
export function handlersOf(route: RouteEntry): readonly HandlerName[] {
  return HANDLERS.filter((name) => hasHandler(route, name));
}

/** What is wrong with a route's handlers when the server starts, one line per handler. */
export function faultsOf(route: RouteEntry): readonly string[] {
  return handlersOf(route).flatMap((name) => {
    const state = stateOf(route, name);
    if (state === "a function") return [];
    return [`${route.file} exports ${name}, but it ${state} when the server starts; export a function`];
  });
}

/** What an export of a route, or of a guard, is now: `a function`, or what is wrong with it. */
export function stateOf<Name extends string>(
  route: { readonly [Key in Name]?: unknown },
  name: Name,
): string {
  try {
    const value: unknown = route[name];
    return typeof value === "function" ? "a function" : `is ${kindOf(value)}`;
  } catch {
    return "cannot be read"; // a module that is still being loaded
  }
}

/**
 * Call it if a handler is `undefined`, to check that the route never had it.
 *
 * @throws TypeError if the route had it when the server started
 */
export function assertAbsent(route: RouteEntry, name: HandlerName): void {
  if (hasHandler(route, name)) throw new TypeError(`${name} is undefined now; it must stay a function`);
}

/** Passes a message to `onMessage`. */
export function receive(ws: Socket, context: Context, data: string | Bytes): void {
  const route = Context.route(context);
  try {
    const handler = route.onMessage;
    if (handler === undefined) return assertAbsent(route, "onMessage");
    void watch(handler(ws, data, context), ws, route, "onMessage");
  } catch (error) {
    reportFailure(route, "onMessage", error, ws);
  }
}

/** Reports a rejection of the promise that a handler returned. Returns a promise that resolves when it has settled. */
export function watch(
  result: unknown,
  ws: Socket,
  route: RouteEntry,
  handler: HandlerName,
): Promise<unknown> | undefined {
  if (!isThenable(result)) return undefined;
  return Promise.resolve(result).catch((error: unknown) => reportFailure(route, handler, error, ws));
}
