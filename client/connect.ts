// Connects to a route by its path, and gives the socket the types of its messages.

/** The path of a route, as its folders write it: `/ws/rooms/[room]`. */
export type Path = keyof Routes;

/** The value of a parameter. It is percent-encoded for you. It cannot be empty, `.` or `..`. */
export type Segment = string | number;

/** JSON text of a T: `stringify` makes it, and `parse` reads it. */
export type Json<T> = string & { readonly [json]: T };
declare const json: unique symbol;

/** Options of `connect` and `urlOf`. */
export interface ConnectOptions {
  /** Address of the server, such as `https://example.com`. Only its scheme and host count. Default: the address of the page. */
  readonly url?: string | URL | undefined;
  /** The part of the URL after `?`. Default: none. */
  readonly query?: Record<string, string> | URLSearchParams | undefined;
  /** The subprotocols to offer. Default: none. */
  readonly protocols?: string | string[] | undefined;
}

/** The messages that a socket of this route can send; of several routes, those that each takes. */
export type Sends<P extends Path> = (P extends Path ? (data: SendsTo<P>) => void : never) extends (
  data: infer T extends AnySendable,
) => void
  ? T
  : never;

/** The `data` of a message event of this route. Bytes arrive as an ArrayBuffer. */
export type Receives<P extends Path> = P extends Path ? ReceivesFrom<P> : never;

/** The platform's own WebSocket, with the types of the route's messages. */
export type Socket<P extends Path> = SocketOf<P>;

interface SocketOf<P extends Path> extends WebSocket {
  send(data: Sends<P>): void;
  onmessage: ((this: WebSocket, event: Message<P>) => unknown) | null;
  addEventListener(type: "message", listener: Listener<Message<P>>, options?: ListenerOptions): void;
  addEventListener(type: "close", listener: Listener<EventOf<"onclose">>, options?: ListenerOptions): void;
  addEventListener(type: "open", listener: Listener<EventOf<"onopen">>, options?: ListenerOptions): void;
  addEventListener(type: "error", listener: Listener<EventOf<"onerror">>, options?: ListenerOptions): void;
}

/** The events as the platform declares them: browsers, Bun and Node differ. */
type EventOf<Name extends "onopen" | "onmessage" | "onerror" | "onclose"> = Parameters<
  NonNullable<WebSocket[Name]>
>[0];
type Message<P extends Path> = Omit<EventOf<"onmessage">, "data"> & { readonly data: Receives<P> };
type Listener<E> = ((this: WebSocket, event: E) => unknown) | { handleEvent(event: E): unknown };
type ListenerOptions = Parameters<WebSocket["addEventListener"]>[2];

/** The arguments after the path. You can leave the parameters out if the path does not need any. */
type Arguments<P extends Path> = {} extends Routes[P]["params"]
  ? [params?: Routes[P]["params"] | undefined, options?: ConnectOptions | undefined]
  : [params: Routes[P]["params"], options?: ConnectOptions | undefined];

type SendsTo<P extends Path> = Routes[P] extends { schema: infer Schema }
  ? Parsed<InputOf<Schema>>
  : Routes[P] extends { incoming: infer T }
    ? Wire<T, Sendable>
    : AnySendable;

/** What a schema takes, by Standard Schema 1. */
type InputOf<Schema> = Schema extends { readonly "~standard": { readonly types?: infer Types } }
  ? NonNullable<Types> extends { readonly input: infer Input }
    ? Input
    : unknown
  : unknown;

/** A message that a schema checks: JSON, even if it is a text, unless the schema takes bytes. */
type Parsed<T> = unknown extends T
  ? Json<T>
  : Json<Exclude<T, Bytes>> | ([Extract<T, Bytes>] extends [never] ? never : Sendable);

type ReceivesFrom<P extends Path> = Routes[P] extends { outgoing: infer T } ? Wire<T, ArrayBuffer> : AnyData;
type AnyData = EventOf<"onmessage">["data"];
type AnySendable = Parameters<WebSocket["send"]>[0];
type Sendable = Exclude<AnySendable, string>;
type Bytes = ArrayBuffer | ArrayBufferView | Blob;

/** A type of a message on the wire: text stays text, bytes are the bytes of this side, and everything else is JSON. */
type Wire<T, Binary> =
  | Extract<T, string>
  | ([Extract<T, Bytes>] extends [never] ? never : Binary)
  | ([Exclude<T, string | Bytes>] extends [never] ? never : Json<Exclude<T, string | Bytes>>);

/**
 * Connects to a route, with the platform's own WebSocket.
 *
 * @param path the path of the route: `/ws/rooms/[room]`
 * @param params the parameters, if the path has any: `{ room: "kitchen" }`
 * @param options server, query and subprotocols
 * @throws TypeError if a parameter is missing, or cannot be part of a URL; URIError if it has half of a surrogate pair
 */
export function connect<P extends Path>(path: P, ...rest: Arguments<P>): Socket<P>;
export function connect(path: string, params?: object, options?: ConnectOptions): WebSocket {
  const socket = new WebSocket(urlWith(path, params, options), options?.protocols);
  socket.binaryType = "arraybuffer"; // Otherwise a browser would give a Blob, and Bun a Buffer.
  return socket;
}

/** The URL that `connect` connects to, for a library that creates its own sockets. It takes the same arguments. */
export function urlOf<P extends Path>(path: P, ...[params, options]: Arguments<P>): string {
  return urlWith(path, params, options);
}

/** `JSON.stringify` that keeps the type. */
export function stringify<T>(value: T): Json<T>;
export function stringify(value: unknown): string {
  return JSON.stringify(value);
}

/** `JSON.parse` that keeps the type. It checks nothing at run time. */
export function parse<T>(text: Json<T>): T {
  return JSON.parse(text);
}

function urlWith(path: string, params: object = {}, { url, query }: ConnectOptions = {}): string {
  const location: { href: string } | undefined = Reflect.get(globalThis, "location");
  const base = url ?? location?.href;
  if (base === undefined)
    throw new TypeError(
      "there is no page to take the address from; pass { url } with the address of the server",
    );
  const target = new URL(base);
  if (!/^(?:http|ws)s?:$/.test(target.protocol))
    throw new TypeError(`${base} is not the address of a server`);
  target.protocol = target.protocol.replace("http", "ws");
  target.username = target.password = target.hash = "";
  target.pathname = path
    .split("/")
    .flatMap((part) => segments(path, part, params))
    .join("/");
  target.search = new URLSearchParams(query).toString();
  return target.href;
}

function segments(path: string, part: string, params: object): readonly string[] {
  const [, several, name] = /^\[{1,2}(\.\.\.)?(.+?)\]{1,2}$/.exec(part) ?? [];
  if (name === undefined) return [encodeURIComponent(part)];
  const value: unknown = Object.entries(params).find(([key]) => key === name)?.[1];
  const one = value === undefined && part.startsWith("[[") ? [] : [value];
  const list: unknown[] = several === undefined ? one : Array.isArray(value) ? value : [];
  if (list.length === 0 && !part.startsWith("[[")) throw new TypeError(`${path}: ${name} is missing`);
  return list.map((each) => {
    if ((typeof each !== "string" && typeof each !== "number") || /^\.{0,2}$/.test(String(each)))
      throw new TypeError(`${path}: ${name} cannot be ${JSON.stringify(each)}`);
    return encodeURIComponent(each);
  });
}
