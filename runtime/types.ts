/// <reference types="bun" preserve="true" />
// What a route file is typed with. Nothing here exists at run time.

/** A value, or a promise of it. */
export type Awaitable<T> = T | Promise<T>;

/**
 * Bun's own socket, unwrapped: everything of its API is there, and `ws.data` is exactly what `upgrade`
 * returned under `data`.
 *
 * @typeParam Data what the route's `upgrade` returns under `data`; `undefined` without one
 */
export type ServerWebSocket<Data = unknown> = Bun.ServerWebSocket<Data>;

/** What `send` and `publish` take: text, bytes, or a blob. */
export type Payload = string | Bun.BufferSource | Blob;

/** The parameters that a folder's name can give: one segment, or for a catch-all all that follow. */
export type RouteParams = Record<string, string | string[]>;

/**
 * What every handler but `upgrade` gets beside its socket.
 *
 * @typeParam Params the parameters of the folder: `{ id: string }` under `[id]`, `{ path: string[] }` under `[...path]`
 * @example
 * export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext<{ room: string }>) {
 *   ctx.broadcastJSON({ room: ctx.params.room, text: String(message) });
 * }
 */
export interface WebSocketContext<Params = RouteParams> {
  /** The topic that every socket of this path is subscribed to: `ws-chat`, or for a dynamic route its concrete path. */
  readonly topic: string;
  /** The decoded parameters of the path, own properties of an object without a prototype. */
  readonly params: Params;
  /** How many sockets are subscribed to `topic` now. */
  readonly subscriberCount: number;
  /**
   * Sends to everyone on `topic`, the sender included.
   *
   * @param compress whether to compress it for the clients that negotiated permessage-deflate (RFC 7692)
   * @returns what Bun's `publish` returns: bytes sent; -1 where it waits for a slow client; 0 where nobody is there, or
   * where it was dropped for one, whatever the others got
   */
  readonly broadcast: (data: Payload, compress?: boolean) => number;
  /**
   * Sends `JSON.stringify(value)` to everyone on `topic`, the sender included.
   *
   * @throws TypeError where `value` has no JSON text: `undefined`, a function, a symbol, a cycle
   */
  readonly broadcastJSON: (value: unknown, compress?: boolean) => number;
}

/** What `upgrade` gets beside the request. */
export interface UpgradeContext<Params = RouteParams> {
  /** The topic that the socket will be subscribed to. */
  readonly topic: string;
  /** The decoded parameters of the path, own properties of an object without a prototype. */
  readonly params: Params;
  /** The peer's IP address; empty on a Unix socket, or where the peer is gone. */
  readonly remoteAddress: string;
}

/** What accepts a handshake, with more than `true` says. */
export interface Accepted<Data = unknown> {
  /** Becomes `ws.data`, untouched. */
  data?: Data | undefined;
  /** Sent with the 101 response; fields that the handshake itself owns are dropped and reported. */
  headers?: Bun.HeadersInit | undefined;
  /** The subprotocol to agree on: one that the client offered (RFC 6455, section 4.2.2). */
  protocol?: string | undefined;
}

/** `true` or an object accepts; a `Response` refuses with it; `false` refuses with 403. */
export type UpgradeResult<Data = unknown> = boolean | Accepted<Data> | Response;

/**
 * Decides whether a client may connect. Runs once per valid handshake, before the socket exists. What accepts must bring
 * the data, unless `Data` takes `undefined` too: the handlers rely on it.
 */
export type Upgrade<Params = RouteParams, Data = unknown> = (
  req: Request,
  ctx: UpgradeContext<Params>,
) => Awaitable<boolean | Response | Answer<Data>>;

/** A mapped type, because TypeScript takes two conditional ones of different `Data` for unrelated. */
type Answer<Data> = { [Key in keyof AnswerOf<Data>]: AnswerOf<Data>[Key] };
type AnswerOf<Data> = undefined extends Data ? Accepted<Data> : Accepted<Data> & { data: Data };

/** Runs once the socket is open and subscribed to `ctx.topic`; the first message waits until it has settled. */
export type OnOpen<Data = unknown, Params = RouteParams> = (
  ws: ServerWebSocket<Data>,
  ctx: WebSocketContext<Params>,
) => unknown;

/**
 * A binary message as Bun hands it over: `Buffer<ArrayBuffer>`. Before TypeScript 5.7 `Buffer` had no parameter; what
 * `Buffer.alloc` returns is right with every version.
 */
export type Bytes = ReturnType<typeof Buffer.alloc>;

/** Runs for every message: text as `string`, binary as `Buffer`. */
export type OnMessage<Data = unknown, Params = RouteParams> = (
  ws: ServerWebSocket<Data>,
  message: string | Bytes,
  ctx: WebSocketContext<Params>,
) => unknown;

/** Runs once, after the socket has left its topics. `code` is 1006 where no close frame came (RFC 6455, section 7.1.5). */
export type OnClose<Data = unknown, Params = RouteParams> = (
  ws: ServerWebSocket<Data>,
  ctx: WebSocketContext<Params>,
  code: number,
  reason: string,
) => unknown;

/** Runs when a socket that was under backpressure can take more. */
export type OnDrain<Data = unknown, Params = RouteParams> = (
  ws: ServerWebSocket<Data>,
  ctx: WebSocketContext<Params>,
) => unknown;

type DataOfResult<Result> = Result extends Response
  ? never
  : Result extends object
    ? "data" extends keyof Result
      ? Result["data"]
      : undefined
    : never;

/**
 * What `ws.data` is in a route with this `upgrade`: the type that it returns under `data`. Booleans and responses
 * count as refusals; `undefined` where nothing is returned under `data`.
 *
 * @example
 * export function onOpen(ws: ServerWebSocket<UpgradeData<typeof upgrade>>) {}
 */
export type UpgradeData<Handler> = Handler extends (...args: never[]) => infer Result
  ? [DataOfResult<Awaited<Result>>] extends [never]
    ? undefined
    : DataOfResult<Awaited<Result>>
  : undefined;
