// Tests what members of a room hear while workers are killed, replaced and ended, and everybody speaks.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "../../support/project.ts";
import { leaveNothing } from "../../support/proxy.ts";
import { REDIS, startRedis } from "../../support/redis.ts";
import { type RunningServer, startServer } from "../../support/server.ts";
import { createLoad, expectNoGap, expectToTheEnd, type Load, type Member } from "../pubsub/load.ts";
import { createRooms } from "../pubsub/project.ts";
import { gone } from "./crew.ts";

const WORKERS = 3;

/** The code of a socket that its client has closed. */
const LEFT = 1005;

const DRIVERS = [
  { name: "their supervisor", skipped: false, why: "", pubsub: false },
  { name: "Redis", skipped: REDIS.skipped, why: REDIS.why, pubsub: true },
] as const;

for (const driver of DRIVERS) {
  describe.skipIf(driver.skipped)(`under load, workers that ${driver.name} connects${driver.why}`, () => {
    let project: TestProject;
    let sockets: string;
    const env: Record<string, string> = {};
    beforeAll(async () => {
      sockets = await mkdtemp(path.join(tmpdir(), "bunbox-hub-"));
      env["TMPDIR"] = sockets;
      if (driver.pubsub) env["REDIS_URL"] = (await startRedis()).url;
      project = await createRooms({ workers: WORKERS, ...(driver.pubsub && { pubsub: {} }) });
    });
    afterAll(async () => {
      await project[Symbol.asyncDispose]();
      expect(await readdir(sockets)).toEqual([]);
      await rm(sockets, { recursive: true });
      await leaveNothing();
    });

    test.concurrent("one that is killed takes its own sockets with it, and the new one hears the room", async () => {
      await using server = await start();
      const load = createLoad();
      const before = await enterEach(load, server, "killed");
      const [victim, ...others] = before;
      if (victim === undefined) throw new Error("there are three");
      await load.goesOn();
      process.kill(victim.pid, "SIGKILL");
      await load.until(() => victim.closed !== undefined);
      await load.goesOn();
      await enterUntil(load, server, "killed", ({ pid }) => before.every((member) => member.pid !== pid));
      await load.goesOn();
      await load.end();
      expect(victim.closed?.code).toBe(1006);
      expect(others.map(({ closed }) => closed)).toEqual([undefined, undefined]);
      expectNoGap(load.members, load.members);
      // The survivors have heard each other from the first message to the last.
      for (const one of others)
        for (const other of others)
          expect(one.heard(other)).toHaveLength(other.said - (one.heard(other)[0] ?? 0));
    });

    test.concurrent("those that are replaced close with 1001, and who comes back hears the room", async () => {
      await using server = await start();
      const load = createLoad();
      const olds = await enterEach(load, server, "replaced");
      await load.goesOn();
      for (const member of olds) void comeBack(load, server, member);
      server.signal("SIGHUP");
      await server.logged(/all workers are replaced/);
      const pids = olds.map(({ pid }) => pid);
      await load.until(
        () => load.open.length === WORKERS && load.open.every(({ pid }) => pid !== 0 && !pids.includes(pid)),
      );
      await gone(pids);
      await load.goesOn();
      await load.end();
      const codes = load.members.map(({ closed }) => closed?.code).filter((code) => code !== LEFT);
      expect(new Set(codes)).toEqual(new Set([1001, undefined]));
      expectNoGap(load.members, load.members);
      expectToTheEnd(load.open, load.members);
      expect(server.stderr()).toBe("bunbox warning: all workers are replaced\n");
    });

    test.concurrent("end at a SIGTERM to the group: 1001, exit 0, and no process is left", async () => {
      await using server = await start({ detached: true });
      const load = createLoad();
      const members = await enterEach(load, server, "group");
      await load.goesOn();
      process.kill(-server.pid, "SIGTERM");
      await load.until(() => load.open.length === 0);
      expect(await server.exited).toBe(0);
      await gone([server.pid, ...members.map(({ pid }) => pid)]);
      expect(members.map(({ closed }) => closed?.code)).toEqual([1001, 1001, 1001]);
      expectNoGap(members, members);
      expect(server.stderr()).toBe("");
    });

    test.concurrent("end when their supervisor is killed: 1001, and no process is left", async () => {
      await using server = await start();
      const load = createLoad();
      const members = await enterEach(load, server, "orphans");
      await load.goesOn();
      server.signal("SIGKILL");
      await load.until(() => load.open.length === 0);
      await gone([server.pid, ...members.map(({ pid }) => pid)]);
      expect(members.map(({ closed }) => closed?.code)).toEqual([1001, 1001, 1001]);
      expectNoGap(members, members);
    });

    function start(options?: { readonly detached: boolean }): Promise<RunningServer> {
      return startServer(path.join(project.root, "dist/server.js"), project.root, env, options);
    }
  });
}

/** Comes into the room until a member is as it should be; the others leave at once. */
async function enterUntil(
  load: Load,
  server: RunningServer,
  room: string,
  isRight: (member: Member) => boolean,
): Promise<Member> {
  for (;;) {
    const client = await server.connect(`/ws/rooms/${room}`);
    const member = await load.enter(client);
    if (isRight(member)) return member;
    client.close();
  }
}

/** One member per worker: the kernel chooses, so it takes a few attempts. */
async function enterEach(load: Load, server: RunningServer, room: string): Promise<readonly Member[]> {
  const members: Member[] = [];
  while (members.length < WORKERS)
    members.push(
      await enterUntil(load, server, room, ({ pid }) => members.every((other) => other.pid !== pid)),
    );
  return members;
}

/** Comes back as often as the socket is closed. */
async function comeBack(load: Load, server: RunningServer, first: Member): Promise<void> {
  for (let member: Member | undefined = first; ;) {
    const waits = member;
    if (waits !== undefined) await load.until(() => waits.closed !== undefined);
    if (load.ended) return;
    try {
      member = await load.enter(await server.connect("/ws/rooms/replaced"));
    } catch {
      member = undefined; // Linux resets some handshakes while a port is closed
    }
  }
}
