// The type of bunbox.config.ts, and the function that gives an editor that type.

/** Everything that `bunbox.config.ts` may hold. Each option is described in docs/configuration.md. */
export interface Config {
  /** Folder of the route files, relative to the project. */
  routes?: string;
  /** File that the build writes, relative to the project. */
  outfile?: string;
  /** TypeScript module that the build writes for clients, relative to the project: typed paths and messages. */
  client?: string;
  /** Port to listen on, 0 for any free one; the variable `PORT` overrides it. */
  port?: number;
  /** Address to listen on; the variable `HOST` overrides it. */
  host?: string;
  /** Path of a Unix socket to listen on, in place of `port` and `host`. */
  unix?: string;
  /** PEM files, read when the server starts, relative to its working folder. */
  tls?: { cert: string; key: string };
  /** Origins, beside the server's own, whose pages may connect: `https://example.com`, `https://*.example.com`. */
  origins?: readonly string[];
  /** Path of the health check, `false` for none. */
  health?: string | false;
  /** Module whose default export `(req, server) => Response` answers what no route owns, relative to the project. */
  fallback?: string;
  /** Packages that stay outside the output, by name or `@scope/*`; the build copies them to `node_modules` beside it. */
  external?: readonly string[];
  /** permessage-deflate (RFC 7692): on, off, or Bun's own settings. */
  compression?: NonNullable<Bun.WebSocketHandler<unknown>["perMessageDeflate"]>;
  /** Largest message that a client may send, in bytes; a larger one closes the socket with 1009. */
  maxPayloadLength?: number;
  /** Bytes that may wait for a slow client before further messages to it are dropped. */
  backpressureLimit?: number;
  /** Seconds without a message or pong after which a socket is closed; 0 for never. */
  idleTimeout?: number;
  /** Whether the server pings, which keeps idle sockets from timing out. */
  sendPings?: boolean;
  /** Whether a socket that reaches `backpressureLimit` is closed. */
  closeOnBackpressureLimit?: boolean;
  /** Whether `ws.publish` reaches the sender too; `ctx.broadcast` always does. */
  publishToSelf?: boolean;
  /** Largest number of open sockets; more are refused with 503. */
  maxConnections?: number;
  /** Seconds that a shutdown waits until clients have received what was sent to them, and for every `onClose`. */
  shutdownTimeout?: number;
  /** Whether `GET /metrics` answers in the Prometheus text format. */
  metrics?: boolean;
}

/**
 * Returns its argument; it is there for the type.
 *
 * @example
 * // bunbox.config.ts
 * import { defineConfig } from "@ademattos/bunbox";
 * export default defineConfig({ port: 8080, origins: ["https://example.com"] });
 */
export function defineConfig(config: Config): Config {
  return config;
}
