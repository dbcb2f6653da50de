// Defines the context that a route's handlers get: one per static route, and one per path of a dynamic route.
import { publish, subscriberCount } from "./publish.ts";
import type { RouteEntry } from "./route.ts";
import type { Payload, RouteParams, ServerWebSocket, WebSocketContext } from "./types.ts";

const NO_PARAMS: RouteParams = Object.freeze(Object.create(null));

/**
 * `broadcast` and `broadcastJSON` are getters that close over the topic. So `({ broadcast })` in a handler's parameters
 * works, and no function is kept per socket. `send` needs nothing of its context.
 *
 * All sockets of a path share its context, so whoever makes one freezes it: no handler may leave anything in it.
 */
export class Context implements WebSocketContext {
  readonly topic: string;
  readonly #route: RouteEntry;

  constructor(route: RouteEntry, topic: string) {
    this.topic = topic;
    this.#route = route;
  }

  /** The route that a context belongs to; not reachable from user code. */
  static route(context: Context): RouteEntry {
    return context.#route;
  }

  get params(): RouteParams {
    return NO_PARAMS;
  }

  get subscriberCount(): number {
    return subscriberCount(this.topic);
  }

  get broadcast(): (data: Payload, compress?: boolean) => number {
    const { topic } = this;
    return (data, compress) => publish(topic, data, compress);
  }

  get broadcastJSON(): (value: unknown, compress?: boolean) => number {
    const { topic } = this;
    return (value, compress) => publish(topic, jsonOf(value, "broadcastJSON"), compress);
  }

  send(ws: ServerWebSocket, value: unknown, compress?: boolean): number {
    return ws.send(jsonOf(value, "send"), compress);
  }
}

/** The JSON text of a value, for a caller whose name an error has. */
export function jsonOf(value: unknown, caller: string): string {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`${caller}: ${typeof value} has no JSON text`);
  return text;
}
