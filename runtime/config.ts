// The types of bunbox.config.ts. `npm run docs` writes this file from compiler/config/options.ts.
import type { Limits, LimitsConfig } from "./limits/limits-option.ts";
import type { AddressRange } from "./proxies/proxies-option.ts";
import type { PubSubConfig, PubSubSettings } from "./pubsub/pubsub-option.ts";
import type { TlsCertificate, TlsFiles } from "./tls/tls-option.ts";

/** Everything that `bunbox.config.ts` may hold. Each option is described in docs/configuration.md. */
export interface Config {
  /**
   * Folder of the route files, relative to the project. Its URL is `base`, whatever its name is.
   *
   * path, by default `app/ws`
   */
  routes?: string;
  /**
   * URL of the routes folder: `/api/live`, or `/` for the root. The topics of the routes do not change with it.
   *
   * path, by default `/ws`
   */
  base?: string;
  /**
   * File that the build writes, relative to the project.
   *
   * path, by default `dist/server.js`
   */
  outfile?: string;
  /**
   * TypeScript module for clients that the build also writes, relative to the project. See typed clients.
   *
   * path
   */
  client?: string;
  /**
   * Port to listen on; 0 takes any free port. The variable `PORT` overrides it when the server starts.
   *
   * 0–65535, by default `3000`
   */
  port?: number;
  /**
   * Address to listen on. The variable `HOST` overrides it when the server starts.
   *
   * string, by default `0.0.0.0`
   */
  host?: string;
  /**
   * Path of a Unix socket to listen on, instead of `port` and `host`.
   *
   * path
   */
  unix?: string;
  /**
   * Paths of PEM files, relative to the folder in which the server starts: the certificate with its chain, and its key. They are read when the server starts, and again at SIGHUP; open sockets stay. With `ca`, a client must present a certificate that one of these authorities has signed. A list has one certificate per `serverName`; clients that ask for another name get the first one. The variable `TLS_PASSPHRASE` decrypts the keys. See TLS.
   *
   * `{ cert, key, ca?, serverName? }`, or a list of these
   */
  tls?: TlsCertificate | readonly TlsCertificate[];
  /**
   * Origins of other sites whose pages may connect: `https://example.com`, `https://*.example.com` for all subdomains, `moz-extension://*` for all of a scheme. `"*"` lets every page connect. The variable `ORIGINS`, a list with commas, replaces it when the server starts.
   *
   * string[] or `"*"`, by default `[]`
   */
  origins?: readonly string[] | "*";
  /**
   * Patterns of routes that must not let everybody in: `/ws/admin/**`. They match the paths that `bunbox routes` prints: `*` is one segment, `**` any number, none included. A route that matches and has neither a guard nor an `upgrade` is an error, and so is a pattern that matches no route.
   *
   * string[], by default `[]`
   */
  guarded?: readonly string[];
  /**
   * Your proxies: addresses, ranges such as `10.0.0.0/8`, and `"loopback"`, which includes a Unix socket. If the peer is one of them, `remoteAddress` is the client's address from `X-Forwarded-For` or `Forwarded`. Without the option, these headers are not read.
   *
   * string[], by default `[]`
   */
  trustedProxies?: readonly string[];
  /**
   * Path of the health check, or `false` for none. `GET` gets 200, and 503 while the server shuts down.
   *
   * path or `false`, by default `/healthz`
   */
  health?: string | false;
  /**
   * Module, relative to the project, whose default export `(req, server) => Response` answers all other requests, and a plain `GET` of a route's URL.
   *
   * path
   */
  fallback?: string;
  /**
   * Packages that stay outside the output, by name or `@scope/*`: those that read files of their own. The build copies each to `node_modules` beside the server, with every file that it reads.
   *
   * string[], by default `[]`
   */
  external?: readonly string[];
  /**
   * Compression (permessage-deflate): on, off, or Bun's `perMessageDeflate` settings.
   *
   * boolean or object, by default `true`
   */
  compression?: NonNullable<Bun.WebSocketHandler<unknown>["perMessageDeflate"]>;
  /**
   * Largest message from a client. A larger one closes the socket with 1009.
   *
   * bytes, by default 16 MiB
   */
  maxPayloadLength?: number;
  /**
   * How much may wait for a slow client. Messages beyond that are dropped.
   *
   * bytes, by default 16 MiB
   */
  backpressureLimit?: number;
  /**
   * Time without a message or pong after which a socket is closed; 0 means never. The server pings a silent client 16 seconds before, which is soon enough for the usual load balancers.
   *
   * 0–960 seconds, by default `60`
   */
  idleTimeout?: number;
  /**
   * Whether the server pings idle clients, so that their sockets do not time out.
   *
   * boolean, by default `true`
   */
  sendPings?: boolean;
  /**
   * Whether a socket that reaches `backpressureLimit` is closed.
   *
   * boolean, by default `false`
   */
  closeOnBackpressureLimit?: boolean;
  /**
   * Whether `ws.publish` reaches the sender too; `ctx.broadcast` always does.
   *
   * boolean, by default `false`
   */
  publishToSelf?: boolean;
  /**
   * Largest number of open sockets; each worker counts its own. Further handshakes get 503.
   *
   * number
   */
  maxConnections?: number;
  /**
   * What one client may do; see limits. `connectionsPerAddress`: open sockets per address; further handshakes get 503. `messagesPerSecond`: messages per socket; one that sends more is closed with 1008. `upgradeTimeout`: seconds that an asynchronous `upgrade` may take, by default 30 if `limits` is set; then the client gets 503. Each worker counts its own clients.
   *
   * `{ connectionsPerAddress?, messagesPerSecond?, upgradeTimeout? }`
   */
  limits?: LimitsConfig;
  /**
   * How long a shutdown waits for clients to receive what was sent, and for every `onClose`.
   *
   * seconds, by default `10`
   */
  shutdownTimeout?: number;
  /**
   * Topics reach every server with the same `prefix` through Redis or Valkey; see scaling. The variable `REDIS_URL` overrides `url` when the server starts. `prefix` is by default `bunbox:` and the package's name. `gap: "close"` closes all sockets with 1012 after messages may have been missed, so that clients load their state again; the default is `"keep"`. `queue` is how many bytes may wait for a slow Redis, by default 16 MiB; messages beyond that do not reach other servers.
   *
   * `{ url?, prefix?, gap?, queue? }`
   */
  pubsub?: PubSubConfig;
  /**
   * How many processes serve the port; see scaling. `"auto"` is as many as there are processors for the server. The variable `WORKERS` overrides it when the server starts. Without the option, the server is one process.
   *
   * number or `"auto"`
   */
  workers?: number | "auto";
  /**
   * How the server writes its log: `"text"`, or `"json"` for one JSON object per line. See the log. `bunbox dev` and tests write text.
   *
   * `"text"` or `"json"`, by default `text`
   */
  log?: "text" | "json";
  /**
   * Whether `GET /metrics` answers in the Prometheus text format.
   *
   * boolean, by default `false`
   */
  metrics?: boolean;
}

/** What the build reads, every option with a value; `null` for none. */
export interface BuildOptions {
  readonly routes: string;
  readonly base: string;
  readonly outfile: string;
  readonly client: string | null;
  readonly guarded: readonly string[];
  readonly trustedProxies: readonly AddressRange[];
  readonly fallback: string | null;
  readonly external: readonly string[];
  readonly limits: Limits | null;
  readonly pubsub: PubSubSettings | null;
  readonly workers: number | "auto" | null;
  readonly log: "text" | "json";
}

/** What the build writes into the server, every option with a value; `null` for none. */
export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  readonly unix: string | null;
  readonly tls: readonly TlsFiles[] | null;
  readonly origins: readonly string[];
  readonly health: string | false;
  readonly maxConnections: number | null;
  readonly shutdownTimeout: number;
  readonly metrics: boolean;
  /** Passed on to Bun.serve as they are. */
  readonly websocket: Pick<
    Bun.WebSocketHandler<unknown>,
    | "perMessageDeflate"
    | "maxPayloadLength"
    | "backpressureLimit"
    | "idleTimeout"
    | "sendPings"
    | "closeOnBackpressureLimit"
    | "publishToSelf"
  >;
}
