// Defines every option of bunbox.config.ts in one entry: its kind, its default, its description and its reader.
//
// The settings and their checks use this table directly; `npm run docs` writes runtime/config.ts (the types) and
// docs/configuration.md from it.
import type { Config } from "../../runtime/config.ts";
import { advisePort } from "./advice.ts";
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
  packageList,
  seconds,
  within,
  word,
} from "./kinds.ts";
import { clientLimits, proxyList } from "./client-kinds.ts";
import { baseUrl, hostName, originList, routePatterns, urlPath } from "./url-kinds.ts";
import { redisPubSub, workerCount } from "./scaling-kinds.ts";
import { tlsCertificates } from "./tls-kind.ts";

/** Who reads an option: the build, the server, or Bun.serve, to which the server passes it on as `websocket`. */
export type Reader = "build" | "server" | "Bun";

/** One option of bunbox.config.ts. */
export interface Option<Value = unknown> {
  readonly kind: OptionKind;
  /** `null` if there is no default. */
  readonly default: Value | null;
  /** In Markdown. Editors and docs/configuration.md show it. */
  readonly description: string;
  readonly reader: Reader;
  /** The name that its reader uses, if that is not the option's name. */
  readonly alias?: string;
}

type Options = { readonly [Name in keyof Config]-?: Option<Required<Config>[Name]> };

/** Every option, in the order of the documentation. */
export const OPTIONS: Options = {
  routes: {
    kind: within,
    default: "app/ws",
    description:
      "Folder of the route files, relative to the project. Its URL is `base`, whatever its name is.",
    reader: "build",
  },
  base: {
    kind: baseUrl,
    default: "/ws",
    description:
      "URL of the routes folder: `/api/live`, or `/` for the root. The topics of the routes do not change with it.",
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
      "TypeScript module for clients that the build also writes, relative to the project. See [typed clients](clients.md).",
    reader: "build",
  },
  port: {
    kind: { ...integer(0, 65_535), advise: advisePort },
    default: 3000,
    description:
      "Port to listen on; 0 takes any free port. The variable `PORT` overrides it when the server starts.",
    reader: "server",
  },
  host: {
    kind: hostName,
    default: "0.0.0.0",
    description: "Address to listen on. The variable `HOST` overrides it when the server starts.",
    reader: "server",
  },
  unix: {
    kind: file,
    default: null,
    description: "Path of a Unix socket to listen on, instead of `port` and `host`.",
    reader: "server",
  },
  tls: {
    kind: tlsCertificates,
    default: null,
    description:
      "Paths of PEM files, relative to the folder in which the server starts: the certificate with its chain, and its key. They are read when the server starts, and again at SIGHUP; open sockets stay. With `ca`, a client must present a certificate that one of these authorities has signed. A list has one certificate per `serverName`; clients that ask for another name get the first one. The variable `TLS_PASSPHRASE` decrypts the keys. See [TLS](deployment.md#tls).",
    reader: "server",
  },
  origins: {
    kind: originList,
    default: [],
    description:
      'Origins of other sites whose pages may connect: `https://example.com`, `https://*.example.com` for all subdomains, `moz-extension://*` for all of a scheme. `"*"` lets every page connect. The variable `ORIGINS`, a list with commas, replaces it when the server starts.',
    reader: "server",
  },
  guarded: {
    kind: routePatterns,
    default: [],
    description:
      "Patterns of routes that must not let everybody in: `/ws/admin/**`. They match the paths that `bunbox routes` prints: `*` is one segment, `**` any number, none included. A route that matches and has neither a [guard](guide.md#guard-all-routes-of-a-folder) nor an `upgrade` is an error, and so is a pattern that matches no route.",
    reader: "build",
  },
  trustedProxies: {
    kind: proxyList,
    default: [],
    description:
      'Your proxies: addresses, ranges such as `10.0.0.0/8`, and `"loopback"`, which includes a Unix socket. If the peer is one of them, `remoteAddress` is the [client\'s address](deployment.md#who-the-client-is) from `X-Forwarded-For` or `Forwarded`. Without the option, these headers are not read.',
    reader: "build",
  },
  health: {
    kind: urlPath,
    default: "/healthz",
    description:
      "Path of the health check, or `false` for none. `GET` gets 200, and 503 while the server shuts down.",
    reader: "server",
  },
  fallback: {
    kind: within,
    default: null,
    description:
      "Module, relative to the project, whose default export `(req, server) => Response` answers all other requests, and a plain `GET` of a route's URL.",
    reader: "build",
  },
  external: {
    kind: packageList,
    default: [],
    description:
      "Packages that stay outside the output, by name or `@scope/*`: those that [read files of their own](imports.md#packages-that-read-files). The build copies each to `node_modules` beside the server, with every file that it reads.",
    reader: "build",
  },
  compression: {
    kind: deflate,
    default: true,
    description: "Compression (permessage-deflate): on, off, or Bun's `perMessageDeflate` settings.",
    reader: "Bun",
    alias: "perMessageDeflate",
  },
  maxPayloadLength: {
    kind: bytes,
    default: 16 * MIB,
    description: "Largest message from a client. A larger one closes the socket with 1009.",
    reader: "Bun",
  },
  backpressureLimit: {
    kind: bytes,
    default: 16 * MIB,
    description: "How much may wait for a slow client. Messages beyond that are dropped.",
    reader: "Bun",
  },
  idleTimeout: {
    kind: integer(0, 960, "seconds"),
    default: 60,
    description:
      "Time without a message or pong after which a socket is closed; 0 means never. The server pings a silent client 16 seconds before, which is soon enough for the usual [load balancers](deployment.md#silent-clients).",
    reader: "Bun",
  },
  sendPings: {
    kind: flag,
    default: true,
    description: "Whether the server pings idle clients, so that their sockets do not time out.",
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
    description: "Whether `ws.publish` reaches the sender too; `ctx.broadcast` always does.",
    reader: "Bun",
  },
  maxConnections: {
    kind: count,
    default: null,
    description: "Largest number of open sockets; each worker counts its own. Further handshakes get 503.",
    reader: "server",
  },
  limits: {
    kind: clientLimits,
    default: null,
    description:
      "What one client may do; see [limits](server.md#limits). `connectionsPerAddress`: open sockets per address; further handshakes get 503. `messagesPerSecond`: messages per socket; one that sends more is closed with 1008. `upgradeTimeout`: seconds that an asynchronous `upgrade` may take, by default 30 if `limits` is set; then the client gets 503. Each worker counts its own clients.",
    reader: "build",
  },
  shutdownTimeout: {
    kind: seconds,
    default: 10,
    description: "How long a shutdown waits for clients to receive what was sent, and for every `onClose`.",
    reader: "server",
  },
  pubsub: {
    kind: redisPubSub,
    default: null,
    description:
      'Topics reach every server with the same `prefix` through Redis or Valkey; see [scaling](scaling.md). The variable `REDIS_URL` overrides `url` when the server starts. `prefix` is by default `bunbox:` and the package\'s name. `gap: "close"` closes all sockets with 1012 after messages may have been missed, so that clients load their state again; the default is `"keep"`. `queue` is how many bytes may wait for a slow Redis, by default 16 MiB; messages beyond that do not reach other servers.',
    reader: "build",
  },
  workers: {
    kind: workerCount,
    default: null,
    description:
      'How many processes serve the port; see [scaling](scaling.md#several-processes). `"auto"` is as many as there are processors for the server. The variable `WORKERS` overrides it when the server starts. Without the option, the server is one process.',
    reader: "build",
  },
  log: {
    kind: word("text", "json"),
    default: "text",
    description:
      'How the server writes its log: `"text"`, or `"json"` for one JSON object per line. See [the log](server.md#log). `bunbox dev` and tests write text.',
    reader: "build",
  },
  metrics: {
    kind: flag,
    default: false,
    description: "Whether `GET /metrics` answers in the Prometheus text format.",
    reader: "server",
  },
};

/** The options of one reader, each with the name that the reader uses. */
export function optionsOf(
  reader: Reader,
): readonly (Option & { readonly name: string; readonly as: string })[] {
  const all: readonly (readonly [string, Option])[] = Object.entries(OPTIONS);
  return all
    .filter(([, option]) => option.reader === reader)
    .map(([name, option]) => ({ ...option, name, as: option.alias ?? name }));
}
