// Tests that a client which has got the 101 hears what is said from then on, however far its server is from Redis.
import { afterAll, describe, expect, test } from "bun:test";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { leaveNothing } from "../../support/proxy.ts";
import { REDIS, startRedis } from "../../support/redis.ts";
import { IN_FULL } from "../../support/sample.ts";
import { openSlowPath } from "../../support/slow-path.ts";
import { createRooms } from "./project.ts";

/** How many clients join, each a room that its server does not hear yet. */
const JOINS = IN_FULL ? 100 : 30;

afterAll(leaveNothing);

/** How many of the first messages were missed. */
async function missed(delay: number, edit: (server: string) => string = (text) => text): Promise<number> {
  await using redis = await startRedis();
  await using slow = await openSlowPath(redis.port, delay);
  await using project = await createRooms();
  const file = path.join(project.root, "dist/server.js");
  await writeFile(file, edit(await readFile(file, "utf8")));
  await using near = await project.serve({ REDIS_URL: redis.url });
  await using far = await project.serve({ REDIS_URL: `redis://127.0.0.1:${slow.port}` });
  let lost = 0;
  using speaker = await near.connect("/ws/rooms/lobby");
  for (let room = 0; room < JOINS; room += 1) {
    using listener = await far.connect(`/ws/rooms/${room}`);
    const publish = (text: string): void => speaker.send(`publish "/ws/rooms/${room}" ${text}`);
    publish("first");
    await redis.subscribed(`bunbox:rooms:/ws/rooms/${room}`);
    publish("second"); // it arrives in any case
    if ((await listener.text()) === "first") expect(await listener.text()).toBe("second");
    else lost += 1;
  }
  return lost;
}

describe.skipIf(REDIS.skipped)(`a handshake${REDIS.why}`, () => {
  for (const delay of [0, 1, 5]) {
    test.concurrent(`misses nothing behind a path of ${delay} ms`, async () => {
      expect(await missed(delay)).toBe(0);
    });
  }

  test.concurrent("would miss nearly everything if it did not wait", async () => {
    const unwaiting = await missed(5, (server) => {
      const edited = server.replace("waiting.then(() => result)", "result");
      expect(edited).not.toBe(server);
      return edited;
    });
    expect(unwaiting).toBeGreaterThan(JOINS * 0.9);
  });
});
