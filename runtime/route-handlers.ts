// Which handlers a route has, and whether they are functions.
import { HANDLERS } from "./facts.ts";
import { kindOf } from "./report.ts";
import type { HandlerName, RouteEntry } from "./route.ts";

/** Whether the build has found the handler; its value says nothing of that. */
export function hasHandler(route: RouteEntry, name: HandlerName): boolean {
  return Object.hasOwn(route, name);
}

/** The handlers that the build has found, in the order in which they run. */
export function handlersOf(route: RouteEntry): readonly HandlerName[] {
  return HANDLERS.filter((name) => hasHandler(route, name));
}

/** What is wrong with a route's handlers when the server starts, one line each. */
export function faultsOf(route: RouteEntry): readonly string[] {
  return handlersOf(route).flatMap((name) => {
    const state = stateOf(route, name);
    if (state === "a function") return [];
    return [`${route.file} exports ${name}, but it ${state} when the server starts; export a function`];
  });
}

function stateOf(route: RouteEntry, name: HandlerName): string {
  try {
    const value: unknown = route[name];
    return typeof value === "function" ? "a function" : `is ${kindOf(value)}`;
  } catch {
    return "cannot be read"; // a module that is still being loaded
  }
}

/**
 * Where a handler is `undefined`: nothing if the route has none of this name.
 *
 * @throws TypeError if it had one when the server started
 */
export function assertAbsent(route: RouteEntry, name: HandlerName): void {
  if (hasHandler(route, name)) throw new TypeError(`${name} is undefined by now; it must stay a function`);
}
