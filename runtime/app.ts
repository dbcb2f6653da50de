// Turns the generated table, switch and options into the `fetch` and `websocket` of a Bun.serve. Starts nothing.
import { clientAddress } from "./client-address.ts";
import { type Connections, createConnections } from "./connection.ts";
import { Context } from "./context.ts";
import type { Entrance } from "./entrance.ts";
import type { Fallback } from "./fallback.ts";
import { faultsOf, handlersOf } from "./handlers.ts";
import { hasToken, isKey } from "./handshake.ts";
import type { Metrics } from "./metrics/metrics.ts";
import type { ServerOptions } from "./config.ts";
import { isHost, isOriginAllowed, originMatcher, originsOf, remedyFor } from "./origin.ts";
import { canonicalPath, pathOf } from "./path.ts";
import { claimPublishers } from "./publish.ts";
import { refuse } from "./refuse.ts";
import { log } from "./report.ts";
import type { Match, Matcher, RouteEntry, RouteInfo } from "./route.ts";
import type { RouteParams } from "./types.ts";
import { type Answer, decideHandshake } from "./upgrade.ts";

type Server = Bun.Server<unknown>;

/** What the build generates. It has an entrance of its own only if an option puts a layer around it. */
export interface ServerDefinition extends Partial<Entrance> {
  readonly routes: readonly RouteEntry[];
  readonly match: Matcher;
  readonly options: ServerOptions;
  /** Whether the output is run rather than imported. */
  readonly main: boolean;
  /** The topic of a dynamic route's path; only if the option `base` says another than `/ws`. */
  readonly topicOf?: (path: string) => string;
  /** Only if the option names one. */
  readonly fallback?: Fallback;
  /** Only if the option is on. */
  readonly metrics?: Metrics;
}

/** The exports of `dist/server.js`, and what serving it needs. */
export interface App {
  /**
   * Answers a request. Call it from the `fetch` of your own `Bun.serve`, with both arguments.
   *
   * @param req the request
   * @param server the server that got it
   * @returns `undefined` if the request has become a WebSocket, otherwise the response
   */
  readonly fetch: (
    req: Request,
    server: Bun.Server<unknown> | undefined,
  ) => Response | undefined | Promise<Response | undefined>;
  /** Pass it to your own `Bun.serve` as `websocket`. It ignores sockets that your own code upgrades. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  /** The route table, as `bunbox routes --json` prints it. */
  readonly routes: readonly RouteInfo[];
  readonly options: ServerOptions;
  readonly connections: Connections;
  /** From now on every request is answered with 503. */
  drain(): void;
}

/** The Prometheus text format. */
const EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";
/** How many foreign origins are logged. */
const MOST_COMPLAINTS = 100;

const NO_PARAMS: RouteParams = Object.freeze(Object.create(null));

// Not in createApp, because a route's module may publish while it is loaded, which happens earlier.
claimPublishers();

/**
 * Builds the app; `fetch` answers in the order in which docs/server.md lists them. A handler that is not a function
 * ends the process if the output is run, and is an error for the program that imports it.
 */
export function createApp(definition: ServerDefinition): App {
  const { routes, match, options, main, topicOf, fallback, metrics } = definition;
  const { decide = decideHandshake, connections = createConnections(routes) } = definition;
  const origins = originsOf(options);
  const faults = [...routes.flatMap(faultsOf), ...origins.faults];
  if (faults.length > 0) {
    if (!main) throw new Error(faults.join("\n"));
    for (const fault of faults) log("error", fault);
    process.exit(1);
  }
  const callbacks = metrics?.instrument(connections.callbacks) ?? connections.callbacks;
  const isListed = originMatcher(origins.value);
  // All sockets of a static route share one context, made for the first of them; a dynamic route has one per socket.
  const shared = new Map<RouteEntry, Context>();
  let draining = false;
  const deciding = new Set<Request>();
  const complained = new Set<string>();

  function fetch(req: Request, server: Server | undefined): Answer | Promise<Answer> {
    // The output has no declarations, so nothing shows that an app forgot one.
    if (server === undefined) {
      log("error", "fetch was called without a server: pass both arguments, fetch(req, server)");
      return refuse(500, "error");
    }
    if (draining) return refuse(503, "draining");
    const host = req.headers.get("host");
    if (!isHost(host, req.url)) {
      // HAProxy checks by HTTP/1.0 without Host, and then Bun's URL is only a path (Bun 1.4).
      return host === null && req.url === options.health ? healthy(req) : refuse(400, "host");
    }
    const path = canonicalPath(pathOf(req.url));
    if (path === undefined) return refuse(400, "escape");
    if (path === options.health) return healthy(req);
    if (metrics !== undefined && path === "/metrics") return plainText(req, metrics.render(), EXPOSITION);
    const found = match(path);
    if (found === undefined)
      return fallback === undefined ? refuse(404, "unknown_path") : fallback(req, server);
    if (req.method !== "GET") return refuse(405, "method", { Allow: "GET" });
    if (!hasToken(req.headers.get("upgrade"), "websocket")) {
      // A page, or the description of a Nostr relay (NIP-11), may have the URL of a route.
      return fallback?.(req, server) ?? refuse(426, "no_upgrade", { Upgrade: "websocket" });
    }
    return check(req, host, server) ?? admit(contextOf(found, path), req, server);
  }

  /** Checks what RFC 6455, section 4.2.1 requires of a handshake, and whether its page may connect. */
  function check(req: Request, host: string, server: Server): Response | undefined {
    const { headers } = req;
    if (!hasToken(headers.get("connection"), "upgrade")) return refuse(400, "handshake");
    if (!isKey(headers.get("sec-websocket-key"))) return refuse(400, "handshake");
    if (headers.get("sec-websocket-version") !== "13")
      return refuse(426, "version", { "Sec-WebSocket-Version": "13" });
    const origin = headers.get("origin");
    if (!isOriginAllowed(origin, host, isListed)) {
      complain(String(origin), host, clientAddress({ req, server }));
      return refuse(403, "origin");
    }
    return undefined;
  }

  /** Logs one line per origin, up to a limit: an attacker can send as many origins as he likes. */
  function complain(origin: string, host: string, address: string): void {
    if (complained.has(origin) || complained.size >= MOST_COMPLAINTS) return;
    complained.add(origin);
    const page = JSON.stringify(origin.slice(0, 200));
    const remedy = remedyFor(origin, host.slice(0, 200));
    log("warning", `refused a connection from a page at ${page}: ${remedy}`, {
      event: "origin_refused",
      address,
    });
  }

  function admit(context: Context, req: Request, server: Server): Answer | Promise<Answer> {
    metrics?.watch(server);
    if (connections.isMiswired(server)) return refuse(500, "error");
    const { maxConnections } = options;
    if (maxConnections !== null && connections.live.size + deciding.size >= maxConnections)
      return refuse(503, "full");
    const answer = decide({ req, server, context, connections }, () => draining);
    if (!(answer instanceof Promise)) return answer;
    // A client counts from here until `upgrade` has decided or the client has gone.
    deciding.add(req);
    const decided = (): void => {
      deciding.delete(req);
      // Otherwise each open socket would keep its request in memory.
      req.signal.removeEventListener("abort", decided);
    };
    req.signal.addEventListener("abort", decided);
    return answer.finally(decided);
  }

  function contextOf({ route, params }: Match, path: string): Context {
    if (route.topic === null) return new Context(route, topicOf?.(path) ?? path, params ?? NO_PARAMS);
    const known = shared.get(route);
    if (known !== undefined) return known;
    const context = new Context(route, route.topic, NO_PARAMS);
    shared.set(route, context);
    return context;
  }

  return {
    fetch,
    websocket: { ...options.websocket, ...callbacks },
    routes: routes.map(infoOf),
    options,
    connections,
    drain() {
      draining = true;
    },
  };
}

function healthy(req: Request): Response {
  return plainText(req, "ok\n", "text/plain; charset=utf-8");
}

function plainText(req: Request, text: string, type: string): Response {
  if (req.method !== "GET" && req.method !== "HEAD") return refuse(405, "method", { Allow: "GET, HEAD" });
  return new Response(text, { headers: { "Content-Type": type } });
}

/** A route as the output exports it. */
export function infoOf(route: RouteEntry): RouteInfo {
  const { path, file, topic, params } = route;
  return { path, file, topic, params, handlers: handlersOf(route) };
}
