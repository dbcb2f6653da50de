// Measures messages between servers and between workers beside other ways: `npm run bench:scale`; needs redis-server.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { APP, buildApp, COMPUTING, OUT } from "./app.ts";
import { compare } from "./compare.ts";
import { latency } from "./latency.ts";
import { type Peer, plain, SOCKET_IO } from "./peers.ts";
import { type Running, start } from "./process.ts";
import { type Topics, writeScale } from "./report.ts";
import { median } from "./statistics.ts";
import { across, echo, room, upgrades, type Work } from "./works.ts";

const PAIRS = Number(process.argv[2] ?? 15);
const PORT = 7777;

await mkdir(OUT, { recursive: true });
const redis = Bun.spawn(["redis-server", "--port", String(PORT), "--save", ""], { stdout: "ignore" });
const REDIS_URL = `redis://127.0.0.1:${PORT}`;
while (!(await isUp())) await Bun.sleep(20);

const alone = await build("alone", "{}");
const pubsub = await build("pubsub", "{ pubsub: {} }");
const workers = await build("workers", "{ workers: 4 }");
const byHand = plain("Bun.serve and RedisClient by hand", "servers/redis.ts");

async function build(name: string, config: string): Promise<Peer> {
  return plain(`bunbox, ${name}`, await buildApp(name, APP, [], config));
}

async function isUp(): Promise<boolean> {
  try {
    const socket = await Bun.connect({
      hostname: "127.0.0.1",
      port: PORT,
      socket: { data: () => undefined },
    });
    socket.end();
    return true;
  } catch {
    return false;
  }
}

/** A row: the peer beside the floor, each with as many servers as its work needs. */
async function row<Servers>(
  name: string,
  [floor, peer]: readonly [Peer, Peer],
  run: (peer: Peer) => Promise<Servers>,
  work: (peer: Peer, servers: Servers) => Promise<Work> | Work,
  stop: (servers: Servers) => void,
) {
  const [floors, servers] = [await run(floor), await run(peer)];
  const [base, other] = [await work(floor, floors), await work(peer, servers)];
  const compared = await compare(base, other, PAIRS);
  base.end();
  other.end();
  stop(floors);
  stop(servers);
  console.error(`${name}: ${compared.ratio.toFixed(2)}`);
  return { name, ...compared };
}

const one = (peer: Peer, env: Readonly<Record<string, string>> = {}): Promise<Running> =>
  start(peer.runtime, peer.file, { REDIS_URL, ...env });

/** Two servers that hear each other, and no others. */
async function two(peer: Peer): Promise<readonly [Running, Running]> {
  const env = { CHANNEL: crypto.randomUUID() };
  const before = await listeners();
  const servers = [await one(peer, env), await one(peer, env)] as const;
  // Some of them print that they listen before they are subscribed.
  while ([...(await listeners())].filter((id) => !before.has(id)).length < 2) await Bun.sleep(5);
  return servers;
}

/** The connections that are subscribed to something, by Redis's number of each. */
async function listeners(): Promise<Set<string>> {
  const client = new Bun.RedisClient(REDIS_URL);
  const list: unknown = await client.send("CLIENT", ["LIST", "TYPE", "PUBSUB"]);
  client.close();
  return new Set(String(list).match(/^id=\d+/gm));
}

const stopOne = (server: Running): void => server[Symbol.dispose]();
const stopTwo = (servers: readonly Running[]): void => servers.forEach(stopOne);

/** How many more messages two workers answer on two cores than one does. */
async function twoWorkers(): Promise<number> {
  const file = await buildApp("computing", COMPUTING, [], "{ workers: 1 }");
  const servers = await Promise.all(
    [1, 2].map((count) => start("bun", file, { WORKERS: String(count) }, "0,1")),
  );
  const works = await Promise.all(servers.map((each) => echo(plain("computing", file), each, 400, 1)));
  const ratios: number[] = [];
  for (let left = PAIRS; left > 0; left -= 1) {
    const [single, both] = [await works[0]?.slice(), await works[1]?.slice()];
    ratios.push((both?.rate ?? 0) / (single?.rate ?? 0));
  }
  for (const work of works) work.end();
  servers.forEach(stopOne);
  console.error(`two workers: ${median(ratios).toFixed(2)}`);
  return median(ratios);
}

const tables = [];
for (const batch of [1, 32]) {
  const rows = [];
  for (const peer of [
    { ...byHand, name: `${byHand.name}, again` },
    { ...pubsub, name: "bunbox" },
    plain("crossws and ioredis", "servers/crossws-redis.ts"),
    {
      ...SOCKET_IO,
      name: "socket.io and its Redis adapter (Node)",
      file: path.resolve(import.meta.dir, "servers/socket-io-redis.ts"),
    },
  ])
    rows.push(
      await row(
        `${batch} in flight, ${peer.name}`,
        [byHand, peer],
        two,
        (each, servers) => across(each, servers, batch),
        stopTwo,
      ),
    );
  const title =
    batch === 1
      ? "One message in flight between two servers"
      : `${batch} messages in flight between two servers`;
  tables.push({
    title,
    rows: rows.map((each) => ({ ...each, name: each.name.replace(/^\d+ in flight, /, "") })),
  });
}
const hub = await row(
  "hub",
  [plain("Bun.spawn IPC", "servers/ipc.ts"), workers],
  one,
  (peer, server) => room(peer, server, 32),
  stopOne,
);
const handshake = await row(
  "handshake",
  [alone, pubsub],
  one,
  (_, server) => upgrades(["/ws/room"], server, 16),
  stopOne,
);
const messages = await row(
  "echo",
  [alone, pubsub],
  one,
  (peer, server) => echo(peer, server, 1, 32),
  stopOne,
);
const { stdout } = Bun.spawnSync(
  ["taskset", "-c", "0", process.execPath, path.join(import.meta.dir, "topics.ts")],
  {
    env: { ...process.env, REDIS_URL },
  },
);
const topics: Topics = JSON.parse(stdout.toString());

const [carried, bare] = [await two(pubsub), await two(plain("bare", "servers/bare-redis.ts"))];
const delay = await latency(pubsub, [carried, bare]);
stopTwo(carried);
stopTwo(bare);
console.error(`latency: ${(delay[0] / delay[1]).toFixed(2)}`);

await writeScale({
  pairs: PAIRS,
  tables,
  hub,
  handshake,
  messages,
  topics,
  delay,
  twoWorkers: await twoWorkers(),
});
redis.kill();
process.exit(0);
