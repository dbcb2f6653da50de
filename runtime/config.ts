// The types of bunbox.config.ts. `npm run docs` writes this file from compiler/config/options.ts.

/** Everything that `bunbox.config.ts` may hold. Each option is described in docs/configuration.md. */
export interface Config {
  /**
   * Folder of the route files, relative to the project. Its own URL is always `/ws`.
   *
   * path, by default `app/ws`
   */
  routes?: string;
  /**
   * File that the build writes, relative to the project.
   *
   * path, by default `dist/server.js`
   */
  outfile?: string;
  /**
   * TypeScript module that the build writes for clients, relative to the project: typed paths and messages.
   *
   * path
   */
  client?: string;
  /**
   * Port to listen on, 0 for any free one. The variable `PORT` overrides it when the server starts.
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
   * Unix socket to listen on, in place of `port` and `host`.
   *
   * path
   */
  unix?: string;
  /**
   * PEM files, read when the server starts, relative to the folder in which it starts.
   *
   * `{ cert, key }`
   */
  tls?: { readonly cert: string; readonly key: string };
  /**
   * Pages of other hosts that may connect: exact origins, or `https://*.example.com`.
   *
   * string[], by default `[]`
   */
  origins?: readonly string[];
  /**
   * Path that answers `GET` with 200, and with 503 while the server shuts down.
   *
   * path or `false`, by default `/healthz`
   */
  health?: string | false;
  /**
   * Module whose default export `(req, server) => Response` answers what no route owns, relative to the project.
   *
   * path
   */
  fallback?: string;
  /**
   * permessage-deflate (RFC 7692): on, off, or Bun's `perMessageDeflate` object.
   *
   * boolean or object, by default `true`
   */
  compression?: NonNullable<Bun.WebSocketHandler<unknown>["perMessageDeflate"]>;
  /**
   * Largest message from a client; a larger one closes the socket with 1009.
   *
   * bytes, by default 16 MiB
   */
  maxPayloadLength?: number;
  /**
   * What may wait for a slow client before further messages to it are dropped.
   *
   * bytes, by default 16 MiB
   */
  backpressureLimit?: number;
  /**
   * Silence, without a message or a pong, after which a socket is closed; 0 for never.
   *
   * 0–960 seconds, by default `120`
   */
  idleTimeout?: number;
  /**
   * Whether the server pings idle clients, which keeps living ones connected.
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
   * Whether `ws.publish` reaches its own socket; `ctx.broadcast` always does.
   *
   * boolean, by default `false`
   */
  publishToSelf?: boolean;
  /**
   * Largest number of open sockets; further handshakes get 503.
   *
   * number
   */
  maxConnections?: number;
  /**
   * How long a shutdown waits until clients have received what was sent to them, and for every `onClose`.
   *
   * seconds, by default `10`
   */
  shutdownTimeout?: number;
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
  readonly outfile: string;
  readonly client: string | null;
  readonly fallback: string | null;
}

/** What the build writes into the server, every option with a value; `null` for none. */
export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  readonly unix: string | null;
  readonly tls: { readonly cert: string; readonly key: string } | null;
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
