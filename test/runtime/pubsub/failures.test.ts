// Tests what clients and the log see when Redis fails: own clients go on, others miss the gap, nothing comes twice.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Client } from "../../support/client.ts";
import type { TestProject } from "../../support/project.ts";
import { freePort, leaveNothing } from "../../support/proxy.ts";
import { REDIS, startRedis } from "../../support/redis.ts";
import { IN_FULL } from "../../support/sample.ts";
import { openSlowPath } from "../../support/slow-path.ts";
import { createRooms, metric, untilCounted } from "./project.ts";

afterAll(leaveNothing);

/** Sends to the client's own room until the other hears it. */
async function untilHeard(from: Client, to: Client, word: string): Promise<void> {
  for (let heard = ""; heard !== word;) {
    from.send(word);
    await from.text();
    await Bun.sleep(20); // it asks again: there is no event for "the others are back"
    while (to.pending > 0) heard = await to.text();
  }
}

describe.skipIf(REDIS.skipped)(`a server${REDIS.why}`, () => {
  let rooms: TestProject;
  beforeAll(async () => {
    rooms = await createRooms();
  });
  afterAll(() => rooms[Symbol.asyncDispose]());

  test.concurrent("serves without Redis, says so once, and joins the others when Redis comes", async () => {
    const port = await freePort();
    await using server = await rooms.serve({ REDIS_URL: `redis://user:secret@127.0.0.1:${port}` });
    await server.logged(/cannot connect/);
    using client = await server.connect("/ws/rooms/1");
    client.send("alone");
    expect(await client.text()).toBe("alone");
    client.send("all");
    expect(await client.text()).toBe("all 1");
    expect(await (await server.fetch("/healthz")).text()).toBe("ok\npubsub down\n");
    expect(server.stderr()).toMatch(
      /^bunbox warning: cannot connect to Redis at 127\.0\.0\.1:\d+ \(.*\); until it is back, messages stay within this server\n$/,
    );
    expect(server.stderr()).not.toContain("secret");
  });

  test.concurrent("loses the time of an outage and no more", async () => {
    await using redis = await startRedis();
    await using first = await rooms.serve({ REDIS_URL: redis.url });
    await using second = await rooms.serve({ REDIS_URL: redis.url });
    using a = await first.connect("/ws/rooms/1");
    using b = await second.connect("/ws/rooms/1");
    a.send("before");
    expect([await a.text(), await b.text()]).toEqual(["before", "before"]);

    await redis.stop();
    await Promise.all([first.logged(/lost the connection/), second.logged(/lost the connection/)]);
    a.send("between");
    expect(await a.text()).toBe("between");
    expect(await metric(first, "bunbox_pubsub_up")).toBe(0);
    expect(await metric(first, 'bunbox_pubsub_lost_total{reason="down"}')).toBe(1);

    await redis.start();
    await Promise.all([first.logged(/is connected/), second.logged(/is connected/)]);
    expect(first.stderr()).toMatch(/is connected after \d+ s; 1 message did not reach other servers\n$/);
    for (const text of ["after", "once"]) {
      b.send(text);
      expect([await a.text(), await b.text()]).toEqual([text, text]);
    }
    expect(await metric(first, "bunbox_pubsub_reconnects_total")).toBe(1);
  });

  test.concurrent("closes its sockets with 1012 after a gap, if the option says so", async () => {
    await using redis = await startRedis();
    await using project = await createRooms({ pubsub: { gap: "close" } });
    await using server = await project.serve({ REDIS_URL: redis.url });
    using client = await server.connect("/ws/rooms/1");
    await redis.stop();
    await redis.start();
    expect(await client.closed).toEqual({ code: 1012, reason: "Messages may have been missed" });
    using again = await server.connect("/ws/rooms/1");
    again.send("here");
    expect(await again.text()).toBe("here");
  });

  test.concurrent("drops the newest messages once too much waits for a frozen Redis", async () => {
    await using redis = await startRedis();
    await using project = await createRooms({ pubsub: { queue: 200_000 } });
    await using first = await project.serve({ REDIS_URL: redis.url });
    await using second = await project.serve({ REDIS_URL: redis.url });
    using a = await first.connect("/ws/rooms/1");
    using b = await second.connect("/ws/rooms/1");
    a.send("hello");
    expect([await a.text(), await b.text()]).toEqual(["hello", "hello"]);
    redis.signal("SIGSTOP");
    const COUNT = 300;
    const padding = "x".repeat(50_000); // the kernel's buffers take some megabytes
    a.send(`count ${COUNT} ${padding}`);
    for (let n = 0; n < COUNT; n += 1) await a.text();
    const full = await metric(first, 'bunbox_pubsub_lost_total{reason="full"}');
    expect(full).toBeGreaterThan(0);
    redis.signal("SIGCONT");
    for (let n = 0; n < COUNT - full; n += 1) expect((await b.text()).split(" ")[1]).toBe(String(n));
    await untilHeard(a, b, "on");
  });

  test.concurrent("delivers what its last handlers publish before it ends", async () => {
    await using redis = await startRedis();
    await using slow = await openSlowPath(redis.port, 20);
    await using first = await rooms.serve({ REDIS_URL: `redis://127.0.0.1:${slow.port}` });
    await using second = await rooms.serve({ REDIS_URL: redis.url });
    const MEMBERS = 200;
    using watcher = await second.connect("/ws/rooms/1");
    await Promise.all(Array.from({ length: MEMBERS }, () => first.connect("/ws/rooms/1")));
    await untilCounted(watcher, MEMBERS + 1);
    first.signal("SIGTERM");
    for (let left = 0; left < MEMBERS; left += 1) expect(await watcher.text()).toBe("left");
    expect(await first.exited).toBe(0);
  });

  test.if(IN_FULL)("stays connected to a Redis that takes 3 s to answer", async () => {
    await using redis = await startRedis();
    await using slow = await openSlowPath(redis.port, 1500);
    await using far = await rooms.serve({ REDIS_URL: `redis://127.0.0.1:${slow.port}` });
    await using near = await rooms.serve({ REDIS_URL: redis.url });
    using a = await far.connect("/ws/rooms/1");
    using b = await near.connect("/ws/rooms/1");
    await redis.subscribed("bunbox:rooms:/ws/rooms/1", 2);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      from.send("hello");
      expect([await from.text(), await to.text()]).toEqual(["hello", "hello"]);
    }
    expect(far.stderr()).toBe("");
  });

  test.if(IN_FULL)(
    "replaces the connections of a Redis that has been frozen for 20 s",
    async () => {
      await using redis = await startRedis();
      await using server = await rooms.serve({ REDIS_URL: redis.url });
      using client = await server.connect("/ws/rooms/1");
      redis.signal("SIGSTOP");
      const began = performance.now();
      await server.logged(/lost the connection to Redis at \S+ \(no answer\)/);
      expect(performance.now() - began).toBeLessThan(21_000);
      redis.signal("SIGCONT");
      await server.logged(/is connected after/);
      client.send("all");
      expect(await client.text()).toBe("all 1");
    },
    60_000,
  );
});
