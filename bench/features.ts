// Measures what a feature adds to an output, a message, an upgrade and an idle socket: `bun bench/features.ts [PAIRS]`.
//
// Each feature is compared with the same app that does without it. The results are in docs/performance.md.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { buildApp, OUT } from "./app.ts";
import { heapPerConnection } from "./idle.ts";
import { type Peer, plain } from "./peers.ts";
import { type Running, start } from "./process.ts";
import { quantile } from "./statistics.ts";
import { echo, type Work } from "./works.ts";

const PAIRS = Number(process.argv[2] ?? 14);
const ONLY = process.argv[3];

/** A feature: the files of an app without it, and of one with it. */
interface Feature {
  readonly name: string;
  readonly without: Readonly<Record<string, string>>;
  readonly having: Readonly<Record<string, string>>;
}

const IMPORT =
  'import { closeAll, publish, publishTo, type ServerWebSocket, sockets, type WebSocketContext } from "@ademattos/bunbox";\n';
const ECHO =
  "export function onMessage(ws: ServerWebSocket<unknown>, message: string | Buffer) { ws.send(message); }\n";
const PLAIN = { echo: `${IMPORT}${ECHO}` };

/** An app that answers as an expression says. */
function answering(answer: string): Readonly<Record<string, string>> {
  return {
    echo: `${IMPORT}export function onMessage(ws: ServerWebSocket<unknown>, message: string | Buffer, ctx: WebSocketContext) { ${answer}; }\n`,
  };
}

/** An `onClose` that runs a statement only for a close code that no client of this benchmark sends. */
function closing(statement: string): string {
  return `export function onClose(_: unknown, __: unknown, code: number) { if (code === 4999) { ${statement}; } }\n`;
}

const DATA = 'return req.url === "" ? false : { data: { user: "ada" } };';

const FEATURES: readonly Feature[] = [
  { name: "nothing", without: PLAIN, having: PLAIN },
  {
    name: "a guard, beside the same code in upgrade",
    without: { echo: `${IMPORT}export function upgrade(req: Request) { ${DATA} }\n${ECHO}` },
    having: { ...PLAIN, "echo/_guard.ts": `export function guard(req: Request) { ${DATA} }\n` },
  },
  {
    name: "two guards and upgrade, beside upgrade",
    without: { echo: `${IMPORT}export function upgrade(req: Request) { ${DATA} }\n${ECHO}` },
    having: {
      echo: `${IMPORT}export function upgrade(req: Request) { ${DATA} }\n${ECHO}`,
      "echo/_guard.ts": `export function guard(req: Request) { ${DATA} }\n`,
      "_guard.ts": `export function guard(req: Request) { ${DATA} }\n`,
    },
  },
  {
    name: "publishTo, beside publish",
    without: answering('publish("ws-echo", JSON.stringify({ text: String(message) }))'),
    having: answering('publishTo("/ws/echo", {}, { text: String(message) })'),
  },
  {
    name: "ctx.send, beside ws.send",
    without: answering("ws.send(JSON.stringify({ text: String(message) }))"),
    having: answering("ctx.send(ws, { text: String(message) })"),
  },
  { name: "ordered = true", without: PLAIN, having: { echo: `${PLAIN.echo}export const ordered = true;\n` } },
  {
    name: "subscribe = false",
    without: { echo: `${PLAIN.echo}export function onOpen() {}\n` },
    having: { echo: `${PLAIN.echo}export function onOpen() {}\nexport const subscribe = false;\n` },
  },
  {
    name: "sockets",
    without: { echo: `${PLAIN.echo}${closing("code")}` },
    having: {
      echo: `${PLAIN.echo}${closing('for (const each of sockets("a")) each.close()')}`,
    },
  },
  {
    name: "closeAll",
    without: { echo: `${PLAIN.echo}${closing("code")}` },
    having: { echo: `${PLAIN.echo}${closing('closeAll("a")')}` },
  },
];

await mkdir(OUT, { recursive: true });
console.log("| | output, gzipped | µs a message | µs an upgrade | bytes an idle socket |");
for (const [index, feature] of FEATURES.entries()) {
  if (ONLY !== undefined && !feature.name.includes(ONLY)) continue;
  const files = await Promise.all(
    [feature.without, feature.having].map((app, which) => buildBoth(`feature-${index}-${which}`, app)),
  );
  const [without, having] = files;
  if (without === undefined || having === undefined) throw new Error("there are two");
  const isJson = feature.name.startsWith("publishTo") || feature.name.startsWith("ctx.send");
  const peerOf = ({ file }: Built): Peer => ({
    ...plain(feature.name, file),
    answer: (_work, text) => 2 + (isJson ? JSON.stringify({ text }) : text).length,
  });
  const message = await difference([without, having], (built, server) =>
    echo(peerOf(built), server, 1, 1000),
  );
  const upgrade = handshakeTime(having.file) - handshakeTime(without.file);
  const memory =
    (await heapPerConnection(having.file, "/ws/echo")) - (await heapPerConnection(without.file, "/ws/echo"));
  console.log(
    `| ${feature.name} | ${having.gzipped - without.gzipped} | ${message.toFixed(2)} | ${upgrade.toFixed(2)} | ${memory.toFixed(0)} |`,
  );
}

/** An output that runs, and the size of the same output minified. */
interface Built {
  readonly file: string;
  readonly gzipped: number;
}

async function buildBoth(name: string, app: Readonly<Record<string, string>>): Promise<Built> {
  const small = await buildApp(`${name}-small`, app, ["--minify", "--sourcemap", "none"]);
  const gzipped = gzipSync(await Bun.file(small).bytes(), { level: 9 }).length;
  return { file: await buildApp(name, app), gzipped };
}

/** How much more CPU time the second app takes than the first, in microseconds: of the least disturbed slices of each. */
async function difference(
  [first, second]: readonly [Built, Built],
  workOf: (built: Built, server: Running) => Promise<Work>,
): Promise<number> {
  using one = await start("bun", first.file);
  using other = await start("bun", second.file);
  const works = [await workOf(first, one), await workOf(second, other)] as const;
  for (const work of works) await work.slice();
  const costs: [number[], number[]] = [[], []];
  for (let pair = 0; pair < PAIRS; pair += 1)
    for (const at of pair % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const))
      costs[at].push((await works[at].slice()).cpu);
  for (const work of works) work.end();
  return (quantile(costs[1], 0.1) - quantile(costs[0], 0.1)) / 1000;
}

/** Microseconds of CPU time that a handshake takes within the output. */
function handshakeTime(file: string): number {
  const script = path.join(import.meta.dir, "servers/handshakes.ts");
  const ran = Bun.spawnSync(["taskset", "-c", "0", process.execPath, script], {
    env: { ...process.env, FILE: file },
    stderr: "inherit",
  });
  return Number(ran.stdout.toString());
}
