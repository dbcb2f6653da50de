// Measures how long it takes to connect with many topics, beside Bun's client by hand, and what a topic costs the process.
// Run by scale.ts.
import { heapStats } from "bun:jsc";
import { connectRedis } from "../runtime/pubsub/redis.ts";

const TOPICS = 100_000;
const url = process.env["REDIS_URL"] ?? "";
const local = { deliver: () => undefined, count: () => 1, missed: () => undefined };

const names = Array.from({ length: TOPICS }, (_, topic) => `/ws/rooms/${topic}`);
const byHand = await subscribeByHand();
Bun.gc(true);
const before = heapStats().heapSize;
const began = performance.now();
const driver = connectRedis({ url, prefix: "bench", gap: "keep", queue: 16 * 1024 * 1024 }, local);
for (const name of names) void driver.join(name);
while (!driver.counts.up) await Bun.sleep(1);
const seconds = (performance.now() - began) / 1000;
Bun.gc(true);
console.log(JSON.stringify({ seconds, byHand, bytes: (heapStats().heapSize - before) / TOPICS }));
process.exit(0);

/** Subscribes in arrays as long as the driver's, and waits for a message to the last channel. Returns seconds. */
async function subscribeByHand(): Promise<number> {
  const client = new Bun.RedisClient(url, { autoReconnect: false });
  await client.connect();
  const start = performance.now();
  const { promise, resolve } = Promise.withResolvers<void>();
  for (let at = 0; at < TOPICS; at += 500) {
    const channels = names.slice(at, at + 500).map((name) => `by-hand:${name}`);
    client.subscribe(channels, () => resolve()).catch(() => undefined);
  }
  client.send("PUBLISH", [`by-hand:${names.at(-1)}`, ""]).catch(() => undefined);
  await promise;
  const taken = (performance.now() - start) / 1000;
  client.close();
  return taken;
}
