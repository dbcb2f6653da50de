// Connects to a route, and connects again after an outage. In the generated module it follows connect.ts.
import { type ConnectOptions, type Json, type Path, type Receives, type Sends, urlOf } from "./connect.ts";

/** `"away"` waits for its next try. `"closed"` is final: the server has closed it with 1008, or with 4400 to 4499. */
export type ConnectionState = "connecting" | "open" | "away" | "closed";

/** What `state` gets beside the state. */
export interface LiveChange {
  /** How often it was lost since it last worked: since it got a message, or was open for 5 seconds. */
  readonly tries: number;
  /** The close code, if it is away or closed. It is 1006 if the socket did not get one. */
  readonly code?: number;
  /** What the server says about it, or what has failed: `"offline"`, `"timeout"`, or the error of `query`. */
  readonly reason?: string;
}

/** Options of `live`, beside `url` and `protocols` of `ConnectOptions`. */
export interface LiveOptions<P extends Path> extends Pick<ConnectOptions, "url" | "protocols"> {
  /** Gets every message: JSON as the value that it stands for, other text as it is, bytes as an ArrayBuffer. */
  readonly message: (value: LiveReceives<P>) => void;
  /** Gets every change, except for your own `close()`: nothing is called after that. */
  readonly state?: ((state: ConnectionState, change: LiveChange) => void) | undefined;
  /** Makes the part of the URL after `?`, anew for each try. If it rejects, the try has failed. Default: none. */
  readonly query?: (() => Query | Promise<Query>) | undefined;
  /** How many messages may wait while there is no connection. Default: 100. */
  readonly queue?: number | undefined;
}

/** A connection that comes back. */
export interface LiveClient<P extends Path> {
  /** Sends a message, or lets it wait; `false` if too many wait, or it is closed. @throws TypeError if it has no JSON */
  send(value: LiveSends<P>): boolean;
  /** Closes it for good, and drops the messages that wait. */
  close(code?: number, reason?: string): void;
}

/** What `send` takes: text, bytes, and everything else, of which it makes JSON. */
export type LiveSends<P extends Path> = Value<Sends<P>>;

/** What `message` gets. If the route may send any text, that is unknown, because text can be JSON. */
export type LiveReceives<P extends Path> = string extends Receives<P> ? unknown : Value<Receives<P>>;

type Value<OnWire> = OnWire extends Json<infer T> ? T : OnWire;
type Data = Parameters<WebSocket["send"]>[0];
type Query = Record<string, string> | URLSearchParams;

/** A window, a worker or a document. */
interface Page {
  readonly hidden?: boolean;
  addEventListener?(type: string, listener: () => void, options: { signal: AbortSignal }): void;
}

/**
 * Connects to a route, and connects again whenever the connection is lost, until the server refuses it (1008, 4400 to
 * 4499) or you close it. The first try is made once your code has run.
 *
 * @param path the path of the route: `/ws/rooms/[room]`
 * @param params the parameters: `{ room: "kitchen" }`, or `{}`
 * @param options what to do with the messages, and how to connect
 * @throws TypeError if a parameter is missing, or cannot be part of a URL; URIError if it has half of a surrogate pair
 */
export function live<P extends Path>(
  path: P,
  params: Routes[P]["params"],
  options: LiveOptions<P>,
): LiveClient<P> {
  const { message, state, query, queue = 100, url, protocols } = options;
  const target = new URL(urlOf(path, params, { url }));
  const waiting: Data[] = [];
  const ended = new AbortController();
  let report = state;
  let now: ConnectionState = "away";
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let tries = 0;
  let goodFrom = Infinity;

  function enter(next: ConnectionState, why?: { code: number; reason: string }): void {
    now = next;
    const change = { tries, ...why };
    queueMicrotask(() => report?.(next, change)); // it may throw, or close
  }

  function after(ms: number, then: () => unknown): void {
    clearTimeout(timer);
    timer = setTimeout(then, ms);
  }

  async function open(): Promise<void> {
    const mine = ++attempt;
    goodFrom = Infinity;
    enter("connecting");
    after(10_000, () => lose(1006, "timeout"));
    try {
      const search = new URLSearchParams(await query?.());
      if (mine !== attempt) return;
      target.search = search.toString();
      listen(new WebSocket(target.href, protocols), mine);
    } catch (error) {
      if (mine === attempt) lose(1006, String(error));
    }
  }

  function listen(opened: WebSocket, mine: number): void {
    socket = opened;
    opened.binaryType = "arraybuffer";
    opened.addEventListener("open", () => {
      if (mine !== attempt) return;
      clearTimeout(timer);
      goodFrom = Date.now() + 5000;
      for (let next = waiting[0]; next !== undefined && opened.readyState === 1; next = waiting[0]) {
        opened.send(next);
        waiting.shift();
      }
      enter("open");
    });
    opened.addEventListener("message", ({ data }) => {
      if (mine !== attempt) return;
      goodFrom = 0;
      message(read(data));
    });
    opened.addEventListener("close", ({ code, reason }) => {
      if (mine === attempt) lose(code, reason);
    });
  }

  /** Gives the socket up, whatever the platform says of it later: an end that nobody has confirmed can take minutes. */
  function lose(code: number, reason: string): void {
    attempt++;
    socket?.close();
    socket = undefined;
    // After these codes this side was wrong, and would be so again at once.
    if (Date.now() >= goodFrom && code !== 1003 && code !== 1007 && code !== 1009) tries = 0;
    const most = Math.min(30_000, 500 * 2 ** tries++);
    if (code === 1008 || (code >= 4400 && code < 4500)) stop();
    else after(Math.random() * most, open);
    enter(now === "closed" ? now : "away", { code, reason });
  }

  function stop(): void {
    now = "closed";
    attempt++;
    clearTimeout(timer);
    ended.abort();
    waiting.length = 0;
  }

  function wake(): void {
    tries = 0;
    if (now === "away") after(0, open);
  }

  const page: Page | undefined = Reflect.get(globalThis, "document");
  const scope: Page | undefined = Reflect.get(globalThis, "self");
  scope?.addEventListener?.("offline", () => now !== "away" && lose(1006, "offline"), ended);
  scope?.addEventListener?.("online", wake, ended);
  scope?.addEventListener?.("pageshow", wake, ended);
  page?.addEventListener?.("visibilitychange", () => page.hidden || wake(), ended);
  after(0, open); // whoever closes it at once, as React's StrictMode does, has not connected

  return {
    send(value) {
      const data = dataOf(value);
      if (now === "open" && socket?.readyState === 1) socket.send(data);
      else if (now !== "closed" && waiting.length < queue) waiting.push(copyOf(data));
      else return false;
      return true;
    },
    close(code, reason) {
      socket?.close(code, reason);
      report = undefined;
      stop();
    },
  };
}

function dataOf(value: unknown): Data {
  const data: unknown = typeof value === "string" || isBytes(value) ? value : JSON.stringify(value);
  if (typeof data === "string" || isBytes(data)) return data;
  throw new TypeError(`${typeof value} has no JSON`);
}

function copyOf(data: Data): Data {
  if (!ArrayBuffer.isView(data)) return structuredClone(data);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice(); // not the whole buffer
}

function isBytes(value: unknown): value is Exclude<Data, string> {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value) || value instanceof Blob;
}

function read(data: string | ArrayBuffer) {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
