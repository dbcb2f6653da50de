// Declares the options of bunbox.config.ts, and the function that gives them their type in an editor.

/** The options of `bunbox.config.ts`. All are optional. */
export interface Config {
  /** Folder of the route files, relative to the project. Default: `app/ws`. */
  routes?: string;
  /** File that the build writes, relative to the project. Default: `dist/server.js`. */
  outfile?: string;
  /** TypeScript module for clients that the build also writes, relative to the project. */
  client?: string;
  /** Port to listen on; 0 takes any free port. The variable `PORT` overrides it. Default: 3000. */
  port?: number;
  /** Address to listen on. The variable `HOST` overrides it. Default: `0.0.0.0`. */
  host?: string;
  /** Path of a Unix socket to listen on, instead of `port` and `host`. */
  unix?: string;
  /** Paths of PEM files, relative to the folder in which the server starts. They are read when it starts. */
  tls?: { cert: string; key: string };
  /** Origins of other sites whose pages may connect: `https://example.com`, `https://*.example.com`. */
  origins?: readonly string[];
  /** Path of the health check, or `false` for none. Default: `/healthz`. */
  health?: string | false;
  /** Module, relative to the project, whose default export `(req, server) => Response` answers all other requests. */
  fallback?: string;
  /** Compression (permessage-deflate): on, off, or Bun's `perMessageDeflate` settings. Default: `true`. */
  compression?: NonNullable<Bun.WebSocketHandler<unknown>["perMessageDeflate"]>;
  /** Largest message from a client, in bytes. A larger one closes the socket with 1009. Default: 16 MiB. */
  maxPayloadLength?: number;
  /** Bytes that may wait for a slow client. Messages beyond that are dropped. Default: 16 MiB. */
  backpressureLimit?: number;
  /** Seconds without a message or pong after which a socket is closed; 0 means never. Default: 120. */
  idleTimeout?: number;
  /** Whether the server pings idle clients, so that their sockets do not time out. Default: `true`. */
  sendPings?: boolean;
  /** Whether a socket that reaches `backpressureLimit` is closed. Default: `false`. */
  closeOnBackpressureLimit?: boolean;
  /** Whether `ws.publish` reaches the sender too; `ctx.broadcast` always does. Default: `false`. */
  publishToSelf?: boolean;
  /** Largest number of open sockets. Further handshakes get 503. Default: no limit. */
  maxConnections?: number;
  /** Seconds that a shutdown waits for clients to receive what was sent, and for every `onClose`. Default: 10. */
  shutdownTimeout?: number;
  /** Whether `GET /metrics` answers in the Prometheus text format. Default: `false`. */
  metrics?: boolean;
}

/**
 * Returns its argument unchanged. Use it in `bunbox.config.ts`, so that your editor knows the options.
 *
 * @param config the options that you want to change
 * @returns the same object
 * @example
 * ```ts
 * // bunbox.config.ts
 * import { defineConfig } from "@ademattos/bunbox";
 *
 * export default defineConfig({ port: 8080, origins: ["https://example.com"] });
 * ```
 */
export function defineConfig(config: Config): Config {
  return config;
}
