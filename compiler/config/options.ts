// The table of options: docs/configuration.md and the check of bunbox.config.ts are made from it.
import type { Config } from "../../runtime/config.ts";
import {
  type Check,
  client,
  compression,
  file,
  flag,
  health,
  integer,
  origins,
  seconds,
  text,
  tls,
  within,
} from "./checks.ts";

/** One option of bunbox.config.ts. */
export interface Option {
  /** As the tables show it, in Markdown. */
  readonly type: string;
  /** As the tables show it, in Markdown; empty for none. */
  readonly default: string;
  readonly description: string;
  readonly check: Check;
  /** The keys of an object value, where they are bunbox's own. */
  readonly keys?: readonly string[];
}

const MIB = 1024 * 1024;
const BYTES = 2 ** 32 - 1;

/** Every option, in the order of the documentation. */
export const OPTIONS: Readonly<Record<keyof Config, Option>> = {
  routes: {
    type: "path",
    default: "`app/ws`",
    description:
      "Folder of the route files, relative to the project. Its URL is always `/ws`, whatever its name is.",
    check: within,
  },
  outfile: {
    type: "path",
    default: "`dist/server.js`",
    description: "File that the build writes, relative to the project.",
    check: file,
  },
  client: {
    type: "path",
    default: "",
    description:
      "TypeScript module for clients that the build also writes, relative to the project. See [typed clients](clients.md).",
    check: client,
  },
  port: {
    type: "0–65535",
    default: "`3000`",
    description:
      "Port to listen on; 0 takes any free port. The variable `PORT` overrides it when the server starts.",
    check: integer(0, 65535),
  },
  host: {
    type: "string",
    default: "`0.0.0.0`",
    description: "Address to listen on. The variable `HOST` overrides it when the server starts.",
    check: text,
  },
  unix: {
    type: "path",
    default: "",
    description: "Path of a Unix socket to listen on, instead of `port` and `host`.",
    check: file,
  },
  tls: {
    type: "`{ cert, key }`",
    default: "",
    description:
      "Paths of PEM files, relative to the folder in which the server starts. They are read when it starts.",
    check: tls,
    keys: ["cert", "key"],
  },
  origins: {
    type: "string[]",
    default: "`[]`",
    description:
      "Origins of other sites whose pages may connect: `https://example.com`, or `https://*.example.com` for all subdomains.",
    check: origins,
  },
  health: {
    type: "path or `false`",
    default: "`/healthz`",
    description:
      "Path of the health check, or `false` for none. `GET` gets 200, and 503 while the server shuts down.",
    check: health,
  },
  fallback: {
    type: "path",
    default: "",
    description:
      "Module, relative to the project, whose default export `(req, server) => Response` answers all other requests.",
    check: within,
  },
  compression: {
    type: "boolean or object",
    default: "`true`",
    description: "Compression (permessage-deflate): on, off, or Bun's `perMessageDeflate` settings.",
    check: compression,
  },
  maxPayloadLength: {
    type: "bytes",
    default: "16 MiB",
    description: "Largest message from a client. A larger one closes the socket with 1009.",
    check: integer(1, BYTES, " of bytes"),
  },
  backpressureLimit: {
    type: "bytes",
    default: "16 MiB",
    description: "How much may wait for a slow client. Messages beyond that are dropped.",
    check: integer(1, BYTES, " of bytes"),
  },
  idleTimeout: {
    type: "0–960 seconds",
    default: "`120`",
    description: "Time without a message or pong after which a socket is closed; 0 means never.",
    check: integer(0, 960, " of seconds"),
  },
  sendPings: {
    type: "boolean",
    default: "`true`",
    description: "Whether the server pings idle clients, so that their sockets do not time out.",
    check: flag,
  },
  closeOnBackpressureLimit: {
    type: "boolean",
    default: "`false`",
    description: "Whether a socket that reaches `backpressureLimit` is closed.",
    check: flag,
  },
  publishToSelf: {
    type: "boolean",
    default: "`false`",
    description: "Whether `ws.publish` reaches the sender too; `ctx.broadcast` always does.",
    check: flag,
  },
  maxConnections: {
    type: "number",
    default: "",
    description: "Largest number of open sockets. Further handshakes get 503.",
    check: integer(1, BYTES),
  },
  shutdownTimeout: {
    type: "seconds",
    default: "`10`",
    description: "How long a shutdown waits for clients to receive what was sent, and for every `onClose`.",
    check: seconds,
  },
  metrics: {
    type: "boolean",
    default: "`false`",
    description: "Whether `GET /metrics` answers in the Prometheus text format.",
    check: flag,
  },
};

/** The size that both byte limits have by default. */
export const DEFAULT_BYTES = 16 * MIB;
