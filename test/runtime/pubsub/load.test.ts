// Tests what members of a room on two servers hear while Redis fails, and everybody speaks.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import type { TestProject } from "../../support/project.ts";
import { leaveNothing } from "../../support/proxy.ts";
import { REDIS, type Redis, startRedis } from "../../support/redis.ts";
import { IN_FULL } from "../../support/sample.ts";
import type { RunningServer } from "../../support/server.ts";
import { createLoad, expectNoGap, expectOrder, expectToTheEnd, type Load, type Member } from "./load.ts";
import { createRooms, metric } from "./project.ts";

afterAll(leaveNothing);

const MEGABYTE = 2 ** 20;

/** Two servers with two members each, who speak. */
interface Scene extends AsyncDisposable {
  readonly load: Load;
  readonly servers: readonly [RunningServer, RunningServer];
  /** The members of each. */
  readonly groups: readonly (readonly Member[])[];
  /** Resolves once both servers have logged so many lines, the last of which says this. */
  readonly logged: (what: string, lines?: number) => Promise<void>;
}

describe.skipIf(REDIS.skipped)(`under load, a room on two servers${REDIS.why}`, () => {
  let rooms: TestProject;
  beforeAll(async () => {
    rooms = await createRooms();
  });
  afterAll(() => rooms[Symbol.asyncDispose]());

  async function openScene(redis: Redis): Promise<Scene> {
    const load = createLoad();
    const env = { REDIS_URL: redis.url };
    const servers = await Promise.all([rooms.serve(env), rooms.serve(env)]);
    const groups = await Promise.all(
      servers.map((server) =>
        Promise.all([0, 1].map(async () => load.enter(await server.connect("/ws/rooms/1")))),
      ),
    );
    return {
      load,
      servers,
      groups,
      async logged(what, lines = 1) {
        const pattern = new RegExp(`^(?:[^\\n]*\\n){${lines - 1}}[^\\n]*${what}`);
        await Promise.all(servers.map((server) => server.logged(pattern)));
      },
      async [Symbol.asyncDispose]() {
        for (const server of servers) await server[Symbol.asyncDispose]();
      },
    };
  }

  test.concurrent("is one once Redis comes, in two when it dies, and one when it is back", async () => {
    await using redis = await startRedis();
    await redis.stop();
    await using scene = await openScene(redis);
    const { load, logged, servers } = scene;
    await logged("cannot connect");
    await load.speaksOn();
    await redis.start();
    await logged("is connected", 2);
    await load.goesOn();
    await redis.stop();
    await logged("lost the connection", 3);
    await load.speaksOn();
    await redis.start();
    await logged("is connected", 4);
    await expectOwnWhole(scene);
    for (const server of servers) expect(server.stderr().trim().split("\n")).toHaveLength(4);
  });

  test.concurrent("hears late, and misses nothing, when Redis is frozen for a moment", async () => {
    await using redis = await startRedis();
    await using scene = await openScene(redis);
    const { load, servers } = scene;
    await load.goesOn();
    redis.signal("SIGSTOP");
    await load.speaksOn(500);
    redis.signal("SIGCONT");
    await load.goesOn();
    await load.end();
    expectToTheEnd(load.members, load.members);
    for (const server of servers) expect(server.stderr()).toBe("");
  });

  test.concurrent("is one again when a server that Redis has cut off reads on", async () => {
    await using redis = await startRedis("--client-output-buffer-limit", "pubsub 1mb 0 0");
    await using scene = await openScene(redis);
    const [first, second] = scene.servers;
    await scene.load.goesOn();
    using large = await first.connect("/ws/rooms/1");
    second.signal("SIGSTOP");
    large.send("big 20000000");
    while ((await large.text()).length < 20_000_000);
    second.signal("SIGCONT");
    await second.logged(/is connected after/);
    await expectOwnWhole(scene);
  });

  const KILLS = IN_FULL ? 300 : 20;
  test.concurrent(`is one again, in the same memory, after each of ${KILLS} kills of its connections`, async () => {
    await using redis = await startRedis();
    await using scene = await openScene(redis);
    const { logged, servers } = scene;
    let early: readonly Memory[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await redis.command("CLIENT", "KILL", "TYPE", kill % 2 === 0 ? "pubsub" : "normal");
      await logged("is connected", 2 * kill);
      if (kill === 5) early = await Promise.all(servers.map(memoryOf));
    }
    const late = await Promise.all(servers.map(memoryOf));
    await expectOwnWhole(scene);
    for (const [index, { heap, resident, clients, files }] of late.entries()) {
      const before = early[index] ?? { heap: 0, resident: 0, files: 0 };
      expect(files).toBe(before.files);
      expect(clients).toBeLessThan(10); // two are in use, and the collector may see some of the last ones
      expect(heap).toBeLessThan(before.heap + MEGABYTE);
      expect(resident).toBeLessThan(before.resident + 32 * MEGABYTE);
    }
  }, 300_000);

  test.concurrent("ignores what no server of the project says", async () => {
    await using redis = await startRedis();
    await using scene = await openScene(redis);
    const { load, servers } = scene;
    const COUNT = 300;
    await load.goesOn();
    await Promise.all(
      Array.from({ length: COUNT }, (_, n) =>
        redis.command("PUBLISH", "bunbox:rooms:/ws/rooms/1", `say ${n} 1`),
      ),
    );
    await load.goesOn();
    await load.end();
    expectToTheEnd(load.members, load.members);
    for (const server of servers) expect(await metric(server, "bunbox_pubsub_ignored_total")).toBe(COUNT);
  });

  test.concurrent("hears everything that a server says before it ends, and no process is left", async () => {
    await using redis = await startRedis();
    await using scene = await openScene(redis);
    const { load, servers, groups } = scene;
    const [leaving = [], staying = []] = groups;
    await load.goesOn();
    servers[0].signal("SIGTERM");
    expect(await servers[0].exited).toBe(0);
    await load.until(() => leaving.every(({ closed }) => closed?.code === 1001));
    await load.goesOn();
    await load.end();
    expectToTheEnd(staying, load.members);
    servers[1].signal("SIGTERM");
    expect(await servers[1].exited).toBe(0);
    for (const { pid } of servers) expect(() => process.kill(pid, 0)).toThrow();
  });

  test.concurrent("is in two when Redis refuses, which each server says once", async () => {
    await using redis = await startRedis("--requirepass", "right");
    await using scene = await openScene({ ...redis, url: redis.url.replace("//", "//:wrong@") });
    const { load, logged, servers, groups } = scene;
    await logged("WRONGPASS");
    await load.speaksOn(500);
    for (const group of groups) expectNoGap(group, group);
    for (const server of servers) expect(server.stderr()).toMatch(/^bunbox warning: [^\n]*\n$/);
  });
});

interface Memory {
  readonly heap: number;
  readonly clients: number;
  readonly files: number;
  readonly resident: number;
}

/** What a server holds: bytes of its heap once it is swept, clients of Redis, and open files. */
async function memoryOf(server: RunningServer): Promise<Memory> {
  using client = await server.connect("/ws/rooms/memory");
  client.send("memory");
  const [heap = 0, clients = 0]: readonly number[] = JSON.parse(await client.text());
  const resident = Number((await Bun.file(`/proc/${server.pid}/statm`).text()).split(" ")[1]) * 4096;
  return { heap, clients, files: (await readdir(`/proc/${server.pid}/fd`)).length, resident };
}

/** Own clients have missed nothing, and nobody has heard anything twice or out of its sender's order. */
async function expectOwnWhole({ load, groups }: Scene): Promise<void> {
  await load.goesOn();
  await load.end();
  for (const group of groups) expectToTheEnd(group, group);
  expectOrder(load.members, load.members);
  expect(load.open).toHaveLength(4);
}
