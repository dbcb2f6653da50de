// Finds the open sockets of a topic. Bun does not list them (Bun 1.4), so each socket of the app is asked.
//
// The entry calls `claimSockets` only if the output has this file.
import type { App } from "./app.ts";
import { hasApp, subscriberCount } from "./publish.ts";
import type { ServerWebSocket } from "./types.ts";

/** Closes the sockets of a topic, and returns how many it has closed in this process. */
export type CloseTopic = (topic: string, code: number, reason: string) => number;

/** The sockets of an app. */
export interface SocketOwner {
  readonly live: ReadonlySet<ServerWebSocket>;
  /** Only if the output has it. */
  readonly closeTopic?: CloseTopic | undefined;
}

let own: SocketOwner | undefined;

/** From now on this copy of the runtime finds the sockets of the app, and copies without an app find them too. */
export function claimSockets(app: App, closeTopic?: CloseTopic): App {
  own = { live: app.connections.live, closeTopic };
  shared().add(own);
  return app;
}

/**
 * The owners of the sockets that code may reach: those of its own app, or of all apps for the program that mounts them.
 *
 * @param name the function that asks
 * @throws Error if nothing in this process can have it
 */
export function ownersFor(name: string): Iterable<SocketOwner> {
  if (own !== undefined) return [own];
  if (hasApp()) return []; // the routes are being loaded
  const all = [...shared()];
  if (all.length > 0) return all;
  throw new Error(`${name} has no sockets here: a route of dist/server.js must import ${name} too`);
}

/** A property of `globalThis` that all copies share, as in publish.ts. */
function shared(): Set<SocketOwner> {
  const key = Symbol.for("@ademattos/bunbox/sockets");
  const known: unknown = Reflect.get(globalThis, key);
  if (known instanceof Set) return known;
  const all = new Set<SocketOwner>();
  Reflect.set(globalThis, key, all);
  return all;
}

/**
 * Lists the open sockets of this process that are subscribed to a topic, in no order. The list is made when you begin to iterate:
 * a socket that joins meanwhile is not in it, and one that has closed or left the topic by its turn is skipped. It takes as long as
 * asking every socket of the process, about 0.1 ms per thousand, unless nobody is on the topic.
 *
 * @typeParam Data type of `ws.data`. Nothing checks it: sockets of several routes may be on one topic.
 * @param topic `ctx.topic` of a route, or a topic that sockets subscribed to with `ws.subscribe`
 * @example
 * ```ts
 * // app/ws/desk/route.ts
 * import { type ServerWebSocket, sockets, type WebSocketContext } from "@ademattos/bunbox";
 *
 * export function upgrade(req: Request) {
 *   return { data: { name: new URL(req.url).searchParams.get("name") ?? "guest" } };
 * }
 *
 * export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {
 *   const names = Array.from(sockets<{ name: string }>(ctx.topic), (each) => each.data.name);
 *   ws.send(JSON.stringify({ present: names.toSorted() }));
 * }
 * ```
 */
export function sockets<Data = unknown>(topic: string): Iterable<ServerWebSocket<Data>>;
export function sockets(topic: string): Iterable<ServerWebSocket> {
  return {
    *[Symbol.iterator]() {
      for (const ws of subscribersOf(topic)) if (ws.isSubscribed(topic)) yield ws;
    },
  };
}

function subscribersOf(topic: string): readonly ServerWebSocket[] {
  const found: ServerWebSocket[] = [];
  const owners = ownersFor("sockets");
  // Most topics have few sockets or none, and counting them is cheap.
  const count = subscriberCount(topic);
  for (const { live } of owners) {
    for (const ws of live) {
      if (found.length >= count) return found;
      if (ws.isSubscribed(topic)) found.push(ws);
    }
  }
  return found;
}
