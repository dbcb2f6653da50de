// Tests that the workers of one server are one room.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TestProject } from "../../support/project.ts";
import type { RunningServer } from "../../support/server.ts";
import { expectInOrder, expectPassedOn } from "../pubsub/delivery-checks.ts";
import { createRooms, untilCounted } from "../pubsub/project.ts";
import { connectEach, type Placed } from "./crew.ts";

const WORKERS = 3;

describe("three workers", () => {
  let project: TestProject;
  let server: RunningServer;
  beforeAll(async () => {
    project = await createRooms({ workers: WORKERS });
    server = await project.serve();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  async function meet(
    room: string,
  ): Promise<readonly [Placed["client"], Placed["client"], Placed["client"]]> {
    const [a, b, c] = (await connectEach(server, room, WORKERS)).map(({ client }) => client);
    if (a === undefined || b === undefined || c === undefined) throw new Error("there are three");
    return [a, b, c];
  }

  test("are one room: what one member says, all hear, and when one leaves", async () => {
    const [a, b, c] = await meet("one");
    a.send("hello");
    for (const client of [a, b, c]) expect(await client.text()).toBe("hello");
    c.send("route");
    for (const client of [a, b, c]) expect(await client.json()).toEqual({ to: "all" });
    b.send("others");
    for (const client of [a, c]) expect(await client.text()).toBe("others");
    b.send("here");
    expect(await b.text()).toBe("here");
    c.close();
    for (const client of [a, b]) expect(await client.text()).toBe("left");
    expect([a.pending, b.pending]).toEqual([0, 0]);
  });

  test("pass on text and bytes as they are", async () => {
    const [a, b, c] = await meet("bytes");
    await expectPassedOn(a, [a, b, c], 3_000_000);
  });

  test("keep each sender's order, and deliver each message once", async () => {
    const PER_SENDER = 10_000;
    const members = await meet("order");
    await expectInOrder(members, members, PER_SENDER);
  });

  test("stay one room after a publish to a topic that there cannot be", async () => {
    const [a, b, c] = await meet("after");
    a.send('publish "" nothing'); // Bun throws
    a.send('everywhere ""');
    a.send(`subscribe ${JSON.stringify("t".repeat(70_000))}`);
    b.send(`subscribe ${JSON.stringify("t".repeat(70_000))}`);
    a.send("hello");
    for (const client of [a, b, c]) expect(await client.text()).toBe("hello");
    b.send(`publish ${JSON.stringify("t".repeat(70_000))} long`);
    for (const client of [a, b]) expect(await client.text()).toBe("long");
    await untilCounted(a, 3);
    await server.logged(/publish requires a topic string/);
  });

  test("answer for all of them at /metrics", async () => {
    const before = await metrics();
    await Promise.all(Array.from({ length: 10 }, () => server.connect("/ws/rooms/metrics")));
    const route = '{route="/ws/rooms/[room]"}';
    for (let again = 0; again < 5; again += 1) {
      const after = await metrics();
      for (const name of [`bunbox_connections${route}`, `bunbox_connections_total${route}`])
        expect((after.get(name) ?? 0) - (before.get(name) ?? 0)).toBe(10);
      const own = [...after.keys()].flatMap((name) => /^process_cpu_seconds_total(.*)/.exec(name)?.[1] ?? []);
      expect(own.toSorted()).toEqual(["1", "2", "3", "supervisor"].map((worker) => `{worker="${worker}"}`));
      expect([after.get("bunbox_workers"), after.get("bunbox_worker_restarts_total")]).toEqual([3, 0]);
    }
  });

  async function metrics(): Promise<ReadonlyMap<string, number>> {
    const lines = (await (await server.fetch("/metrics")).text()).split("\n");
    return new Map(lines.map((line) => [line.replace(/ \S+$/, ""), Number(line.split(" ").at(-1))] as const));
  }
});
