// The table of options: docs/configuration.md, the README's table and the check of bunbox.config.ts are made from it.
import type { Config } from "../../runtime/config.ts";

/** What a wrong value is told, or `null` for a right one. */
export type Check = (value: unknown) => string | null;

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

const text: Check = (value) =>
  typeof value === "string" && value !== "" ? null : "a text that is not empty";
const flag: Check = (value) => (typeof value === "boolean" ? null : "true or false");

const file: Check = (value) =>
  text(value) ?? (String(value).includes("\0") ? "a path without a NUL character" : null);

function integer(least: number, most: number, unit = ""): Check {
  const expected = `a whole number${unit} from ${least} to ${most}`;
  return (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? null : expected;
}

const tls: Check = (value) => {
  if (!isRecord(value)) return "`{ cert, key }`, the paths of two PEM files";
  return file(value["cert"]) === null && file(value["key"]) === null
    ? null
    : "`{ cert, key }`, both paths of PEM files";
};

const origins: Check = (value) => {
  const expected =
    "a list of origins such as `https://example.com` or `https://*.example.com`, without a path";
  if (!Array.isArray(value)) return expected;
  return value.every((origin) => typeof origin === "string" && isOrigin(origin)) ? null : expected;
};

/** An origin as browsers send it: lower case, no default port, no path (RFC 6454, section 6.2). */
function isOrigin(origin: string): boolean {
  const plain = origin.replace(/^(https?:\/\/)\*\./, "$1wildcard.");
  if (plain.includes("*")) return false;
  if (/^https?:\/\//.test(plain)) return URL.canParse(plain) && new URL(plain).origin === plain;
  return /^[a-z][a-z\d+.-]*:\/\/[\w.-]*$/.test(plain);
}

const health: Check = (value) =>
  value === false || (typeof value === "string" && /^(?:\/[\w\-.!~*'()]+)+$/.test(value))
    ? null
    : "a path such as `/healthz`, or false";

const SIZES = new Set([
  "disable",
  "shared",
  "dedicated",
  "3KB",
  "4KB",
  "8KB",
  "16KB",
  "32KB",
  "64KB",
  "128KB",
  "256KB",
]);

const compression: Check = (value) => {
  const expected = "true, false, or `{ compress, decompress }` as Bun's `perMessageDeflate` takes it";
  if (typeof value === "boolean") return null;
  if (!isRecord(value)) return expected;
  const fine = Object.entries(value).every(
    ([key, setting]) =>
      (key === "compress" || key === "decompress") &&
      (typeof setting === "boolean" || (typeof setting === "string" && SIZES.has(setting))),
  );
  return fine ? null : expected;
};

const MIB = 1024 * 1024;
const BYTES = 2 ** 32 - 1;

/** Every option, in the order of the documentation. */
export const OPTIONS: Readonly<Record<keyof Config, Option>> = {
  routes: {
    type: "path",
    default: "`app/ws`",
    description: "Folder of the route files, relative to the project. Its own URL is always `/ws`.",
    check: file,
  },
  outfile: {
    type: "path",
    default: "`dist/server.js`",
    description: "File that the build writes, relative to the project.",
    check: file,
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
    check: file,
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
    check: (value) =>
      typeof value === "number" && value >= 0 && value <= 3600 ? null : "a number of seconds from 0 to 3600",
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

/** Whether a value is an object with named properties. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
