// Tests that a room whose members are on several servers is one room, through a real Redis.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import type { Client } from "../../support/client.ts";
import { REPOSITORY, type TestProject } from "../../support/project.ts";
import { leaveNothing } from "../../support/proxy.ts";
import { REDIS, type Redis, startRedis } from "../../support/redis.ts";
import { IN_FULL } from "../../support/sample.ts";
import type { RunningServer } from "../../support/server.ts";
import { expectInOrder, expectPassedOn } from "./delivery-checks.ts";
import { createRooms, untilCounted } from "./project.ts";

describe.skipIf(REDIS.skipped)(`servers with one Redis${REDIS.why}`, () => {
  let redis: Redis;
  let project: TestProject;
  let servers: readonly RunningServer[];

  beforeAll(async () => {
    [redis, project] = await Promise.all([startRedis(), createRooms()]);
    const env = { REDIS_URL: redis.url };
    servers = await Promise.all([project.serve(env), project.serve(env), project.serve(env)]);
  });
  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
    await leaveNothing();
  });

  /** One client per server, in a room of their own. */
  async function meet(room: string): Promise<readonly [Client, Client, Client]> {
    const [a, b, c] = await Promise.all(servers.map((server) => server.connect(`/ws/rooms/${room}`)));
    if (a === undefined || b === undefined || c === undefined) throw new Error("there are three");
    return [a, b, c];
  }

  test("are one room: what one member says, all hear, and when one leaves", async () => {
    const [a, b, c] = await meet("one");
    using other = await servers[1]?.connect("/ws/rooms/other");
    a.send("hello");
    for (const client of [a, b, c]) expect(await client.text()).toBe("hello");
    c.send("route");
    for (const client of [a, b, c]) expect(await client.json()).toEqual({ to: "all" });
    b.send("others");
    for (const client of [a, c]) expect(await client.text()).toBe("others");
    b.send("here");
    expect(await b.text()).toBe("here");
    await untilCounted(a, 3);
    c.close();
    for (const client of [a, b]) expect(await client.text()).toBe("left");
    await untilCounted(a, 2);
    expect([a.pending, b.pending, other?.pending]).toEqual([0, 0, 0]);
  });

  test("pass on text and bytes as they are", async () => {
    const [a, b, c] = await meet("bytes");
    await expectPassedOn(a, [a, b, c], 20_000);
    a.send("blob");
    for (const client of [a, b, c]) {
      // This server's own order is Bun's.
      const heard = [String(await client.next()), String(await client.next())];
      expect(heard).toEqual(["blob", "after"]);
    }
  });

  const TOPICS = [
    "a:b",
    "*",
    "a~b",
    "?[x]",
    "nul\0nul",
    "😀",
    "with space",
    `long${"g".repeat(2000)}`,
    "rooms~",
  ];
  test("share topics of any name", async () => {
    const [a, b] = await meet("topics");
    for (const topic of TOPICS) {
      const name = JSON.stringify(topic).replaceAll(" ", "\\u0020");
      b.send(`subscribe ${name}`);
      // The subscription cannot wait, so ask until it is in force.
      b.send(`publish ${name} ready`);
      expect(await b.text()).toBe("ready");
      await redis.subscribed(`bunbox:rooms:${topic}`);
      a.send(`publish ${name} to ${topic.length}`);
      expect(await b.text()).toBe(`to ${topic.length}`);
    }
    expect(a.pending).toBe(0);
  });

  test("keep each sender's order, and deliver each message once", async () => {
    const PER_SENDER = IN_FULL ? 25_000 : 2000;
    await using fourth = await project.serve({ REDIS_URL: redis.url });
    const all = [...servers, fourth];
    const receivers = await Promise.all([...all, ...all].map((server) => server.connect("/ws/rooms/order")));
    const senders = receivers.slice(0, all.length);
    await expectInOrder(senders, receivers, PER_SENDER);
  }, 60_000);

  test("have the metrics that docs/scaling.md lists", async () => {
    const [first] = servers;
    const text = (await (await first?.fetch("/metrics"))?.text()) ?? "";
    const served = [...text.matchAll(/^# TYPE (bunbox_pubsub_\w+)/gm)].map(([, name = ""]) => name);
    const page = await Bun.file(path.join(REPOSITORY, "docs/scaling.md")).text();
    const listed = [...page.matchAll(/`(bunbox_pubsub_\w+)`/g)].map(([, name = ""]) => name);
    expect([...new Set(listed)].toSorted()).toEqual(served.toSorted());
  });

  test("say that they are connected", async () => {
    const [first] = servers;
    expect(await (await first?.fetch("/healthz"))?.text()).toBe("ok\npubsub up\n");
    expect(await (await first?.fetch("/metrics"))?.text()).toContain("\nbunbox_pubsub_up 1\n");
    expect(servers.map((server) => server.stderr())).toEqual(["", "", ""]);
  });
});
