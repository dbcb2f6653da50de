// Tests how a wrong value of an option is to be written.
import { describe, expect, test } from "bun:test";
import { validate } from "../../../compiler/config/validate.ts";
import { withOptionHint } from "../../../compiler/option-hints.ts";
import type { Diagnostic } from "../../../compiler/model.ts";
import { sourcesOf } from "../rules/project.ts";

const adviceOn = (config: Record<string, unknown>): string | undefined => validate(config)[0]?.hint;

const NUMBER =
  "Write a number. A variable is a text: `Number(process.env.IDLE_TIMEOUT ?? 1)`, with your default.";
const PORT =
  "To take it from the variable PORT, remove `port`: the server reads PORT when it starts. `Number(process.env.PORT ?? 3000)` reads it when you build.";
const PATHS = '`tls: { cert: "cert.pem", key: "key.pem" }`.';

const ADVICE: readonly (readonly [string, unknown, string])[] = [
  ["port", " 3000", `Write \`port: 3000\`, without quotes. ${PORT}`],
  ["port", "http", PORT],
  ["port", Number.NaN, PORT],
  ["port", null, "Remove `port`, or write `undefined`."],
  ["host", "http://Localhost:3000/", 'Write `host: "localhost"`.'],
  ["host", "[::1]:3000", 'Write `host: "[::1]"`.'],
  ["idleTimeout", "60", "Write `idleTimeout: 60`, without quotes."],
  ["idleTimeout", "60s", "Write the number of seconds: `idleTimeout: 60`."],
  ["idleTimeout", "2 min", "Write the number of seconds: `idleTimeout: 2 * 60`."],
  ["idleTimeout", "1h", "Write the number of seconds: `idleTimeout: 1 * 60 * 60`."],
  ["idleTimeout", "6k", NUMBER],
  ["idleTimeout", "sixty", NUMBER],
  ["idleTimeout", 60_000, "The unit is seconds: write `idleTimeout: 60`, not milliseconds."],
  ["idleTimeout", 960_000, "The unit is seconds: write `idleTimeout: 960`, not milliseconds."],
  ["shutdownTimeout", 3_600_000, "The unit is seconds: write `shutdownTimeout: 3600`, not milliseconds."],
  [
    "maxPayloadLength",
    Number.NaN,
    "`Number` of a variable that is not set is NaN: write `Number(process.env.MAX_PAYLOAD_LENGTH ?? 1)`, with your default.",
  ],
  ["maxPayloadLength", "64 kB", "Write the number of bytes: `maxPayloadLength: 64 * 1024`."],
  ["maxPayloadLength", "1MiB", "Write the number of bytes: `maxPayloadLength: 1 * 1024 * 1024`."],
  ["maxPayloadLength", "1g", "Write the number of bytes: `maxPayloadLength: 1 * 1024 * 1024 * 1024`."],
  ["maxPayloadLength", "512 bytes", "Write the number of bytes: `maxPayloadLength: 512`."],
  ["maxConnections", "100", "Write `maxConnections: 100`, without quotes."],
  ["workers", "4", "Write `workers: 4`, without quotes."],
  ["workers", true, 'Write `workers: "auto"` for as many as there are processors.'],
  [
    "workers",
    "",
    "To take it from the variable WORKERS, remove `workers`: the server reads WORKERS when it starts.",
  ],
  ["metrics", "true", "Write `metrics: true`, without quotes."],
  ["metrics", "false", "Write `metrics: false`, without quotes."],
  ["sendPings", 0, "Write `sendPings: false`."],
  ["compression", 1, "Write `compression: true`."],
  [
    "publishToSelf",
    "yes",
    'Write `true` or `false`. A variable is a text: `process.env.PUBLISH_TO_SELF === "true"`.',
  ],
  ["origins", "https://a.example", 'Write a list: `origins: ["https://a.example"]`.'],
  [
    "origins",
    "a.example, https://b.example/",
    'Write a list: `origins: ["https://a.example", "https://b.example"]`.',
  ],
  ["origins", "LOCALHOST:5173", 'Write a list: `origins: ["http://localhost:5173"]`.'],
  ["origins", ["wss://a.example"], 'Write `origins: ["https://a.example"]`.'],
  ["origins", ["https://bücher.example"], 'Write `origins: ["https://xn--bcher-kva.example"]`.'],
  ["origins", ["https://A.example/app", "*"], 'Write `origins: ["https://a.example", "*"]`.'],
  [
    "origins",
    ["https://a.example:443", "http://a.example:80"],
    'Write `origins: ["https://a.example", "http://a.example"]`.',
  ],
  ["origins", "not an origin", 'Write a list: `origins: ["https://example.com"]`.'],
  ["origins", true, 'Write `origins: "*"` to let every page connect.'],
  [
    "origins",
    "",
    "To take it from the variable ORIGINS, remove `origins`: the server reads ORIGINS when it starts.",
  ],
  ["trustedProxies", "10.0.0.0/8, loopback", 'Write a list: `trustedProxies: ["10.0.0.0/8", "loopback"]`.'],
  ["trustedProxies", "proxy", 'Write a list: `trustedProxies: ["loopback"]`.'],
  ["external", "pino", 'Write a list: `external: ["pino"]`.'],
  ["base", "ws/", 'Write `base: "/ws"`.'],
  ["base", "wss://a.example/api/live", 'Write `base: "/api/live"`.'],
  ["base", "", 'Write `base: "/"` for the root.'],
  ["health", "healthz", 'Write `health: "/healthz"`.'],
  ["health", true, "Remove `health`: there is a health check without it."],
  ["routes", "/app/ws", 'Write `routes: "app/ws"`.'],
  ["routes", `${process.cwd()}/src/ws`, 'Write `routes: "src/ws"`.'],
  [
    "fallback",
    () => new Response(),
    'Write the path of a module whose default export is this function: `fallback: "app/pages.ts"`.',
  ],
  ["tls", true, `Write ${PATHS}`],
  ["tls", { cert: "a.pem" }, `Add \`key\`, the path of the private key of the certificate: ${PATHS}`],
  ["tls", [{ key: "a.pem" }], `Add \`cert\`, the path of the certificate with its chain: ${PATHS}`],
  [
    "tls",
    { cert: "-----BEGIN CERTIFICATE-----\n", key: "a" },
    'Write the path of the file, `cert: "cert.pem"`: the server reads it when it starts.',
  ],
  [
    "tls",
    { cert: "a", key: Buffer.from("key") },
    'Write the path of the file, `key: "key.pem"`: the server reads it when it starts.',
  ],
  ["pubsub", "redis://localhost:6379", 'Write `pubsub: { url: "redis://localhost:6379" }`.'],
  ["pubsub", true, "Write `pubsub: {}`."],
  ["limits", { messagesPerSecond: "10" }, "Write `messagesPerSecond: 10`, without quotes."],
  ["limits", { upgradeTimeout: 5000 }, "The unit is seconds: write `upgradeTimeout: 5`, not milliseconds."],
];

for (const [name, value, advice] of ADVICE) {
  test(`${name}: ${Bun.inspect(value)} is corrected`, () => expect(adviceOn({ [name]: value })).toBe(advice));
}

/** Values of which nothing is known that would be right. */
const UNKNOWN: readonly (readonly [string, unknown])[] = [
  ["port", 70_000],
  ["idleTimeout", 961],
  ["idleTimeout", 961_000],
  ["maxPayloadLength", 2 ** 40],
  ["metrics", {}],
  ["origins", [1]],
  ["origins", ["not an origin"]],
  ["origins", {}],
  ["base", "/[id]"],
  ["base", 1],
  ["health", "/a b"],
  ["routes", 1],
  ["routes", "/"],
  ["tls", 1],
  ["tls", { cert: "a", key: 1 }],
  ["pubsub", "localhost"],
  ["limits", 5],
  ["log", "debug"],
];

for (const [name, value] of UNKNOWN) {
  test(`${name}: ${Bun.inspect(value)} is not corrected`, () =>
    expect(adviceOn({ [name]: value })).toBeUndefined());
}

describe("an error of TypeScript about an option", () => {
  const FILE = "bunbox.config.ts";

  function hintAt(
    marked: string,
    change: Partial<Diagnostic> = {},
    config: string | null = FILE,
  ): string | undefined {
    const start = marked.indexOf("«");
    const sources = sourcesOf({ [FILE]: marked.replace("«", "") });
    const place = sources.get(FILE)?.placeOf({ start, end: start }) ?? null;
    const message = "Type 'string | undefined' is not assignable to type 'number | undefined'";
    const error: Diagnostic = { code: "TS2322", severity: "error", message, place, related: [] };
    return withOptionHint(sources, config, { ...error, ...change }).hint;
  }

  const WRONG = "export default { «port: process.env.PORT };";

  test("says how to write a text", () => {
    expect(hintAt(WRONG)).toBe(PORT);
    expect(hintAt('export default { «"idleTimeout": process.env.X };')).toBe(NUMBER);
  });

  test.each<[string, string, Partial<Diagnostic>, string | null]>([
    ["about another type", WRONG, { message: "Type 'boolean' is not assignable to type 'number'" }, FILE],
    ["of another code", WRONG, { code: "TS2345" }, FILE],
    ["without a place", WRONG, { place: null }, FILE],
    ["in another file", WRONG, {}, "bunbox.config.mts"],
    ["in a project without a configuration", WRONG, {}, null],
    ["about another property", "export default { «prot: process.env.PORT };", {}, FILE],
    ["elsewhere", "const port: number = «process.env.PORT;", {}, FILE],
  ])("%s does not", (_what, text, change, config) => {
    expect(hintAt(text, change, config)).toBeUndefined();
  });

  test("keeps its own hint", () => expect(hintAt(WRONG, { hint: "its own" })).toBe("its own"));
});
