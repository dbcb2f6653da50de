// Holds the facts that the compiler, the runtime and the inspector share, each of them once. Imports nothing.

/** The functions that a route may export, in the order in which they run. */
export const HANDLERS = ["upgrade", "onOpen", "onMessage", "onInvalid", "onClose", "onDrain"] as const;

/** The name of a function that a route may export. */
export type HandlerName = (typeof HANDLERS)[number];

/** The handlers that `Bun.serve` calls by itself for an event, with what the event brings between `ws` and `ctx`. */
export const EVENTS = { drain: "onDrain" } as const satisfies Readonly<Record<string, HandlerName>>;

/** An event of `Bun.serve`. */
export type EventName = keyof typeof EVENTS;

/** The handler of an event. */
export type EventHandlerName = (typeof EVENTS)[EventName];

/** The function that the guard of a folder exports. */
export const GUARD = "guard";

/** The name of a function that bunbox calls in a route or a guard. */
export type FunctionName = HandlerName | typeof GUARD;

/** What a route may export beside its handlers: the schema of its messages, and how long they may be. */
export const SETTINGS = ["incoming", "maxPayloadLength"] as const;

/** The name of a value that a route may export beside its handlers. */
export type SettingName = (typeof SETTINGS)[number];

/**
 * What a route may also export, as `true` or `false` in its source, each with its default: whether bunbox subscribes its
 * sockets to `ctx.topic`, and whether a message waits until the `onMessage` of the one before has settled.
 */
export const FLAGS = { subscribe: true, ordered: false } as const;

/** The name of a flag. */
export type FlagName = keyof typeof FLAGS;

/** The parameters of each handler, in order: names and types. types.ts has the same for TypeScript. */
export const SIGNATURES: Readonly<Record<FunctionName, Readonly<Record<string, string>>>> = {
  guard: { req: "Request", ctx: "GuardContext<Params, Given>" },
  upgrade: { req: "Request", ctx: "UpgradeContext<Params, Given>" },
  onOpen: { ws: "ServerWebSocket<Data>", ctx: "WebSocketContext<Params, Outgoing>" },
  onMessage: { ws: "ServerWebSocket<Data>", message: "Message", ctx: "WebSocketContext<Params, Outgoing>" },
  onInvalid: { ws: "ServerWebSocket<Data>", invalid: "Invalid", ctx: "WebSocketContext<Params, Outgoing>" },
  onClose: {
    ws: "ServerWebSocket<Data>",
    ctx: "WebSocketContext<Params, Outgoing>",
    code: "number",
    reason: "string",
  },
  onDrain: { ws: "ServerWebSocket<Data>", ctx: "WebSocketContext<Params, Outgoing>" },
};

/** Names the property of `globalThis` by which a test with coverage gives the topics, as its routes run from their own files. */
export const TOPICS_KEY = "@ademattos/bunbox/topics";

/** Fields of the 101 response that a route cannot set, because they belong to the handshake (RFC 6455, section 4.2.2). */
export const RESERVED_FIELDS = [
  "connection",
  "content-length",
  "keep-alive",
  "sec-websocket-accept",
  "sec-websocket-extensions",
  "sec-websocket-key",
  "sec-websocket-version",
  "trailer",
  "transfer-encoding",
  "upgrade",
] as const;

/** The keys that an object which `upgrade` returns may have. */
export const RESULT_KEYS = ["data", "headers", "protocol"] as const;

/** Close codes that libraries (from 3000) and applications (from 4000) define themselves (RFC 6455, section 7.4.2). */
export const OWN_CLOSE_CODES = [3000, 4999] as const;

/** The ranges of close codes that an endpoint may send: RFC 6455, section 7.4, and what IANA has registered since. */
export const SENDABLE_CLOSE_CODES = [[1000, 1003], [1007, 1014], OWN_CLOSE_CODES] as const;

/** Whether an endpoint may send a close code. Bun uses 0 for "without a code". */
export function maySendCloseCode(code: number): boolean {
  return (
    code === 0 ||
    (Number.isInteger(code) && SENDABLE_CLOSE_CODES.some(([least, most]) => code >= least && code <= most))
  );
}

/** How many bytes a close reason may have (RFC 6455, section 5.5). */
export const CLOSE_REASON_BYTES = 123;

/** How a server closes its sockets when it shuts down. */
export const SHUTDOWN_CLOSE = { code: 1001, reason: "Server shutting down" } as const;

/** How a server closes its sockets if messages of other servers may have been missed: clients connect again, and reload. */
export const MISSED_CLOSE = { code: 1012, reason: "Messages may have been missed" } as const;

/** How `bunbox dev` closes the sockets of a build that a newer one has replaced. */
export const REBUILT_CLOSE = { code: 1012, reason: "Server rebuilt" } as const;

// The schemes of Bun's Redis client (Bun 1.4).
const REDIS = /^(?:redis|valkey)(?:s|\+tls|\+unix|\+tls\+unix)?:$/;

/** Whether Bun's client can use the URL of a Redis or Valkey. */
export function isRedisUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, pathname } = new URL(url);
  if (!REDIS.test(protocol)) return false;
  return protocol.includes("unix") ? pathname.length > 1 : host !== "";
}

const LOOPBACK = /^(?:(?:[^.]+\.)*localhost\.?|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Whether a name or an address always refers to this machine: `localhost` and every name below it
 * (RFC 6761, section 6.3), 127.0.0.0/8 and ::1.
 *
 * @param hostname as a `URL` has it
 */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** An IP address. */
export interface IpAddress {
  /** In its one spelling: as RFC 5952 has it, and an IPv4-mapped IPv6 address as the IPv4 address. */
  readonly text: string;
  /** The eight 16-bit numbers of the IPv6 address; those of an IPv4 address are `::ffff:a.b.c.d`. */
  readonly words: readonly number[];
}

/** Reads an IP address, as a program writes it: no port, no zone, no leading zeros in IPv4. */
export function parseAddress(text: string): IpAddress | undefined {
  const isV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text);
  if (!isV4 && !/^[\da-f:.]{2,45}$/i.test(text)) return undefined;
  const url = `http://[${isV4 ? "::ffff:" : ""}${text}]`;
  if (!URL.canParse(url)) return undefined;
  const shortened = new URL(url).hostname.slice(1, -1);
  const [head = [], tail = []] = shortened
    .split("::")
    .map((half) => half.split(":").flatMap((word) => (word === "" ? [] : [Number.parseInt(word, 16)])));
  const words = [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
  if (!isV4Mapped(words)) return { text: shortened, words };
  const bytes = words.slice(6).flatMap((word) => [word >> 8, word & 255]);
  return { text: bytes.join("."), words };
}

/** Whether an address is an IPv4 address. */
export function isV4Mapped(words: readonly number[]): boolean {
  return words.slice(0, 6).join() === "0,0,0,0,0,65535";
}

// An origin (RFC 6454, section 6.2); `https://*.example.com` for all subdomains; `scheme://*`.
const ORIGIN =
  /^[a-z][a-z\d+.-]*:\/\/(?:\*|(?:(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[[\da-f:.]+\])(?::\d+)?)$/;

/** Whether an entry is an origin as browsers send it, in lower case and without a default port, or a pattern of such origins. */
export function isOriginEntry(entry: string): boolean {
  return entry === meantOrigin(entry);
}

/** The right entry that a wrong one means; `undefined` if that is not known. */
export function meantOrigin(entry: string): string | undefined {
  // A file of variables may leave quotation marks around a value.
  const text = entry.toLowerCase().replaceAll(/^["']|["']$/g, "");
  if (text === "*") return text;
  const scheme = isLoopback(URL.parse(`http://${text}`)?.hostname ?? "") ? "http" : "https";
  // The address of a socket is one letter from that of its page, and a URL spells both as browsers do.
  const url = URL.parse(text.includes("://") ? text.replace(/^ws/, "http") : `${scheme}://${text}`);
  const origin = `${url?.protocol}//${url?.host}`;
  return ORIGIN.test(origin) && text !== "null" ? origin : undefined;
}

/** What is wrong with a wrong entry of the variable `ORIGINS`. */
export function originFault(entry: string): string {
  const meant = meantOrigin(entry);
  const remedy =
    meant === undefined
      ? "separate origins such as https://example.com by commas"
      : `write ${JSON.stringify(meant)}, as browsers send it, in lower case and without a path`;
  return `ORIGINS has ${JSON.stringify(entry)}; ${remedy}`;
}
