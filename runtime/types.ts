/// <reference types="bun" preserve="true" />
// Declares the types that a route file imports. Nothing here exists at run time.
import type { JsonOf } from "./json-of.ts";
import type { Invalid } from "./schema.ts";

/* oxlint-disable typescript/no-explicit-any -- a context whose `Outgoing` is not given must fit every route: only `any` does */

/** A value, or a promise of it. */
export type Awaitable<T> = T | Promise<T>;

/**
 * Bun's own socket. bunbox does not wrap it, so all of Bun's API is there. `ws.data` is the object that `upgrade`
 * returned under `data`.
 *
 * @typeParam Data type of `ws.data`; `UpgradeData<typeof upgrade>` gives it. Without data, `ws.data` is `undefined`.
 * @example
 * ```ts
 * // app/ws/echo/route.ts
 * import type { ServerWebSocket } from "@ademattos/bunbox";
 *
 * export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
 *   ws.send(message);
 * }
 * ```
 */
export type ServerWebSocket<Data = unknown> = Bun.ServerWebSocket<Data>;

/** What you can send: text, bytes or a blob. */
export type Payload = string | Bun.BufferSource | Blob;

/** Parameters of a path, by name: a string for `[name]` and `[[name]]` (or `undefined`, if the path has none), a list of strings for `[...name]` and `[[...name]]`. */
export type RouteParams = Record<string, string | string[]>;

/**
 * The `ctx` of `onOpen`, `onMessage`, `onClose` and `onDrain`: where the socket is connected, and how to send to
 * everyone there.
 *
 * @typeParam Params the parameters that the folder gives: `{ id: string }` for `[id]`, `{ path: string[] }` for `[...path]`
 * @typeParam Outgoing what the route sends: the type `Outgoing` that it exports. Without it, `broadcastJSON` and `send` take any value.
 * @example
 * ```ts
 * // app/ws/rooms/[room]/route.ts
 * import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
 *
 * type Context = WebSocketContext<{ room: string }>;
 *
 * export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: Context) {
 *   ctx.broadcastJSON({ room: ctx.params.room, text: String(message), here: ctx.subscriberCount });
 * }
 * ```
 */
export interface WebSocketContext<Params = RouteParams, Outgoing = any> {
  /**
   * The topic that bunbox subscribes every socket of this path to: `ws-chat`, or `/ws/rooms/42` for a route with parameters. A
   * route that exports `subscribe = false` subscribes them itself.
   */
  readonly topic: string;
  /** The decoded parameters of the path. The object has no prototype, so every name is safe, and nothing in it can be changed. */
  readonly params: Params;
  /** Number of sockets that are subscribed to `topic` now. */
  readonly subscriberCount: number;
  /**
   * Sends to every socket on `topic`, the sender included.
   *
   * @param data text, bytes or a blob
   * @param compress whether to compress it for the clients that support it (permessage-deflate). Default: `false`.
   * @returns what Bun's `publish` returns: the number of bytes; -1 if it waits for a slow client; 0 if nobody is
   * subscribed, or if it was dropped for a slow client, even if others got it
   */
  readonly broadcast: (data: Payload, compress?: boolean) => number;
  /**
   * Sends `JSON.stringify(value)` to every socket on `topic`, the sender included.
   *
   * @param value anything that JSON can write, and `Outgoing` allows
   * @param compress as for `broadcast`
   * @returns as `broadcast`
   * @throws TypeError if `value` has no JSON text: `undefined`, a function, a symbol, a cycle
   */
  readonly broadcastJSON: (value: JsonOf<Outgoing>, compress?: boolean) => number;
  /**
   * Sends `JSON.stringify(value)` to one socket.
   *
   * @param ws the socket to send to
   * @param value as for `broadcastJSON`
   * @param compress as for `broadcast`
   * @returns what Bun's `ws.send` returns: the number of bytes; -1 if it waits for a slow client; 0 if it was dropped
   * @throws TypeError as `broadcastJSON`
   */
  readonly send: (ws: ServerWebSocket, value: JsonOf<Outgoing>, compress?: boolean) => number;
}

/**
 * The `ctx` of `upgrade`. The socket does not exist yet, so there is nothing to send with.
 *
 * @typeParam Params the parameters that the folder gives
 * @typeParam Given what the innermost guard of the route's folders gives; `GuardData<typeof guard>` names it
 */
export interface UpgradeContext<Params = RouteParams, Given = unknown> {
  /** The topic that the socket will be subscribed to. */
  readonly topic: string;
  /** The decoded parameters of the path. The object has no prototype, so every name is safe. */
  readonly params: Params;
  /**
   * The client's IP address. Behind a proxy it is the proxy's, unless the option `trustedProxies` names the proxy. It is empty on a Unix
   * socket without that option, or if the client has left already.
   */
  readonly remoteAddress: string;
  /** What the innermost guard has returned under `data`; `undefined` if no guard has. */
  readonly guard: Given;
}

/** An object that `upgrade` returns to accept a client. Any other key is an error, and the server refuses with 403. */
export interface Accepted<Data = unknown> {
  /** Becomes `ws.data`. It is the same object, not a copy. */
  data?: Data | undefined;
  /** Headers of the 101 response. Headers of the handshake itself are dropped, and a warning is logged. */
  headers?: Bun.HeadersInit | undefined;
  /** The subprotocol to agree to. It must be one that the client offered; another is dropped, and a warning is logged. */
  protocol?: string | undefined;
}

/** A `Response`, also with the type of undici, which `response.clone()` has in the types of Bun 1.4. */
export type AnyResponse =
  | Response
  | { readonly bodyUsed: boolean; readonly status: number; readonly clone: unknown };

/**
 * What `upgrade` may return. `true` or an `Accepted` object accepts the client. `false` refuses it with 403. A `Response`
 * refuses it with that response.
 */
export type UpgradeResult<Data = unknown> = boolean | Accepted<Data> | AnyResponse;

/**
 * Type of `upgrade`, which decides whether a client may connect. It runs once per handshake, before the socket exists.
 * If it throws, the client gets 500, and the error is logged.
 *
 * @typeParam Data type of `ws.data`. `Answer<Data>` is `Accepted<Data>`, but it needs `data`, unless `Data` includes `undefined`.
 * @typeParam Params the parameters that the folder gives
 * @typeParam Given what the innermost guard of the route's folders gives
 * @example
 * ```ts
 * // app/ws/votes/[poll]/route.ts
 * import type { OnMessage, Upgrade } from "@ademattos/bunbox";
 *
 * type Params = { poll: string };
 * type Data = { voted: boolean };
 *
 * export const upgrade: Upgrade<Data, Params> = (req, ctx) => {
 *   return ctx.params.poll === "closed" ? false : { data: { voted: false } };
 * };
 *
 * export const onMessage: OnMessage<Data, Params> = (ws, message, ctx) => {
 *   if (ws.data.voted) return ws.close(1008, "one vote each");
 *   ws.data.voted = true;
 *   ctx.broadcast(message);
 * };
 * ```
 */
export type Upgrade<Data = unknown, Params extends ParamsOf<Params> = RouteParams, Given = unknown> = (
  req: Request,
  ctx: UpgradeContext<Params, Given>,
) => Awaitable<boolean | AnyResponse | Answer<Data>>;

/** What `Params` must be. An interface has no index signature, so this asks each property. */
type ParamsOf<Params> = { [Name in keyof Params]: string | string[] | undefined };

/** A mapped type, because TypeScript does not relate two conditional types of different `Data`. */
type Answer<Data> = { [Key in keyof AnswerOf<Data>]: AnswerOf<Data>[Key] };
type AnswerOf<Data> = undefined extends Data ? Accepted<Data> : Accepted<Data> & { data: Data };

/**
 * Type of `onOpen`. It runs when the socket is open and subscribed to `ctx.topic`. If it returns a promise, messages of the
 * client wait until the promise settles; messages of others can arrive before. If it throws, the socket is closed with 1011.
 *
 * @typeParam Data type of `ws.data`
 * @typeParam Params the parameters that the folder gives
 * @typeParam Outgoing as for `WebSocketContext`
 */
export type OnOpen<Data = unknown, Params = RouteParams, Outgoing = any> = (
  ws: ServerWebSocket<Data>,
  ctx: WebSocketContext<Params, Outgoing>,
) => unknown;

/**
 * A binary message, as Bun passes it: `Buffer<ArrayBuffer>`. Before TypeScript 5.7, `Buffer` had no parameter; the return
 * type of `Buffer.alloc` fits every version.
 */
export type Bytes = ReturnType<typeof Buffer.alloc>;

/**
 * Type of `onMessage`. It runs for every message: a `string` for text, a `Buffer` for binary. Asynchronous calls may
 * overlap, unless the route exports `ordered = true`. If it throws, the error is logged and the socket stays open.
 *
 * @typeParam Data type of `ws.data`
 * @typeParam Params the parameters that the folder gives
 * @typeParam Message in a route that exports `incoming`, what that schema returns: `SchemaOutput<typeof incoming>`
 * @typeParam Outgoing as for `WebSocketContext`
 */
export type OnMessage<Data = unknown, Params = RouteParams, Message = string | Bytes, Outgoing = any> = (
  ws: ServerWebSocket<Data>,
  message: Message,
  ctx: WebSocketContext<Params, Outgoing>,
) => unknown;

/**
 * Type of `onInvalid`. It runs for a message that does not fit `incoming`, instead of `onMessage`. Without it, such a
 * message closes the socket with 1007.
 *
 * @typeParam Data type of `ws.data`
 * @typeParam Params the parameters that the folder gives
 * @typeParam Outgoing as for `WebSocketContext`
 */
export type OnInvalid<Data = unknown, Params = RouteParams, Outgoing = any> = (
  ws: ServerWebSocket<Data>,
  invalid: Invalid,
  ctx: WebSocketContext<Params, Outgoing>,
) => unknown;

/**
 * Type of `onClose`. It runs once, after the socket has left its topics, so a broadcast reaches the others. `code` is
 * the WebSocket close code, 1006 if the connection ended without one. `reason` is the text that came with it.
 *
 * @typeParam Data type of `ws.data`
 * @typeParam Params the parameters that the folder gives
 * @typeParam Outgoing as for `WebSocketContext`
 */
export type OnClose<Data = unknown, Params = RouteParams, Outgoing = any> = (
  ws: ServerWebSocket<Data>,
  ctx: WebSocketContext<Params, Outgoing>,
  code: number,
  reason: string,
) => unknown;

/**
 * Type of `onDrain`. It runs when a slow client has read enough that its socket can take more.
 *
 * @typeParam Data type of `ws.data`
 * @typeParam Params the parameters that the folder gives
 * @typeParam Outgoing as for `WebSocketContext`
 */
export type OnDrain<Data = unknown, Params = RouteParams, Outgoing = any> = (
  ws: ServerWebSocket<Data>,
  ctx: WebSocketContext<Params, Outgoing>,
) => unknown;

/**
 * Type of the default export of the module that the option `fallback` names. It answers requests that no route has. It
 * returns `undefined` only if it has upgraded the request itself.
 *
 * @example
 * ```ts
 * // app/pages.ts
 * import type { FallbackHandler } from "@ademattos/bunbox";
 *
 * const pages: FallbackHandler = (req) => new Response(`There is nothing at ${req.url}`, { status: 404 });
 *
 * export default pages;
 * ```
 */
export type FallbackHandler = (
  req: Request,
  server: Bun.Server<unknown>,
) => Response | undefined | Promise<Response | undefined>;

type DataOfResult<Result> = Result extends AnyResponse
  ? never
  : Result extends object
    ? "data" extends keyof Result
      ? Result["data"]
      : undefined
    : never;

/**
 * Type of `ws.data` in a route with this `upgrade`: what it returns under `data`, or `undefined` if it returns none.
 *
 * @typeParam Handler `typeof upgrade`
 * @example
 * ```ts
 * // app/ws/greeting/route.ts
 * import type { ServerWebSocket, UpgradeData } from "@ademattos/bunbox";
 *
 * export function upgrade(req: Request) {
 *   return { data: { name: new URL(req.url).searchParams.get("name") ?? "stranger" } };
 * }
 *
 * export function onOpen(ws: ServerWebSocket<UpgradeData<typeof upgrade>>) {
 *   ws.send(`hello ${ws.data.name}`);
 * }
 * ```
 */
export type UpgradeData<Handler> = Handler extends (...args: never[]) => infer Result
  ? [DataOfResult<Awaited<Result>>] extends [never]
    ? undefined
    : DataOfResult<Awaited<Result>>
  : undefined;

/**
 * The `ctx` of `guard`.
 *
 * @typeParam Params the parameters that the guard's own folder gives
 * @typeParam Given what the next outer guard gives; `GuardData<typeof guard>` names it
 */
export type GuardContext<Params = RouteParams, Given = unknown> = UpgradeContext<Params, Given>;

/**
 * Type of `guard`, which a `_guard.ts` exports. It runs once per handshake, before the `upgrade` of every route in its folder
 * and below it, the outermost guard first. It returns what an `upgrade` may return. What it returns under `data` is `ctx.guard`
 * of the next guard and of `upgrade`, and `ws.data` of routes whose `upgrade` returns no data. Without data, that of the outer
 * guard stays.
 *
 * @typeParam Params the parameters that the guard's own folder gives
 * @typeParam Given what the next outer guard gives
 * @typeParam Data what it returns under `data`
 * @example
 * ```ts
 * // app/ws/rooms/_guard.ts
 * import type { Guard } from "@ademattos/bunbox";
 *
 * export const guard: Guard = (req) => req.headers.has("authorization");
 * ```
 */
export type Guard<Params extends ParamsOf<Params> = RouteParams, Given = unknown, Data = unknown> = (
  req: Request,
  ctx: GuardContext<Params, Given>,
) => Awaitable<boolean | AnyResponse | Answer<Data>>;

/** The data after a function that has answered so: its own, or that of the outer guard. */
type DataAfter<Result, Outer> = 0 extends 1 & Result
  ? Result
  : Result extends AnyResponse | false
    ? never
    : Result extends true
      ? Outer
      : Result extends object
        ? "data" extends keyof Result
          ? Exclude<Result["data"], undefined> | (undefined extends Result["data"] ? Outer : never)
          : Outer
        : never;

/** What the `ctx` of a guard says that the outer guard gives. */
type OuterOf<Handler> = Handler extends (req: never, ctx: infer Context, ...rest: never[]) => unknown
  ? Context extends { readonly guard: infer Outer }
    ? unknown extends Outer
      ? undefined
      : Outer
    : undefined
  : undefined;

/**
 * Type of `ctx.guard` below a guard: what it returns under `data`, or what its own `ctx.guard` is if it returns none.
 *
 * @typeParam Handler `typeof guard`
 * @typeParam Outer what the next outer guard gives; by default what the type of the guard's `ctx` says
 * @example
 * ```ts
 * // app/ws/greeting/_guard.ts
 * import type { GuardContext, GuardData } from "@ademattos/bunbox";
 *
 * export function guard(req: Request, ctx: GuardContext<{}>) {
 *   const user = req.headers.get("x-user");
 *   return user === null ? false : { data: { user, from: ctx.remoteAddress } };
 * }
 *
 * export type Staff = GuardData<typeof guard>;
 * ```
 */
export type GuardData<Handler, Outer = OuterOf<Handler>> = Handler extends (...args: never[]) => infer Result
  ? DataAfter<Awaited<Result>, Outer>
  : Outer;
