// Tests what bunbox does about the habits of Bun's Redis client, with a server that answers as the test decides.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { once } from "node:events";
import { connect } from "node:net";
import { frame, OPCODE } from "../../support/frames.ts";
import type { TestProject } from "../../support/project.ts";
import { handshake } from "../../support/raw.ts";
import { type ScriptedRedis, startScriptedRedis } from "../../support/scripted-redis.ts";
import { createRooms } from "./project.ts";

const PREFIX = "bunbox:rooms:";

/** The messages of the rooms: not those to a server's own channel. */
function messages(redis: ScriptedRedis): readonly string[] {
  return redis
    .sent("PUBLISH")
    .filter(([channel]) => channel?.startsWith(PREFIX))
    .map(([, message = ""]) => message.replace(/^(.).{8}/, "$1 "));
}

/** Resolves once a server has sent what it sends at its start: a sign of life, and the barrier. */
function started(redis: ScriptedRedis): Promise<void> {
  return redis.until(() => redis.sent("PUBLISH").length === 2);
}

function subscribedTo(redis: ScriptedRedis, topic: string): number {
  return redis.sent("SUBSCRIBE").filter((channels) => channels.includes(`${PREFIX}${topic}`)).length;
}

describe("a server", () => {
  let project: TestProject;
  beforeAll(async () => {
    project = await createRooms();
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test.concurrent("does not believe the client's promise: a handshake waits for a message to itself", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    await started(redis);
    const release = redis.hold("PUBLISH");
    let open = false;
    const connecting = server.connect("/ws/rooms/1").then((client) => {
      open = true;
      return client;
    });
    await redis.until(() => subscribedTo(redis, "/ws/rooms/1") === 1);
    await redis.until(() => redis.sent("PUBLISH").length === 3);
    // The subscription has been confirmed; a request that comes after that is answered first.
    expect((await server.fetch("/healthz")).status).toBe(200);
    expect(open).toBe(false);
    release();
    using client = await connecting;
    client.send("all");
    expect(await client.text()).toBe("all 1");
  });

  test.concurrent("lets a client in after a second if Redis does not answer", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    await started(redis);
    redis.hold("PUBLISH");
    const began = performance.now();
    using client = await server.connect("/ws/rooms/1");
    expect(performance.now() - began).toBeWithin(900, 5000);
    client.send("alone");
    expect(await client.text()).toBe("alone");
  });

  test.concurrent("subscribes in arrays, not one by one", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    await started(redis);
    const release = redis.hold("PUBLISH");
    const ROOMS = 200;
    const connecting = Promise.all(
      Array.from({ length: ROOMS }, (_, room) => server.connect(`/ws/rooms/${room}`)),
    );
    await redis.until(() => redis.sent("SUBSCRIBE").length === 2); // its own channel, and the first room
    release();
    for (const client of await connecting) client.close();
    const arrays = redis.sent("SUBSCRIBE");
    expect(arrays.flat()).toHaveLength(ROOMS + 1);
    expect(arrays.length).toBeLessThan(ROOMS / 4);
  });

  test.concurrent("replaces both connections when one is lost, and subscribes once again", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    using client = await server.connect("/ws/rooms/1");
    for (let loss = 1; loss <= 4; loss += 1) {
      const pair = redis.connections.filter(({ open }) => open);
      expect(pair).toHaveLength(2);
      pair[loss % 2]?.end();
      await redis.until(() => subscribedTo(redis, "/ws/rooms/1") === loss + 1);
      await redis.until(() => redis.connections.filter(({ open }) => open).length === 2);
      await server.logged(new RegExp(`(?:is connected[^]*){${loss}}`));
    }
    // Another server would be heard once.
    const listener = redis.connections.find(
      ({ open, commands }) => open && commands.some(([name]) => name === "SUBSCRIBE"),
    );
    expect(listener?.commands.filter(([name]) => name === "SUBSCRIBE").flat()).toHaveLength(4);
    // Between its own channel and the topics, a message to itself: many topics are not silence.
    const names = listener?.commands.map(([name]) => name);
    expect(names?.slice(-4)).toEqual(["SUBSCRIBE", "PUBLISH", "SUBSCRIBE", "PUBLISH"]);
    await other(redis, "/ws/rooms/1", "tAAAAAAAAonce", "tAAAAAAAAend");
    expect([await client.text(), await client.text()]).toEqual(["once", "end"]);
  });

  test.concurrent("does not send later what it could not send", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    using client = await server.connect("/ws/rooms/1");
    client.send("before");
    await redis.until(() => messages(redis).length === 1);
    const release = redis.hold("HELLO");
    for (const connection of redis.connections) connection.end();
    await server.logged(/lost the connection/);
    client.send("meanwhile");
    expect([await client.text(), await client.text()]).toEqual(["before", "meanwhile"]);
    release();
    await server.logged(/is connected/);
    client.send("after");
    await redis.until(() => messages(redis).length === 2);
    expect(messages(redis)).toEqual(["t before", "t after"]);
  });

  test.concurrent("sends bytes as text, because the client sends nothing else", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    using client = await server.connect("/ws/rooms/1");
    client.send(new Uint8Array([0, 255, 13, 10]));
    await redis.until(() => messages(redis).length === 1);
    expect(messages(redis)).toEqual(["b AP8NCg=="]);
    await other(redis, "/ws/rooms/1", "B12345678AP8NCg==");
    const bytes = [await client.next(), await client.next()];
    expect(bytes.map((each) => Buffer.from(each).toString("hex"))).toEqual(["00ff0d0a", "00ff0d0a"]);
  });

  test.concurrent("publishes in one write what one turn of its loop has brought", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    const socket = connect(server.port, "127.0.0.1", () => socket.write(handshake("/ws/rooms/1")));
    await once(socket, "data");
    socket.resume();
    const MESSAGES = 100;
    const frames = Buffer.concat(
      Array.from({ length: MESSAGES }, (_, n) => frame(OPCODE.text, `message ${n}`)),
    );
    const ROUNDS = 10;
    for (let round = 1; round <= ROUNDS; round += 1) {
      socket.write(frames);
      await redis.until(() => messages(redis).length === round * MESSAGES);
    }
    socket.destroy();
    const expected = Array.from({ length: MESSAGES }, (_, n) => `t message ${n}`);
    expect(messages(redis)).toEqual(Array.from({ length: ROUNDS }, () => expected).flat());
    const talker = redis.connections.find(({ commands }) =>
      commands.some(([, , text]) => text?.endsWith("9")),
    );
    expect(talker?.segments).toBeLessThan(5 * ROUNDS);
  });

  test.concurrent("says within ten seconds that Redis greets and then does not answer, and tries again", async () => {
    await using redis = startScriptedRedis();
    const releases = ["SUBSCRIBE", "PUBLISH", "PING"].map((name) => redis.hold(name));
    const began = performance.now();
    await using server = await project.serve({ REDIS_URL: redis.url });
    using client = await server.connect("/ws/rooms/1");
    await server.logged(/^[^\n]* cannot connect [^\n]* \(no answer\);[^\n]*\n$/);
    expect(performance.now() - began).toBeLessThan(10_000);
    client.send("alone");
    expect(await client.text()).toBe("alone");
    for (const release of releases) release();
    await server.logged(/^[^\n]*\n[^\n]* is connected [^\n]*\n$/);
  }, 20_000);

  test.concurrent("leaves the topics that nobody is on any more, and comes back to them", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    const first = await server.connect("/ws/rooms/1");
    using stays = await server.connect("/ws/rooms/2");
    first.close();
    await redis.until(() => redis.sent("UNSUBSCRIBE").length > 0);
    expect(redis.sent("UNSUBSCRIBE")).toEqual([[`${PREFIX}/ws/rooms/1`]]);
    using again = await server.connect("/ws/rooms/1");
    expect(subscribedTo(redis, "/ws/rooms/1")).toBe(2);
    await other(redis, "/ws/rooms/1", "t12345678once", "t12345678end");
    expect([await again.text(), await again.text()]).toEqual(["once", "end"]);
    expect(stays.pending).toBe(0);
  }, 20_000);
});

/** Publishes as another server would. */
async function other(redis: ScriptedRedis, topic: string, ...texts: readonly string[]): Promise<void> {
  const client = new Bun.RedisClient(redis.url, { autoReconnect: false });
  for (const text of texts) await client.publish(`${PREFIX}${topic}`, text);
  client.close();
}
