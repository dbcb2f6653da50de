// Measures how long it takes to subscribe to many topics again, beside Bun's client by hand, and what a topic costs the
// process. Run by scale.ts.
import { heapStats } from "bun:jsc";
import { openLink, type RedisLink } from "../runtime/pubsub/redis-link.ts";
import { createTopics } from "../runtime/pubsub/topics.ts";

const TOPICS = 100_000;
const ROUNDS = 5;
const url = process.env["REDIS_URL"] ?? "";
const own = { control: "bench~control", probe: "pbench" };
const names = Array.from({ length: TOPICS }, (_, topic) => `/ws/rooms/${topic}`);

let link: RedisLink | undefined;
let passed: (() => void) | undefined;
const topics = createTopics({
  subscribe: (list) => link?.subscribe(list.map((topic) => `bench:${topic}`)),
  unsubscribe: () => undefined,
  barrier() {
    link?.publishAfterSubscribing(own.control, "barrier");
    return new Promise((resolve) => {
      passed = resolve;
    });
  },
  count: () => 1,
});

Bun.gc(true);
const before = heapStats().heapSize;
for (const name of names) void topics.join(name);
const times: number[] = [];
const byHand: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  byHand.push(await subscribeByHand());
  link = await openLink(url, own, {
    message: (text) => text === "barrier" && passed?.(),
    lost: () => undefined,
    unconfirmed: () => undefined,
  });
  link.subscribe([own.control]);
  const began = performance.now();
  await topics.connected();
  times.push((performance.now() - began) / 1000);
  if (round < ROUNDS - 1) link.close();
}
Bun.gc(true);
const bytes = (heapStats().heapSize - before) / TOPICS;
console.log(JSON.stringify({ seconds: Math.min(...times), byHand: Math.min(...byHand), bytes }));
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
