// Tests what a server says of a Redis that refuses it, and that it ignores what is not from a server of the project.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TestProject } from "../../support/project.ts";
import { leaveNothing } from "../../support/proxy.ts";
import { REDIS, startRedis } from "../../support/redis.ts";
import { createRooms, metric } from "./project.ts";

describe.skipIf(REDIS.skipped)(`a server${REDIS.why}`, () => {
  let rooms: TestProject;
  beforeAll(async () => {
    rooms = await createRooms();
  });
  afterAll(async () => {
    await rooms[Symbol.asyncDispose]();
    await leaveNothing();
  });

  test.concurrent("ignores and counts what no server of the project has sent", async () => {
    await using redis = await startRedis();
    await using server = await rooms.serve({ REDIS_URL: redis.url });
    using client = await server.connect("/ws/rooms/1");
    const channel = "bunbox:rooms:/ws/rooms/1";
    const hostile = [
      "",
      "t",
      "tshort",
      "x12345678hello",
      "q",
      "a123456781 5",
      "w12345678",
      "p12345678",
      "\0".repeat(99),
    ];
    for (const text of hostile) await redis.command("PUBLISH", channel, text);
    await redis.command("PUBLISH", channel, "t12345678end"); // as another server would send it
    expect(await client.text()).toBe("end");
    expect(await metric(server, "bunbox_pubsub_ignored_total")).toBe(hostile.length);
    expect(server.stderr()).toBe("");
  });

  const REFUSALS: Readonly<
    Record<string, readonly [options: readonly string[], login: string, reason: RegExp]>
  > = {
    "no password": [["--requirepass", "right"], "", /\(NOAUTH [^)]*\)/],
    "a wrong password": [["--requirepass", "right"], ":wrong@", /\(WRONGPASS [^)]*\)/],
    "a user that may not subscribe": [
      ["--user", "app", "on", ">pass", "+@connection", "+publish", "allchannels"],
      "app:pass@",
      /\(NOPERM [^)]*subscribe[^)]*\)/i,
    ],
    "a user that may not publish": [
      ["--user", "app", "on", ">pass", "+@connection", "+subscribe", "allchannels"],
      "app:pass@",
      /\(NOPERM [^)]*publish[^)]*\)/i,
    ],
    "a user without the channels of topics": [
      ["--user", "app", "on", ">pass", "+@all", "&bunbox:rooms~*"],
      "app:pass@",
      /\(NOPERM [^)]*channel[^)]*\)/i,
    ],
    "a user whose channels are others": [
      ["--user", "app", "on", ">pass", "+@all", "&other:*"],
      "app:pass@",
      /\(NOPERM [^)]*channel[^)]*\)/i,
    ],
  };
  for (const [what, [options, login, reason]] of Object.entries(REFUSALS)) {
    test.concurrent(`says in one line what Redis refuses: ${what}`, async () => {
      await using redis = await startRedis(...options);
      await using server = await rooms.serve({ REDIS_URL: redis.url.replace("//", `//${login}`) });
      using client = await server.connect("/ws/rooms/1");
      await server.logged(reason);
      client.send("alone");
      expect(await client.text()).toBe("alone");
      expect(server.stderr().trim().split("\n")).toHaveLength(1);
    });
  }
});
