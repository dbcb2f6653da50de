// Every option of bunbox.config.ts: its kind, its default, its description and its reader, in one entry each.
//
// The settings of a build and the checks are made from this table as it is; `npm run docs` writes runtime/config.ts (the
// types) and docs/configuration.md from it.
import type { Config } from "../../runtime/config.ts";
import {
  bytes,
  clientModule,
  count,
  deflate,
  file,
  flag,
  integer,
  type OptionKind,
  MIB,
  originList,
  pemFiles,
  seconds,
  text,
  urlPath,
  within,
} from "./kinds.ts";

/** Who reads an option: the build, the server, or Bun.serve, to which the server passes it on as `websocket`. */
export type Reader = "build" | "server" | "Bun";

/** One option of bunbox.config.ts. */
export interface Option<Value = unknown> {
  readonly kind: OptionKind;
  /** `null` for none. */
  readonly default: Value | null;
  /** In Markdown: editors show it, and docs/configuration.md. */
  readonly description: string;
  readonly reader: Reader;
  /** What its reader calls it, where that is not the option's name. */
  readonly alias?: string;
}

type Options = { readonly [Name in keyof Config]-?: Option<Required<Config>[Name]> };

/** Every option, in the order of the documentation. */
export const OPTIONS: Options = {
  routes: {
    kind: within,
    default: "app/ws",
    description: "Folder of the route files, relative to the project. Its own URL is always `/ws`.",
    reader: "build",
  },
  outfile: {
    kind: file,
    default: "dist/server.js",
    description: "File that the build writes, relative to the project.",
    reader: "build",
  },
  client: {
    kind: clientModule,
    default: null,
    description:
      "TypeScript module that the build writes for clients, relative to the project: [typed paths and messages](clients.md).",
    reader: "build",
  },
  port: {
    kind: integer(0, 65_535),
    default: 3000,
    description:
      "Port to listen on, 0 for any free one. The variable `PORT` overrides it when the server starts.",
    reader: "server",
  },
  host: {
    kind: text,
    default: "0.0.0.0",
    description: "Address to listen on. The variable `HOST` overrides it when the server starts.",
    reader: "server",
  },
  unix: {
    kind: file,
    default: null,
    description: "Unix socket to listen on, in place of `port` and `host`.",
    reader: "server",
  },
  tls: {
    kind: pemFiles,
    default: null,
    description: "PEM files, read when the server starts, relative to the folder in which it starts.",
    reader: "server",
  },
  origins: {
    kind: originList,
    default: [],
    description: "Pages of other hosts that may connect: exact origins, or `https://*.example.com`.",
    reader: "server",
  },
  health: {
    kind: urlPath,
    default: "/healthz",
    description: "Path that answers `GET` with 200, and with 503 while the server shuts down.",
    reader: "server",
  },
  fallback: {
    kind: within,
    default: null,
    description:
      "Module whose default export `(req, server) => Response` answers what no route owns, relative to the project.",
    reader: "build",
  },
  compression: {
    kind: deflate,
    default: true,
    description: "permessage-deflate (RFC 7692): on, off, or Bun's `perMessageDeflate` object.",
    reader: "Bun",
    alias: "perMessageDeflate",
  },
  maxPayloadLength: {
    kind: bytes,
    default: 16 * MIB,
    description: "Largest message from a client; a larger one closes the socket with 1009.",
    reader: "Bun",
  },
  backpressureLimit: {
    kind: bytes,
    default: 16 * MIB,
    description: "What may wait for a slow client before further messages to it are dropped.",
    reader: "Bun",
  },
  idleTimeout: {
    kind: integer(0, 960, "seconds"),
    default: 120,
    description: "Silence, without a message or a pong, after which a socket is closed; 0 for never.",
    reader: "Bun",
  },
  sendPings: {
    kind: flag,
    default: true,
    description: "Whether the server pings idle clients, which keeps living ones connected.",
    reader: "Bun",
  },
  closeOnBackpressureLimit: {
    kind: flag,
    default: false,
    description: "Whether a socket that reaches `backpressureLimit` is closed.",
    reader: "Bun",
  },
  publishToSelf: {
    kind: flag,
    default: false,
    description: "Whether `ws.publish` reaches its own socket; `ctx.broadcast` always does.",
    reader: "Bun",
  },
  maxConnections: {
    kind: count,
    default: null,
    description: "Largest number of open sockets; further handshakes get 503.",
    reader: "server",
  },
  shutdownTimeout: {
    kind: seconds,
    default: 10,
    description:
      "How long a shutdown waits until clients have received what was sent to them, and for every `onClose`.",
    reader: "server",
  },
  metrics: {
    kind: flag,
    default: false,
    description: "Whether `GET /metrics` answers in the Prometheus text format.",
    reader: "server",
  },
};

/** The options of one reader, each with what the reader calls it. */
export function optionsOf(
  reader: Reader,
): readonly (Option & { readonly name: string; readonly as: string })[] {
  const all: readonly (readonly [string, Option])[] = Object.entries(OPTIONS);
  return all
    .filter(([, option]) => option.reader === reader)
    .map(([name, option]) => ({ ...option, name, as: option.alias ?? name }));
}
