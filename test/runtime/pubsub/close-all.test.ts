// Tests that `closeAll` closes the sockets of a topic in every process, through Redis and through the supervisor of workers.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { NO_DRIVER, type Local } from "../../../runtime/pubsub/driver.ts";
import { createClosingCarrier } from "../../../runtime/pubsub/closing.ts";
import { type Client, three } from "../../support/client.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import { leaveNothing } from "../../support/proxy.ts";
import { REDIS, type Redis, startRedis } from "../../support/redis.ts";
import type { RunningServer } from "../../support/server.ts";
import { DEVICES } from "./devices.ts";
import { metric } from "./project.ts";

function say(client: Client, words: object): void {
  client.send(JSON.stringify(words));
}

/** Texts that look like the order to close, in every form that it has ever had on its way. */
const IMITATIONS = [
  '["user:1",4001,"imitated"]',
  'c["user:1",4001,"imitated"]',
  'tAAAAAAAA["user:1",4001,""]',
];

function describeClosing(open: (user: string) => Promise<readonly [Client, Client, Client]>): void {
  test("closes the sockets of a topic in every process, after what was published before", async () => {
    const [a, b, c] = await open("7");
    const [other] = await open("8");
    const [admin] = await open("admin");
    say(other, { verb: "subscribe", topic: "closed-7" });
    say(other, { verb: "ping" });
    expect(await other.text()).toBe("pong");
    say(admin, { verb: "end", topic: "user:7", code: 4001, reason: "Signed out" });
    expect(await admin.text()).toBe("ended 1");
    for (const client of [a, b, c]) {
      expect(await client.closed).toEqual({ code: 4001, reason: "Signed out" });
      expect(await client.text()).toBe("before");
      expect(client.pending).toBe(0);
    }
    // Each process has called onClose with the code.
    for (let heard = 0; heard < 3; heard += 1) expect(await other.text()).toBe("4001 Signed out");
  });

  test("obeys nothing that user code can publish", async () => {
    const clients = await open("1");
    const [sender] = await open("sender");
    const topics = ["user:1", "c", "~", "\0", " ", "bunbox:users:", "\u{d800}"];
    for (const topic of topics) {
      for (const data of IMITATIONS)
        for (const verb of ["publish", "bytes", "socket"]) say(sender, { verb, topic, data });
    }
    for (const verb of ["publish", "socket", "subscribe"]) {
      say(sender, { verb, topic: "", data: IMITATIONS[0] });
      expect(await sender.text()).toMatch(/requires a (?:non-empty )?topic/);
    }
    say(sender, { verb: "publish", topic: "user:1", data: "the end" });
    for (const client of clients) {
      while ((await client.text()) !== "the end");
      say(client, { verb: "ping" });
      expect(await client.text()).toBe("pong");
    }
  });
}

describe.skipIf(REDIS.skipped)(`three servers${REDIS.why}`, () => {
  let redis: Redis;
  let project: TestProject;
  let servers: readonly RunningServer[];
  beforeAll(async () => {
    const config = "export default { pubsub: {}, metrics: true };";
    [redis, project] = await Promise.all([
      startRedis(),
      createProject({ ...DEVICES, "bunbox.config.ts": config }),
    ]);
    await project.build();
    servers = await Promise.all([1, 2, 3].map(() => project.serve({ REDIS_URL: redis.url })));
  });
  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
    await leaveNothing();
  });

  const open = async (user: string): Promise<readonly [Client, Client, Client]> => {
    const clients = await Promise.all(servers.map((server) => server.connect(`/ws/${user}`)));
    for (const [index, client] of clients.entries())
      expect(await client.text()).toBe(String(servers[index]?.pid));
    // A socket that subscribes cannot wait for Redis.
    await redis.subscribed(`bunbox:users:user:${user}`, 3);
    return three(clients);
  };
  describeClosing(open);

  test("ignores an order that no server has written", async () => {
    const clients = await open("5");
    const orders = [
      "",
      "{",
      "{}",
      "[]",
      '["user:5"]',
      '["user:5",1005,""]',
      '["user:5","4001",""]',
      '[5,4001,""]',
      "null",
    ];
    for (const order of orders) {
      await redis.command("PUBLISH", "bunbox:users:", `tAAAAAAAA${order}`);
      await redis.command("PUBLISH", "bunbox:users:", `bAAAAAAAA${btoa(order)}`);
    }
    await redis.command("PUBLISH", "bunbox:users:user:5", "tAAAAAAAAthe end");
    for (const client of clients) expect(await client.text()).toBe("the end");
  });

  test("closes when a program orders it that has no socket yet", async () => {
    const clients = await open("9");
    const ran = Bun.spawn([process.execPath, "mounting.ts", "user:9"], {
      cwd: project.root,
      env: { ...process.env, REDIS_URL: redis.url },
    });
    for (const client of clients) expect((await client.closed).code).toBe(4003);
    ran.kill();
    expect(await new Response(ran.stdout).text()).toBe("closed 0\n");
  });

  test("counts the topics without that of the orders", async () => {
    await using server = await project.serve({ REDIS_URL: redis.url });
    while ((await metric(server, "bunbox_pubsub_up")) !== 1);
    expect(await metric(server, "bunbox_pubsub_topics")).toBe(0);
    using client = await server.connect("/ws/topics");
    await client.text();
    expect(await metric(server, "bunbox_pubsub_topics")).toBe(2);
  });

  test("lets a socket of a route with `subscribe = false` connect without its topic", async () => {
    const channel = "bunbox:users:/ws/silent/1";
    const [server] = servers;
    using client = await server?.connect("/ws/silent/1");
    expect(await redis.command("PUBSUB", "CHANNELS", channel)).toEqual([]);
    client?.send("join");
    expect(await client?.text()).toBe("joined");
    await redis.subscribed(channel);
  });
});

describe("three workers", () => {
  let project: TestProject;
  let server: RunningServer;
  beforeAll(async () => {
    project = await createProject({ ...DEVICES, "bunbox.config.ts": "export default { workers: 3 };" });
    await project.build();
    server = await project.serve();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  const open = async (user: string): Promise<readonly [Client, Client, Client]> => {
    // The kernel chooses the worker, so some sockets are too many.
    const placed = new Map<string, Client>();
    while (placed.size < 3) {
      const client = await server.connect(`/ws/${user}`);
      const pid = await client.text();
      if (placed.has(pid)) {
        client.close();
        await client.closed;
      } else placed.set(pid, client);
    }
    return three([...placed.values()]);
  };
  describeClosing(open);
});

test("the topic of the orders is never left", () => {
  let local: Local | undefined;
  const joined: string[] = [];
  createClosingCarrier((own) => {
    local = own;
    return { ...NO_DRIVER, join: (topic) => void joined.push(topic) };
  }, true);
  expect(joined).toEqual([""]);
  expect([local?.count(""), local?.count("nobody")]).toEqual([1, 0]);
});
