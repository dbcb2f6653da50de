// Lists the names of handlers in other WebSocket APIs (Bun.serve, browsers, ws, Hono, Elysia, crossws, PartyKit, Socket.IO),
// and those of functions that answer HTTP requests in the routes of other frameworks.
import { EVENTS, HANDLERS } from "../../runtime/facts.ts";

/** Their names without underscores and in lower case, by the handler that they stand for. */
const MEANT: Readonly<Record<string, readonly string[]>> = {
  upgrade: [
    "onupgrade",
    "beforeupgrade",
    "onbeforeupgrade",
    "onbeforeconnect",
    "onhandshake",
    "beforehandle",
    "onbeforehandle",
    "verifyclient",
    "allowrequest",
  ],
  onOpen: ["onconnect", "onconnected", "onconnection", "websocketopen"],
  onMessage: ["onmsg", "websocketmessage"],
  onClose: ["ondisconnect", "ondisconnecting", "ondisconnected", "websocketclose"],
};

/** Names that count only in this spelling. */
const EXACT: ReadonlyMap<string, string> = new Map([
  ["SOCKET", "onMessage"],
  ["guard", "upgrade"],
  ["open", "onOpen"],
  ["message", "onMessage"],
  ["close", "onClose"],
  ...Object.entries(EVENTS),
]);

/** What other frameworks call a guard, without underscores and in lower case. */
const GUARD_ALIASES = new Set([
  "middleware",
  "handle",
  "handler",
  "beforeeach",
  "beforeenter",
  "canactivate",
  "onenter",
  "authorize",
  "authenticate",
  "protect",
  "check",
]);

/** Whether another framework calls its guards by this name, which has no underscores and is in lower case. */
export function isGuardAlias(name: string): boolean {
  return GUARD_ALIASES.has(name);
}

const FAILURES = "bunbox reports what a handler throws; `onClose` runs when a connection breaks.";
const PINGS = "Bun answers pings by itself; the option `sendPings` makes it send them.";
const REQUESTS =
  'A route only takes WebSocket connections. Remove the code for HTTP, or move it: set `fallback: "app/pages.ts"` in bunbox.config.ts, and write `export default (req: Request) => new Response(…)` in that file.';
const STARTS = "Code at the top level of a module runs when the server starts.";

/** Names of events that routes do not have, with what to do instead. */
const UNHEARD: Readonly<Record<string, readonly string[]>> = {
  [FAILURES]: [
    "error",
    "onerror",
    "onexception",
    "onfailure",
    "onconnecterror",
    "connecterror",
    "onwserror",
    "wsclienterror",
    "websocketerror",
    "unexpectedresponse",
    "ontimeout",
  ],
  [PINGS]: ["ping", "pong", "onping", "onpong", "onheartbeat"],
  [REQUESTS]: ["onrequest", "onbeforerequest", "onfetch", "afterhandle", "onafterhandle", "onafterresponse"],
  [STARTS]: ["onstart", "onlisten", "onlistening", "onalarm", "oncron", "onstop"],
  // Ordinary words, which may also be names of helpers.
  "A route handles connections in `onOpen` and `onClose`.": [
    "connect",
    "connection",
    "disconnect",
    "disconnecting",
  ],
  "Call `ws.subscribe`; `ctx.subscriberCount` is the number of subscribers.": ["subscription", "onsubscribe"],
  "`send` returns 0 for a message that is dropped.": ["dropped", "ondropped"],
};

/** What answers HTTP requests in routes of Next.js, SvelteKit, Remix and Bun; only in this spelling. */
const HTTP: ReadonlySet<string> = new Set([
  "GET",
  "HEAD",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "OPTIONS",
  "fetch",
  "loader",
  "action",
]);

const HANDLER_OF = inverted(MEANT);
/** Handlers of bunbox, and names that stand for one, are heard. */
const REMEDY_OF: ReadonlyMap<string, string | undefined> = new Map([
  ...inverted(UNHEARD),
  ...[...HANDLERS.map(plain), ...EXACT.keys()].map((name) => [name, undefined] as const),
]);

function inverted(table: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).flatMap(([key, names]) => names.map((name) => [name, key] as const)));
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** The handler that another API's name stands for. */
export function handlerOfAlias(name: string): string | undefined {
  return EXACT.get(name) ?? HANDLER_OF.get(plain(name));
}

/** Whether other frameworks answer HTTP requests by this name. */
export function isForHttp(name: string): boolean {
  return HTTP.has(name);
}

/** What to do instead of a handler that only other APIs have. */
export function remedyForUnheard(name: string): string | undefined {
  return HTTP.has(name) ? REQUESTS : REMEDY_OF.get(plain(name));
}
