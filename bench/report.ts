// Writes the results of the benches into docs/performance.md and its plots. Each bench writes its own half of the page.
import os from "node:os";
import path from "node:path";
import { REPOSITORY } from "../test/support/project.ts";
import type { Comparison } from "./compare.ts";
import type { Edits } from "./dev.ts";
import { draw } from "./plot.ts";

const PAGE = path.join(REPOSITORY, "docs/performance.md");

interface Row extends Comparison {
  readonly name: string;
}

/** Bytes per idle connection, by hand and of bunbox. */
export interface IdleBytes {
  readonly floor: number;
  readonly static: number;
  readonly dynamic: number;
}

/** The results of `npm run bench`. */
export interface Messages {
  readonly pairs: number;
  readonly tables: readonly { readonly title: string; readonly rows: readonly Row[] }[];
  /** Of the heap alone. */
  readonly heap: IdleBytes;
  /** Of the whole process. */
  readonly memory: IdleBytes;
  /** Milliseconds to an open port, of the floor and of bunbox. */
  readonly start: {
    readonly ten: readonly [number, number];
    readonly thousand: readonly [number, number];
  };
  readonly size: { readonly bytes: number; readonly gzipped: number };
  /** Nanoseconds. */
  readonly matching: readonly {
    readonly routes: number;
    readonly static: number;
    readonly dynamic: number;
    readonly miss: number;
    readonly canonical: number;
    /** One `Map.get` of the same paths. */
    readonly lookup: number;
  }[];
}

/** The results of `npm run bench:build` for one size of project. */
export interface Built {
  readonly routes: number;
  readonly rows: readonly {
    readonly name: string;
    /** Milliseconds. */
    readonly wall: number;
    readonly cpu: number;
    /** Bytes: the largest process. */
    readonly memory: number;
  }[];
  /** The time of one row, divided by that of another in the same round. */
  readonly ratios: readonly { readonly name: string; readonly floor: string; readonly ratio: number }[];
  readonly edits: Edits;
}

/** Writes the first half of the page, and its plots. */
export async function writeMessages(messages: Messages): Promise<void> {
  const text = [
    `Measured ${machine()}, in ${messages.pairs} pairs of slices of 0.3 s. The order changes with`,
    "each pair. The servers run on one core, and the load generator on the other. **µs CPU** is the CPU time of the server per message or upgrade.",
    "**Ratio** is the CPU time of `Bun.serve` by hand divided by that of the server in the same pair: 1 means the same cost, 0.5 means",
    "twice the cost. The table has the median, and the middle half of the pairs. **Load** is how busy the load generator was.",
    "",
  ];
  for (const { title, rows } of messages.tables) {
    const file = `performance/${slug(title)}.svg`;
    const bars = rows.map(({ name, ratio }) => ({ label: name, value: ratio, shown: ratio.toFixed(2) }));
    const subtitle = "Work for the same CPU time, Bun.serve by hand = 1; longer is better";
    await Bun.write(path.join(REPOSITORY, "docs", file), draw({ title, subtitle, bars }));
    text.push(`### ${title}`, "", `![${title}](${file})`, "", ...tableOf(rows), "");
  }
  const { heap, memory, start, size, matching } = messages;
  text.push(
    "### At rest",
    "",
    "| | `Bun.serve` by hand | bunbox | difference |",
    "| --- | --: | --: | --: |",
    ...idleRows("bytes of the heap per idle connection of 10,000", heap),
    ...idleRows("bytes of all memory, which comes in pages", memory),
    `| ms to an open port, a few routes | ${tenth(start.ten[0])} | ${tenth(start.ten[1])} | ${tenth(start.ten[1] - start.ten[0])} |`,
    `| ms to an open port, 1,000 routes | ${tenth(start.thousand[0])} | ${tenth(start.thousand[1])} | ${tenth(start.thousand[1] - start.thousand[0])} |`,
    `| runtime in the output, minified (names kept) | | ${whole(size.bytes)} bytes | ${whole(size.gzipped)} gzipped |`,
    "",
    "### Matching a path",
    "",
    "Nanoseconds per path. Every path is a new string, in random order.",
    "",
    "| routes | static | with a parameter | no match | normalizing the path, before that | a `Map.get` of the same paths |",
    "| --: | --: | --: | --: | --: | --: |",
    ...matching.map(
      (row) =>
        `| ${whole(row.routes)} | ${whole(row.static)} | ${whole(row.dynamic)} | ${whole(row.miss)} | ${whole(row.canonical)} | ${whole(row.lookup)} |`,
    ),
    "",
  );
  await replaceIn("messages", text);
}

function tableOf(rows: readonly Row[]): readonly string[] {
  return [
    "| | ratio | middle half | µs CPU | per second | p50 µs | p99 | p99.9 | load |",
    "| --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ...rows.map(({ name, ratio, spread, cpu, rate, latency: { p50, p99, p999 }, load }) => {
      const half = spread.map((each) => each.toFixed(2)).join("–");
      const times = [p50, p99, p999].map(whole).join(" | ");
      return `| ${name} | **${ratio.toFixed(2)}** | ${half} | ${(cpu / 1000).toFixed(2)} | ${whole(rate)} | ${times} | ${load.toFixed(2)} |`;
    }),
  ];
}

/** What 100,000 topics cost a server. */
export interface Topics {
  /** Until all of them are heard on a new connection, at best of five, in seconds. */
  readonly seconds: number;
  /** The same by Bun's client alone. */
  readonly byHand: number;
  /** Heap per topic, in bytes. */
  readonly bytes: number;
}

/** The results of `npm run bench:scale`. */
export interface Scale {
  readonly pairs: number;
  readonly tables: Messages["tables"];
  /** The supervisor's CPU per message of a worker, beside that of a parent with IPC. */
  readonly hub: Row;
  /** Handshakes with the option `pubsub`, beside those without. */
  readonly handshake: Row;
  /** Echoed messages with the option, beside those without. */
  readonly messages: Row;
  readonly topics: Topics;
  /** Median microseconds until the other server's client hears a message, and the same with a publish and receive alone. */
  readonly delay: readonly [number, number];
  /** Messages per second of two workers on two cores, divided by those of one. */
  readonly twoWorkers: number;
}

/** Writes the part of the page about several servers, and its plots. */
export async function writeScale(scale: Scale): Promise<void> {
  const { pairs, tables, hub, handshake, messages, topics, delay, twoWorkers } = scale;
  const text = [
    `Measured ${machine()}, in ${pairs} pairs of slices of 0.3 s, with one Redis. An operation is a message that a client of one server`,
    "sends, and a client of each of two servers gets; **µs CPU** is of both servers together. **Ratio** compares with `Bun.serve` and",
    "`RedisClient` by hand, with one channel and JSON.",
    "",
  ];
  for (const { title, rows } of tables) {
    const file = `performance/${slug(title)}.svg`;
    const bars = rows.map(({ name, ratio }) => ({ label: name, value: ratio, shown: ratio.toFixed(2) }));
    const subtitle = "Work for the same CPU time, by hand = 1; longer is better";
    await Bun.write(path.join(REPOSITORY, "docs", file), draw({ title, subtitle, bars }));
    text.push(`### ${title}`, "", `![${title}](${file})`, "", ...tableOf(rows), "");
  }
  text.push(
    "### Around them",
    "",
    "| | |",
    "| --- | --: |",
    `| supervisor of four workers, µs CPU per message that a worker publishes | ${(hub.cpu / 1000).toFixed(2)} |`,
    `| the same, beside a parent that uses the IPC of \`Bun.spawn\` | ${(1 / hub.ratio).toFixed(2)} of its CPU |`,
    `| a handshake into a topic that the server hears, beside a server without \`pubsub\` | ${(1 / handshake.ratio).toFixed(2)} of its CPU |`,
    `| a message to its sender alone, beside a server without \`pubsub\` | ${(1 / messages.ratio).toFixed(2)} of its CPU |`,
    `| median until a client of the other server hears a message, beside a server that only publishes and receives (${whole(delay[1])} µs) | ${(delay[0] / delay[1]).toFixed(2)} of its time |`,
    `| two workers on two cores, beside one: messages per second of a route that computes | ${twoWorkers.toFixed(2)} times as many |`,
    `| subscribing to 100,000 topics again, at best | ${topics.seconds.toFixed(2)} s (Bun's client alone: ${topics.byHand.toFixed(2)} s) |`,
    `| memory per topic | ${whole(topics.bytes)} bytes |`,
    "",
  );
  await replaceIn("scale", text);
}

/** The results of `npm run bench:incoming`. */
export interface Schemas {
  readonly pairs: number;
  /** Each library with `incoming`, and by hand again. */
  readonly rows: readonly Row[];
  /** How long the message is. */
  readonly bytes: number;
}

/** Writes the part of the page about schemas. */
export async function writeSchemas({ pairs, rows, bytes }: Schemas): Promise<void> {
  await replaceIn("schemas", [
    `Measured ${machine()}, in ${pairs} pairs of slices of 0.3 s, with 32 messages of ${bytes} bytes and six fields in flight.`,
    "**Ratio** compares with the same library and the same schema, called in `onMessage` after `JSON.parse`.",
    "",
    ...tableOf(rows),
    "",
  ]);
}

/** Writes the second half of the page. */
export async function writeBuilds(builds: readonly Built[], pairs: number): Promise<void> {
  const ratioOf = ({ ratios }: Built, name: string): string =>
    ratios
      .filter((each) => each.name === name)
      .map(({ ratio, floor }) => `**${ratio.toFixed(2)}** of ${floor}`)
      .join(", ");
  const text = [
    `Measured ${machine()}, in ${pairs} rounds. The table has medians. A ratio compares times of the same round.`,
    "",
    "| routes | | seconds | ratio | CPU seconds | largest process |",
    "| --: | --- | --: | --- | --: | --: |",
    ...builds.flatMap((built) =>
      built.rows.map(
        ({ name, wall, cpu, memory }) =>
          `| ${whole(built.routes)} | ${name} | ${(wall / 1000).toFixed(2)} | ${ratioOf(built, name)} | ${(cpu / 1000).toFixed(2)} | ${whole(memory / 1024 / 1024)} MiB |`,
      ),
    ),
    "",
    "### An edit under `bunbox dev`",
    "",
    "The time from saving a route until the new code answers a new connection. Types are checked at the same time.",
    "",
    "| routes | ms | middle half |",
    "| --: | --: | --: |",
    ...builds.map(
      ({ routes, edits: { median, spread } }) =>
        `| ${whole(routes)} | **${whole(median)}** | ${spread.map(whole).join("–")} |`,
    ),
    "",
  ];
  const bars = builds.flatMap(({ routes, rows, ratios }) =>
    rows
      .filter(
        (row) =>
          !row.name.includes("edit") &&
          ratios.some(({ name, floor }) => row.name === name || row.name === floor),
      )
      .map(({ name, wall }) => ({
        label: `${name}, ${whole(routes)}`,
        value: wall,
        shown: `${(wall / 1000).toFixed(2)} s`,
      })),
  );
  const chart = { title: "Builds by number of routes", subtitle: "Seconds; shorter is better", bars };
  await Bun.write(path.join(REPOSITORY, "docs/performance/builds.svg"), draw(chart));
  await replaceIn("builds", ["![Builds](performance/builds.svg)", "", ...text]);
}

/** Replaces the lines between two marks of the page. */
export async function replaceIn(part: string, lines: readonly string[]): Promise<void> {
  const page = await Bun.file(PAGE).text();
  const [before = "", rest = ""] = page.split(`<!-- ${part} -->\n`);
  const after = rest.split(`<!-- /${part} -->`)[1] ?? "";
  await Bun.write(PAGE, `${before}<!-- ${part} -->\n${lines.join("\n")}<!-- /${part} -->${after}`);
}

function machine(): string {
  const [cpu] = os.cpus();
  return `on ${new Date().toISOString().slice(0, 10)} with Bun ${Bun.version}, Node ${nodeVersion()}, on ${os.cpus().length} cores of ${cpu?.model.trim()}, Linux ${os.release()}`;
}

function nodeVersion(): string {
  return Bun.spawnSync(["node", "--version"]).stdout.toString().trim().slice(1);
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^a-z\d]+/g, "-");
}

function idleRows(what: string, bytes: IdleBytes): readonly string[] {
  const row = (name: string, own: number): string =>
    `| ${name} | ${whole(bytes.floor)} | ${whole(own)} | ${whole(own - bytes.floor)} |`;
  return [row(`${what}, static route`, bytes.static), row("the same, dynamic route", bytes.dynamic)];
}

function whole(number: number): string {
  return Math.round(number).toLocaleString("en");
}

function tenth(number: number): string {
  return number.toFixed(1);
}
