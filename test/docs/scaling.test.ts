// Runs the blocks of docs/scaling.md, each on two servers with one Redis.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import type { Client } from "../support/client.ts";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { leaveNothing } from "../support/proxy.ts";
import { REDIS, type Redis, startRedis } from "../support/redis.ts";
import type { RunningServer } from "../support/server.ts";

const PAGE = await Bun.file(path.join(REPOSITORY, "docs/scaling.md")).text();
const BLOCKS = codeBlocks(PAGE);

async function present(client: Client, names: readonly string[]): Promise<void> {
  for (;;) if (JSON.stringify(await client.json()) === JSON.stringify({ present: names })) return;
}

describe.skipIf(REDIS.skipped)(`docs/scaling.md${REDIS.why}`, () => {
  let redis: Redis;
  let project: TestProject;
  let servers: readonly [RunningServer, RunningServer];

  beforeAll(async () => {
    redis = await startRedis();
    // The page has one configuration for workers and one for Redis.
    const files = BLOCKS.filter(({ text }) => !text.includes("workers:")).flatMap(({ file, text }) =>
      file === undefined ? [] : [[file, text] as const],
    );
    project = await createProject({ "package.json": '{ "name": "rooms" }', ...Object.fromEntries(files) });
    const { exitCode, diagnostics } = await project.json(["build"]);
    expect([exitCode, diagnostics]).toEqual([0, []]);
    const env = { REDIS_URL: redis.url, PERIOD: "400" };
    servers = await Promise.all([project.serve(env), project.serve(env)]);
  });
  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
    await leaveNothing();
  });

  test("shows who is here, on all servers, and forgets the members of a server that died", async () => {
    const [first, second] = servers;
    using ada = await first.connect("/ws/present/1?name=Ada");
    await present(ada, ["Ada"]);
    const bob = await second.connect("/ws/present/1?name=Bob");
    await Promise.all([present(ada, ["Ada", "Bob"]), present(bob, ["Ada", "Bob"])]);
    bob.close();
    await present(ada, ["Ada"]);
    // A member whose server has died is still written, but is too old.
    const entry = JSON.stringify({ name: "Ghost", until: Date.now() - 1 });
    await redis.command("HSET", "present:/ws/present/1", "some-id", entry);
    using eve = await second.connect("/ws/present/1?name=Eve");
    await Promise.all([present(ada, ["Ada", "Eve"]), present(eve, ["Ada", "Eve"])]);
    expect(Number(await redis.command("TTL", "present:/ws/present/1"))).toBeWithin(25, 31);
  });

  test("gives a client the history and all that follows, each message once", async () => {
    const [first, second] = servers;
    using speaker = await first.connect("/ws/history/1");
    expect(await speaker.json()).toEqual([]);
    const COUNT = 300;
    const joining: Promise<Client>[] = [];
    for (let n = 0; n < COUNT; n += 1) {
      speaker.send(`message ${n}`);
      if (n % 30 === 0) joining.push(second.connect("/ws/history/1"));
      await speaker.next();
    }
    for (const client of await Promise.all(joining)) {
      const heard = new Map<string, string>();
      const last = `message ${COUNT - 1}`;
      while (![...heard.values()].includes(last)) {
        const messages: readonly { id: string; text: string }[] = JSON.parse(await client.text());
        for (const { id, text } of messages) heard.set(id, text);
      }
      const numbers = [...heard]
        .toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
        .map(([, text]) => Number(text.split(" ")[1]));
      const [from = 0] = numbers;
      expect(numbers).toEqual(Array.from({ length: COUNT - from }, (_, index) => from + index));
      client.close();
    }
  });

  test("runs a job once, although every server has its timer", async () => {
    const [first, second] = servers;
    using a = await first.connect("/ws/minutes");
    using b = await second.connect("/ws/minutes");
    const heard = [await a.text(), await a.text(), await a.text()].map(Number);
    expect(new Set(heard).size).toBe(3);
    expect(heard.toSorted((one, other) => one - other)).toEqual(heard);
    expect(Number(await b.text())).toBeGreaterThanOrEqual(heard[0] ?? 0);
  });

  test("has the estimate that its command prints", () => {
    const block = BLOCKS.find(({ language }) => language === "console")?.text ?? "";
    const [command = "", ...lines] = block.split("\n");
    const [, file = "", ...words] = command.replace("$ ", "").split(" ");
    const { stdout } = Bun.spawnSync([process.execPath, path.join(REPOSITORY, file), ...words]);
    expect(stdout.toString()).toBe(lines.join("\n"));
  });

  test("has a configuration for workers that starts them", async () => {
    const config = BLOCKS.find(({ text }) => text.includes("workers:"))?.text ?? "";
    await using place = await createProject({
      "bunbox.config.ts": config.replace("workers:", "metrics: true, workers:"),
      "app/ws/route.ts": "export function onMessage() {}\n",
    });
    await place.build();
    await using server = await place.serve();
    const workers = /^bunbox_workers (\d+)$/m.exec(await (await server.fetch("/metrics")).text())?.[1];
    expect(Number(workers)).toBeWithin(1, navigator.hardwareConcurrency + 1);
  });

  test("names the permissions that a server needs, and no more are needed", async () => {
    const acl = BLOCKS.find(({ text }) => text.startsWith("ACL SETUSER"))?.text ?? "";
    const [, ...words] = acl.trim().split(" ");
    await using restricted = await startRedis();
    await restricted.command("ACL", ...words);
    const url = restricted.url.replace("//", "//rooms:password@");
    await using first = await project.serve({ REDIS_URL: url });
    await using second = await project.serve({ REDIS_URL: url });
    using a = await first.connect("/ws/minutes");
    using b = await second.connect("/ws/minutes");
    expect([first.stderr(), second.stderr()]).toEqual(["", ""]);
    for (const server of [first, second])
      expect(await (await server.fetch("/healthz")).text()).toBe("ok\npubsub up\n");
    expect([a.pending, b.pending]).toEqual([0, 0]);
  });
});
