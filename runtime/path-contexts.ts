// Finds the context of a path, in an app with dynamic routes. The entry imports this file only if there is one.
import { Context } from "./context.ts";
import type { Contexts } from "./contexts.ts";
import type { Matcher, RouteEntry } from "./route.ts";
import type { RouteParams } from "./types.ts";

/** The context of all sockets that are open on one path of a dynamic route. */
class PathContext extends Context {
  readonly #path: string;
  #sockets = 0;
  #params: RouteParams | undefined;

  constructor(route: RouteEntry, topic: string, path: string) {
    super(route, topic);
    this.#path = path;
  }

  static path(context: PathContext): string {
    return context.#path;
  }

  /** Counts its sockets by one more, or one less, and returns how many there are now. */
  static count(context: PathContext, more: number): number {
    context.#sockets += more;
    return context.#sockets;
  }

  /** Made when first asked for, as many handlers never do. */
  override get params(): RouteParams {
    this.#params ??= paramsOf(Context.route(this).path, this.#path);
    return this.#params;
  }
}

/**
 * A static route keeps its context. That of a dynamic one is shared, and known, for as long as a socket on its path is open.
 *
 * @param topicOf the topic of a dynamic route's path
 */
export function pathContexts(match: Matcher, topicOf = (path: string): string => path): Contexts {
  const known = new Map<string, Context>();

  function create(path: string): Context | undefined {
    const route = match(path);
    if (route === undefined) return undefined;
    const own = flat(path);
    const context =
      route.topic === null ? new PathContext(route, topicOf(own), own) : new Context(route, route.topic);
    if (route.topic !== null) known.set(own, context);
    Object.freeze(context);
    return context;
  }

  return {
    find: (path) => known.get(path) ?? create(path),
    opened(context) {
      if (context instanceof PathContext && PathContext.count(context, 1) === 1)
        known.set(PathContext.path(context), context);
    },
    closed(context) {
      if (!(context instanceof PathContext) || PathContext.count(context, -1) > 0) return;
      const path = PathContext.path(context);
      // Two handshakes at once may have made a context each.
      if (known.get(path) === context) known.delete(path);
    },
  };
}

/** As much as the headers of a request may have (Bun 1.4). */
const LONGEST = 16 * 1024;

const buffer = Buffer.alloc(LONGEST);

/** The same text, which is ASCII, in memory of its own: a slice would keep the whole URL. Bun has no quicker way (Bun 1.4). */
function flat(path: string): string {
  return path.length > LONGEST ? path : buffer.toString("latin1", 0, buffer.write(path, "latin1"));
}

/**
 * The parameters in a canonical path, decoded. Nobody may change them, because all sockets of the path share them.
 *
 * @param pattern the path of its route: `/ws/rooms/[id]`
 */
export function paramsOf(pattern: string, path: string): RouteParams {
  const params: RouteParams = Object.create(null);
  const segments = path.split("/");
  for (const [place, text] of pattern.split("/").entries()) {
    const [, dots, name] = /^\[{1,2}(\.{3})?([^\]]+)/.exec(text) ?? [];
    if (name === undefined) continue;
    // Only the last parameter may have no segment, or an empty one: that of `/`.
    const values = segments.slice(place).flatMap((each) => (each === "" ? [] : [decodeURIComponent(each)]));
    Reflect.set(params, name, dots === undefined ? values[0] : Object.freeze(values));
  }
  Object.freeze(params);
  return params;
}
