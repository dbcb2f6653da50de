// Tests what a supervisor does when it starts, and when its workers are replaced.
import { describe, expect, test } from "bun:test";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { TestProject } from "../../support/project.ts";
import { createRooms } from "../pubsub/project.ts";
import { connectEach, gone } from "./crew.ts";
import { usePlace, WORKERS } from "./place.ts";

const place = usePlace();

describe("a supervisor", () => {
  test.concurrent("replaces the workers one by one, and the room goes on", async () => {
    await using server = await place.start();
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
    await using server = await place.start();
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
    await using rooms = await createRooms({ workers: WORKERS });
    await using server = await rooms.serve({ TMPDIR: place.sockets });
    const members = await connectEach(server, "1", WORKERS);
    const file = path.join(rooms.root, "dist/server.js");
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
    await using rooms = await createRooms({ workers: WORKERS });
    const file = path.join(rooms.root, "dist/server.js");
    await writeFile(
      file,
      (await Bun.file(file).text()).replace("var driver =", "process.exit(7);\nvar driver ="),
    );
    const ran = await run(rooms, {});
    expect(ran.code).toBe(1);
    const waits = ran.stderr.trim().split("\n");
    expect(waits).toHaveLength(5);
    expect(waits[0]).toBe("bunbox warning: worker 1 ended (exit code 7); it starts again in 0.1 s");
    expect(waits[4]).toBe(
      "bunbox error: worker 1 ended 5 times before it listened (exit code 7); it is given up",
    );
  });

  test.concurrent("does not start on a port that is taken, or with a wrong number", async () => {
    await using other = await place.start();
    const taken = await run(place.project, { PORT: String(other.port) });
    expect([taken.code, taken.stderr]).toEqual([
      1,
      expect.stringMatching(/^bunbox error: cannot listen on 127\.0\.0\.1:\d+: [^\n]*\n$/),
    ]);
    for (const number of ["0", "-1", "two", "1.5"]) {
      const wrong = await run(place.project, { WORKERS: number });
      expect([wrong.code, wrong.stderr]).toEqual([
        1,
        `bunbox error: WORKERS is "${number}": write a number from 1 to 9999, or auto\n`,
      ]);
    }
  });

  test.concurrent("starts as many workers as WORKERS says", async () => {
    await using server = await place.start({ WORKERS: "3" });
    expect((await connectEach(server, "1", 3)).map(({ worker }) => worker)).toEqual([1, 2, 3]);
  });

  test.concurrent("starts one worker per processor that it may use", async () => {
    const taskset = Bun.which("taskset");
    if (taskset === null) throw new Error("there is no taskset");
    const child = Bun.spawn([taskset, "-c", "0", process.execPath, "dist/server.js"], {
      cwd: place.project.root,
      env: { ...process.env, PORT: "0", HOST: "127.0.0.1", WORKERS: "auto", TMPDIR: place.sockets },
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
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", TMPDIR: place.sockets, ...env },
    stdout: "ignore",
    stderr: "pipe",
  });
  return { code: await child.exited, stderr: await new Response(child.stderr).text() };
}
