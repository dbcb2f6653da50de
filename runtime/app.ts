// Turns what the build has generated into the `fetch` and `websocket` of a Bun.serve. Starts nothing.
import type { Answer } from "./accept.ts";
import { clientAddress } from "./client-address.ts";
import type { Connections } from "./connection.ts";
import type { Contexts } from "./contexts.ts";
import type { Entrance } from "./entrance.ts";
import type { Fallback } from "./fallback.ts";
import { endStart } from "./faults.ts";
import { createFirsts } from "./firsts.ts";
import { handlersOf } from "./handlers.ts";
import { hasToken, isKey } from "./handshake.ts";
import type { ServerOptions } from "./config.ts";
import { isHost, isOriginAllowed, originMatcher, originsOf, remedyFor } from "./origin.ts";
import { canonicalPath, pathOf } from "./path.ts";
import { plainText } from "./plain-text.ts";
import { claimPublishers } from "./publish.ts";
import { refuse } from "./refuse.ts";
import { log } from "./report.ts";
import type { RouteEntry, RouteInfo } from "./route.ts";
import type { Strangers } from "./shutdown.ts";

type Server = Bun.Server<unknown>;

/** What the build generates. */
export interface ServerDefinition {
  readonly routes: readonly RouteEntry[];
  readonly contexts: Contexts;
  readonly entrance: Entrance;
  readonly options: ServerOptions;
  /** Whether the output is run rather than imported. */
  readonly main: boolean;
  /** What is wrong with the handlers; left out if the build knows that nothing can be. */
  readonly faults?: readonly string[];
  /** Only if the option names one. */
  readonly fallback?: Fallback;
  /** The sockets that the fallback has upgraded. */
  readonly strangers?: Strangers;
  /** The page of the metrics, only if the option is on. */
  readonly page?: (path: string, req: Request) => Response | undefined;
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
  readonly strangers: Strangers | undefined;
  /** From now on every request is answered with 503. */
  drain(): void;
}

// Not in createApp, because a route's module may publish while it is loaded, which happens earlier.
claimPublishers();

/**
 * Builds the app; `fetch` answers in the order in which docs/server.md lists them. What is wrong when it starts ends the
 * process if the output is run, and is an error for the program that imports it.
 */
export function createApp(definition: ServerDefinition): App {
  const { routes, contexts, options, main, faults = [], fallback, page, strangers } = definition;
  const { decide, connections } = definition.entrance;
  const origins = originsOf(options);
  endStart([...faults, ...origins.faults], main);
  const isListed = originMatcher(origins.value);
  const isNew = createFirsts();
  let draining = false;
  const isDraining = (): boolean => draining;

  function fetch(req: Request, server: Server | undefined): Answer | Promise<Answer> {
    // The output has no declarations, so nothing shows that an app forgot one.
    if (server === undefined) {
      log("error", "fetch was called without a server: pass both arguments, fetch(req, server)");
      return refuse(500, "error");
    }
    if (draining) return refuse(503, "draining");
    const { headers, method, url } = req;
    const host = headers.get("host");
    if (!isHost(host, url)) {
      // HAProxy checks by HTTP/1.0 without Host, and then Bun's URL is only a path (Bun 1.4).
      return host === null && url === options.health ? healthy(req) : refuse(400, "host");
    }
    const path = canonicalPath(pathOf(url));
    if (path === undefined) return refuse(400, "escape");
    if (path === options.health) return healthy(req);
    const answer = page?.(path, req);
    if (answer !== undefined) return answer;
    const context = contexts.find(path);
    if (context === undefined)
      return fallback === undefined ? refuse(404, "unknown_path") : fallback(req, server);
    if (method !== "GET") return refuse(405, "method", { Allow: "GET" });
    if (!hasToken(headers.get("upgrade"), "websocket")) {
      // A page, or the description of a Nostr relay (NIP-11), may have the URL of a route.
      return fallback?.(req, server) ?? refuse(426, "no_upgrade", { Upgrade: "websocket" });
    }
    // RFC 6455, section 4.2.1.
    if (!hasToken(headers.get("connection"), "upgrade") || !isKey(headers.get("sec-websocket-key")))
      return refuse(400, "handshake");
    if (headers.get("sec-websocket-version") !== "13")
      return refuse(426, "version", { "Sec-WebSocket-Version": "13" });
    const origin = headers.get("origin");
    if (!isOriginAllowed(origin, host, isListed)) {
      // An attacker can send as many origins as he likes.
      if (isNew(String(origin))) complain(String(origin), host, clientAddress({ req, server }));
      return refuse(403, "origin");
    }
    if (connections.isMiswired(server)) return refuse(500, "error");
    return decide({ req, server, context, connections }, isDraining);
  }

  return {
    fetch,
    websocket: { ...options.websocket, ...connections.callbacks },
    get routes() {
      return routes.map(infoOf);
    },
    options,
    connections,
    strangers,
    drain() {
      draining = true;
    },
  };
}

function complain(origin: string, host: string, address: string): void {
  const page = JSON.stringify(origin.slice(0, 200));
  const remedy = remedyFor(origin, host.slice(0, 200));
  log("warning", `refused a connection from a page at ${page}: ${remedy}`, {
    event: "origin_refused",
    address,
  });
}

function healthy(req: Request): Response {
  return plainText(req, "ok\n");
}

/** A route as the output exports it. */
export function infoOf(route: RouteEntry): RouteInfo {
  const { path, file, topic, params } = route;
  return { path, file, topic, params, handlers: handlersOf(route) };
}
