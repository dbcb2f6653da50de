// Measures how long Redis takes to subscribe to many topics again, and what a topic costs the process. Run by scale.ts.
import { heapStats } from "bun:jsc";
import { connectRedis } from "../runtime/pubsub/redis.ts";

const TOPICS = 100_000;
const url = process.env["REDIS_URL"] ?? "";
const local = { deliver: () => undefined, count: () => 1, missed: () => undefined };

const names = Array.from({ length: TOPICS }, (_, topic) => `/ws/rooms/${topic}`);
Bun.gc(true);
const before = heapStats().heapSize;
const began = performance.now();
const driver = connectRedis({ url, prefix: "bench", gap: "keep", queue: 16 * 1024 * 1024 }, local);
for (const name of names) void driver.join(name);
while (!driver.counts.up) await Bun.sleep(1);
const seconds = (performance.now() - began) / 1000;
Bun.gc(true);
console.log(JSON.stringify({ seconds, bytes: (heapStats().heapSize - before) / TOPICS }));
process.exit(0);
