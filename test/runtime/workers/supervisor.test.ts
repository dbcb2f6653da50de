// Tests what a supervisor does when it starts, when its workers are replaced or are to end, and that nothing is left of it.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "../../support/client.ts";
import type { TestProject } from "../../support/project.ts";
import { freePort } from "../../support/proxy.ts";
import type { RunningServer } from "../../support/server.ts";
import { createRooms } from "../pubsub/project.ts";
import { connect, connectEach, gone } from "./crew.ts";

const WORKERS = 2;

let project: TestProject;
let sockets: string;
beforeAll(async () => {
  project = await createRooms({ workers: WORKERS, shutdownTimeout: 2 });
  sockets = await mkdtemp(path.join(tmpdir(), "bunbox-hub-"));
});
afterAll(async () => {
  await project[Symbol.asyncDispose]();
  // The path of a hub's socket lies there for as long as its supervisor or a worker lives, and a worker outlives a supervisor
  // that was killed, because it drains.
  for (let left = 1000; left > 0 && (await readdir(sockets)).length > 0; left -= 1) await Bun.sleep(10);
  expect(await readdir(sockets)).toEqual([]);
  await rm(sockets, { recursive: true });
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningServer> {
  return project.serve({ TMPDIR: sockets, ...env });
}

/** Connects as soon as the server listens. */
async function untilOpen(port: number): Promise<Client> {
  for (;;) {
    try {
      return await Client.open(`ws://127.0.0.1:${port}/ws/rooms/1`);
    } catch {
      await Bun.sleep(20); // what it prints is not read here
    }
  }
}

describe("a supervisor", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    test.concurrent(`closes all sockets with 1001 at ${signal}, waits for what is said, and ends with 0`, async () => {
      await using server = await start();
      const members = await connectEach(server, "1", WORKERS);
      server.signal(signal);
      for (const { client } of members) expect((await client.closed).code).toBe(1001);
      expect(await server.exited).toBe(0);
      await gone(members.map(({ pid }) => pid));
      expect(server.stdout()).toMatch(/^Listening on http:\/\/127\.0\.0\.1:\d+\n$/);
      expect(server.stderr()).toBe("");
    });
  }

  for (const how of ["Ctrl-C in a terminal", "a signal to the group"]) {
    test.concurrent(`drains once at ${how}, which reaches the workers too`, async () => {
      const port = await freePort();
      let shown = "";
      const child = Bun.spawn([process.execPath, "dist/server.js"], {
        cwd: project.root,
        env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", TMPDIR: sockets },
        ...(how.startsWith("Ctrl")
          ? {
              terminal: {
                cols: 80,
                rows: 24,
                data: (_, bytes) => void (shown += Buffer.from(bytes).toString()),
              },
            }
          : { detached: true, stdout: "ignore", stderr: "pipe" }),
      });
      const client = await untilOpen(port);
      client.send("pid");
      const [, pid] = (await client.text()).split(" ");
      if (child.terminal === undefined) process.kill(-child.pid, "SIGTERM");
      else child.terminal.write("\u0003");
      expect(await client.closed).toEqual({ code: 1001, reason: "Server shutting down" });
      expect(await child.exited).toBe(0);
      await gone([Number(pid)]);
      expect(shown).not.toContain("bunbox");
    });
  }

  test.concurrent("drains a worker that listens before it has heard so", async () => {
    // The worker stops its supervisor while it loads: what it says waits there until after the signal.
    await using place = await createRooms(
      { workers: 1 },
      'if (process.env.BUNBOX_WORKER !== undefined) process.kill(process.ppid, "SIGSTOP");',
    );
    for (let round = 0; round < 5; round += 1) {
      const port = await freePort();
      const child = Bun.spawn([process.execPath, "dist/server.js"], {
        cwd: place.root,
        env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", TMPDIR: sockets },
        stdio: ["ignore", "ignore", "ignore"],
      });
      const client = await untilOpen(port);
      child.kill("SIGTERM");
      child.kill("SIGCONT");
      expect(await client.closed).toEqual({ code: 1001, reason: "Server shutting down" });
      expect(await child.exited).toBe(0);
    }
  });

  test.concurrent("ends at once at the second signal", async () => {
    await using server = await start();
    const { client, pid } = await connect(server, "hang");
    server.signal("SIGTERM");
    expect((await client.closed).code).toBe(1001);
    server.signal("SIGTERM"); // otherwise it waits for a handler that does not end
    expect(await server.exited).toBe(143);
    await gone([pid]);
  });

  test.concurrent("replaces the workers one by one, and the room goes on", async () => {
    await using server = await start();
    const olds = await connectEach(server, "1", WORKERS);
    server.signal("SIGHUP");
    for (const { client } of olds) expect((await client.closed).code).toBe(1001);
    await server.logged(/all workers are replaced/);
    const members = await connectEach(server, "1", WORKERS);
    expect(members.map(({ worker }) => worker)).toEqual([1, 2]);
    members[1]?.client.send("one room");
    for (const { client } of members) expect(await client.text()).toBe("one room");
    await gone(olds.map(({ pid }) => pid));
    const text = await (await server.fetch("/metrics")).text();
    expect(text).toContain("\nbunbox_worker_restarts_total 0\n");
  });

  test.concurrent("says that a worker does not read, and the others go on", async () => {
    await using server = await start();
    const [first, second] = await connectEach(server, "1", WORKERS);
    if (first === undefined || second === undefined) throw new Error("there are two");
    process.kill(second.pid, "SIGSTOP");
    for (let megabyte = 0; megabyte < 100; megabyte += 1) {
      first.client.send("big 1000000");
      await first.client.text();
    }
    await server.logged(new RegExp(`the worker with the process id ${second.pid} does not read`));
    process.kill(second.pid, "SIGCONT");
    for (let heard = ""; heard !== "again";) {
      first.client.send("again");
      await first.client.text();
      heard = await second.client.text();
    }
    expect(server.stderr().match(/does not read/g)).toHaveLength(1);
  });

  test.concurrent("keeps the old workers if the new ones do not start", async () => {
    await using place = await createRooms({ workers: WORKERS });
    await using server = await place.serve({ TMPDIR: sockets });
    const members = await connectEach(server, "1", WORKERS);
    const file = path.join(place.root, "dist/server.js");
    const right = await Bun.file(file).text();
    await writeFile(file, right.replace("var driver =", "throw new Error('broken');\nvar driver ="));
    server.signal("SIGUSR2");
    await server.logged(/a new worker 1 ended before it listened; the old workers go on/);
    members[0]?.client.send("still one");
    for (const { client } of members) expect(await client.text()).toBe("still one");
    await writeFile(file, right);
    server.signal("SIGUSR2");
    await server.logged(/all workers are replaced/);
    for (const { client } of members) expect((await client.closed).code).toBe(1001);
  });

  test.concurrent("ends with 1 if its workers cannot start, and says why once per attempt", async () => {
    await using place = await createRooms({ workers: WORKERS });
    const file = path.join(place.root, "dist/server.js");
    await writeFile(
      file,
      (await Bun.file(file).text()).replace("var driver =", "process.exit(7);\nvar driver ="),
    );
    const ran = await run(place, {});
    expect(ran.code).toBe(1);
    const waits = ran.stderr.trim().split("\n");
    expect(waits).toHaveLength(5);
    expect(waits[0]).toBe("bunbox warning: worker 1 ended (exit code 7); it starts again in 0.1 s");
    expect(waits[4]).toBe(
      "bunbox error: worker 1 ended 5 times before it listened (exit code 7); it is given up",
    );
  });

  test.concurrent("does not start on a port that is taken, or with a wrong number", async () => {
    await using other = await start();
    const taken = await run(project, { PORT: String(other.port) });
    expect([taken.code, taken.stderr]).toEqual([
      1,
      expect.stringMatching(/^bunbox error: cannot listen on 127\.0\.0\.1:\d+: [^\n]*\n$/),
    ]);
    for (const number of ["0", "-1", "two", "1.5"]) {
      const wrong = await run(project, { WORKERS: number });
      expect([wrong.code, wrong.stderr]).toEqual([
        1,
        `bunbox error: WORKERS is "${number}": write a number from 1 to 9999, or auto\n`,
      ]);
    }
  });

  test.concurrent("starts as many workers as WORKERS says", async () => {
    await using server = await start({ WORKERS: "3" });
    expect((await connectEach(server, "1", 3)).map(({ worker }) => worker)).toEqual([1, 2, 3]);
  });

  test.concurrent("starts one worker per processor that it may use", async () => {
    const taskset = Bun.which("taskset");
    if (taskset === null) throw new Error("there is no taskset");
    const child = Bun.spawn([taskset, "-c", "0", process.execPath, "dist/server.js"], {
      cwd: project.root,
      env: { ...process.env, PORT: "0", HOST: "127.0.0.1", WORKERS: "auto", TMPDIR: sockets },
      stdout: "pipe",
      stderr: "inherit",
    });
    const reader = child.stdout.getReader();
    const { value } = await reader.read();
    const port = /:(\d+)\n/.exec(new TextDecoder().decode(value))?.[1];
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(text).toContain("\nbunbox_workers 1\n");
    child.kill("SIGTERM");
    expect(await child.exited).toBe(0);
  });
});

async function run(
  { root }: TestProject,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly stderr: string }> {
  const child = Bun.spawn([process.execPath, "dist/server.js"], {
    cwd: root,
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", TMPDIR: sockets, ...env },
    stdout: "ignore",
    stderr: "pipe",
  });
  return { code: await child.exited, stderr: await new Response(child.stderr).text() };
}
