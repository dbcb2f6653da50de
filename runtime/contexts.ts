// Finds the context of a path, in an app whose routes are all static.
import { Context } from "./context.ts";
import type { Matcher, RouteEntry } from "./route.ts";

/** The contexts of an app. */
export interface Contexts {
  /** The context of a canonical path; `undefined` if no route has it. */
  readonly find: (path: string) => Context | undefined;
  /** A socket with this context has opened. Only dynamic routes need to know. */
  opened?(context: Context): void;
  /** A socket with this context has closed. */
  closed?(context: Context): void;
}

/** The canonical path of a static route. The path of a request is a slice, which would keep its whole URL for ever. */
export function keyOf({ path }: RouteEntry): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Makes the context of a route for its first request. It stays, so a path that has one is not matched again. */
export function staticContexts(match: Matcher): Contexts {
  const known = new Map<string, Context>();

  function create(path: string): Context | undefined {
    const route = match(path);
    if (route === undefined || route.topic === null) return undefined;
    const context = new Context(route, route.topic);
    Object.freeze(context);
    known.set(keyOf(route), context);
    return context;
  }

  return { find: (path) => known.get(path) ?? create(path) };
}
