// Measures a message, an upgrade, an idle connection and a start beside other servers: `npm run bench`.
// `npm run bench -- 3` measures three pairs instead of fifteen.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { APP, buildApp, OUT } from "./app.ts";
import { compare, type Comparison } from "./compare.ts";
import { bytesPerConnection, heapPerConnection, sizeOfRuntime, timesToPort } from "./idle.ts";
import { FLOOR, type Peer, peers } from "./peers.ts";
import { start } from "./process.ts";
import { type IdleBytes, writeMessages } from "./report.ts";
import { foldersOf, pathsOf } from "./routes.ts";
import { median } from "./statistics.ts";
import { broadcast, echo, upgrades, type Work } from "./works.ts";
import type { Running } from "./process.ts";

const PAIRS = Number(process.argv[2] ?? 15);
const ONLY_MESSAGES =
  'import type { ServerWebSocket } from "@ademattos/bunbox";\nexport function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }\n';

/** The results of one work, for every peer. */
export interface Table {
  readonly title: string;
  readonly rows: readonly (Comparison & { readonly name: string })[];
}

await mkdir(OUT, { recursive: true });
const app = await buildApp("app", APP);
const all = peers(app);

async function table(
  title: string,
  some: readonly Peer[],
  work: (peer: Peer, server: Running) => Promise<Work>,
): Promise<Table> {
  const rows = [];
  for (const peer of some) {
    using floor = await start(FLOOR.runtime, FLOOR.file);
    using server = await start(peer.runtime, peer.file);
    const [base, other] = [await work(FLOOR, floor), await work(peer, server)];
    rows.push({ name: peer.name, ...(await compare(base, other, PAIRS)) });
    base.end();
    other.end();
    console.error(`${title}: ${peer.name} ${rows.at(-1)?.ratio.toFixed(2)}`);
  }
  return { title, rows };
}

/**
 * Measures upgrades with so many routes, against a Set of the paths by hand: alone, and with the checks that bunbox makes and the
 * sockets that it keeps.
 */
async function upgradeTable(count: number): Promise<Table> {
  const paths = pathsOf(count);
  const list = path.join(OUT, `paths-${count}.json`);
  await Bun.write(list, JSON.stringify(paths));
  const byHand = path.join(import.meta.dir, "servers/bun-routes.ts");
  const checked = path.join(import.meta.dir, "servers/bun-checked.ts");
  const bunbox = await buildApp(`routes-${count}`, routesOf(count));
  const comparisons = [
    ["Bun.serve by hand, again", byHand, byHand],
    ["Bun.serve by hand, with the same checks", byHand, checked],
    ["bunbox", byHand, bunbox],
    ["bunbox, beside the checks by hand", checked, bunbox],
  ] as const;
  const rows = [];
  for (const [name, base, file] of comparisons) {
    using floor = await start("bun", base, { PATHS: list });
    using server = await start("bun", file, { PATHS: list });
    rows.push({ name, ...(await compare(upgrades(paths, floor, 16), upgrades(paths, server, 16), PAIRS)) });
    console.error(`upgrades, ${count} routes: ${name} ${rows.at(-1)?.ratio.toFixed(2)}`);
  }
  return { title: `Upgrades, ${count.toLocaleString("en")} routes`, rows };
}

function routesOf(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(foldersOf(count).map((folder) => [folder, ONLY_MESSAGES]));
}

async function idle(bytes: typeof bytesPerConnection, runs: number): Promise<IdleBytes> {
  const medianOf = async (file: string, at: string): Promise<number> => {
    const found = [];
    while (found.length < runs) found.push(await bytes(file, at));
    return median(found);
  };
  return {
    floor: await medianOf(FLOOR.file, "/ws/echo"),
    static: await medianOf(app, "/ws/echo"),
    dynamic: await medianOf(app, "/ws/rooms/1"),
  };
}

const tables = [
  await table("Echo, one message in flight", all, (peer, server) => echo(peer, server, 1, 1)),
  await table("Echo, 32 messages in flight", all, (peer, server) => echo(peer, server, 1, 32)),
  await table("Echo, 32 clients with one message each", all, (peer, server) => echo(peer, server, 32, 1)),
  await table("Broadcast to 200", all, (peer, server) => broadcast(peer, server, 200)),
  await upgradeTable(10),
  await upgradeTable(10_000),
];
const thousand = await buildApp("routes-1000", routesOf(1000));
const matching = Bun.spawnSync([process.execPath, path.join(import.meta.dir, "matching.ts")]);
const result = {
  pairs: PAIRS,
  tables,
  heap: await idle(heapPerConnection, 1),
  memory: await idle(bytesPerConnection, 5),
  start: {
    ten: await timesToPort([FLOOR.file, app], PAIRS),
    thousand: await timesToPort([FLOOR.file, thousand], PAIRS),
  },
  size: await sizeOfRuntime(),
  matching: JSON.parse(matching.stdout.toString()),
};
await writeMessages(result);
process.exit(0);
