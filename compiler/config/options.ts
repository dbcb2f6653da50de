// The table of options: docs/configuration.md and the check of bunbox.config.ts are made from it.
import type { Config } from "../../runtime/config.ts";
import {
  type Check,
  client,
  compression,
  external,
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
    description: "Folder of the route files, relative to the project. Its own URL is always `/ws`.",
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
      "TypeScript module that the build writes for clients, relative to the project: [typed paths and messages](clients.md).",
    check: client,
  },
  port: {
    type: "0–65535",
    default: "`3000`",
    description:
      "Port to listen on, 0 for any free one. The variable `PORT` overrides it when the server starts.",
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
    description: "Unix socket to listen on, in place of `port` and `host`.",
    check: file,
  },
  tls: {
    type: "`{ cert, key }`",
    default: "",
    description: "PEM files, read when the server starts, relative to the folder in which it starts.",
    check: tls,
    keys: ["cert", "key"],
  },
  origins: {
    type: "string[]",
    default: "`[]`",
    description: "Pages of other hosts that may connect: exact origins, or `https://*.example.com`.",
    check: origins,
  },
  health: {
    type: "path or `false`",
    default: "`/healthz`",
    description: "Path that answers `GET` with 200, and with 503 while the server shuts down.",
    check: health,
  },
  fallback: {
    type: "path",
    default: "",
    description: "Module whose default export `(req, server) => Response` answers what no route owns.",
    check: within,
  },
  external: {
    type: "string[]",
    default: "`[]`",
    description:
      "Packages that stay outside the output, by name or `@scope/*`: those that [read files of their own](imports.md#packages-that-read-files). The build copies each to `node_modules` beside the server, with every file that it reads.",
    check: external,
  },
  compression: {
    type: "boolean or object",
    default: "`true`",
    description: "permessage-deflate: on, off, or Bun's `perMessageDeflate` object.",
    check: compression,
  },
  maxPayloadLength: {
    type: "bytes",
    default: "16 MiB",
    description: "Largest message from a client; a larger one closes the socket.",
    check: integer(1, BYTES, " of bytes"),
  },
  backpressureLimit: {
    type: "bytes",
    default: "16 MiB",
    description: "What may wait for a slow client before further messages to it are dropped.",
    check: integer(1, BYTES, " of bytes"),
  },
  idleTimeout: {
    type: "0–960 seconds",
    default: "`120`",
    description: "Silence after which a socket is closed; 0 for never.",
    check: integer(0, 960, " of seconds"),
  },
  sendPings: {
    type: "boolean",
    default: "`true`",
    description: "Whether the server pings idle clients, which keeps living ones connected.",
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
    description: "Whether `ws.publish` reaches its own socket; `ctx.broadcast` always does.",
    check: flag,
  },
  maxConnections: {
    type: "number",
    default: "",
    description: "Largest number of open sockets; further handshakes get 503.",
    check: integer(1, BYTES),
  },
  shutdownTimeout: {
    type: "seconds",
    default: "`10`",
    description: "How long a shutdown waits for every `onClose`.",
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
