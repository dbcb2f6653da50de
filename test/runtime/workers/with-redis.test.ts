// Tests two servers with two workers each, which Redis connects.
import { afterAll, expect, test } from "bun:test";
import { leaveNothing } from "../../support/proxy.ts";
import { REDIS, startRedis } from "../../support/redis.ts";
import { createRooms } from "../pubsub/project.ts";
import { connectEach, silent } from "./crew.ts";

afterAll(leaveNothing);

test.skipIf(REDIS.skipped)(`all workers of all servers are one room${REDIS.why}`, async () => {
  await using redis = await startRedis();
  await using project = await createRooms({ workers: 2, pubsub: { url: redis.url } });
  await using first = await project.serve();
  await using second = await project.serve();
  const here = await connectEach(first, "1", 2);
  const there = await connectEach(second, "1", 2, 4);
  const clients = [...here, ...there].map(({ client }) => client);
  for (const client of clients) await silent(client, 4);
  for (const speaker of clients) {
    speaker.send("hello");
    for (const client of clients) expect(await client.text()).toBe("hello");
  }
  expect(clients.map(({ pending }) => pending)).toEqual([0, 0, 0, 0]);
  for (const server of [first, second])
    expect(await (await server.fetch("/metrics")).text()).toContain("\nbunbox_pubsub_up 1\n");
});
