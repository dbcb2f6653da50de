// Tests what becomes of a worker: when it dies, at signals, and when its supervisor is gone.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "../../support/project.ts";
import type { RunningServer } from "../../support/server.ts";
import { createRooms } from "../pubsub/project.ts";
import { connect, connectEach, gone } from "./crew.ts";

const WORKERS = 2;

let project: TestProject;
let sockets: string;
beforeAll(async () => {
  project = await createRooms({ workers: WORKERS });
  sockets = await mkdtemp(path.join(tmpdir(), "bunbox-hub-"));
});
afterAll(async () => {
  await project[Symbol.asyncDispose]();
  expect(await readdir(sockets)).toEqual([]);
  await rm(sockets, { recursive: true });
});

async function start(): Promise<RunningServer> {
  return project.serve({ TMPDIR: sockets });
}

describe("a worker", () => {
  test.concurrent("that is killed is started again, and the others go on", async () => {
    await using server = await start();
    const [first, second] = await connectEach(server, "1", WORKERS);
    if (first === undefined || second === undefined) throw new Error("there are two");
    process.kill(first.pid, "SIGKILL");
    expect((await first.client.closed).code).toBe(1006);
    second.client.send("still here");
    expect(await second.client.text()).toBe("still here");
    await server.logged(/^bunbox warning: worker \d ended \(signal SIGKILL\); it starts again in 0\.1 s$/m);
    const members = await connectEach(server, "2", WORKERS);
    expect(members.map(({ worker }) => worker)).toEqual([1, 2]);
    members[0]?.client.send("one room");
    for (const { client } of members) expect(await client.text()).toBe("one room");
    const text = await (await server.fetch("/metrics")).text();
    expect(text).toContain("\nbunbox_worker_restarts_total 1\n");
  });

  test.concurrent("does not end at a signal: its supervisor decides", async () => {
    await using server = await start();
    const { client, pid } = await connect(server, "1");
    process.kill(pid, "SIGTERM");
    client.send("still here");
    expect(await client.text()).toBe("still here");
    process.kill(pid, "SIGINT");
    expect((await client.closed).code).toBe(1006);
  });

  test.concurrent("ends with its supervisor, and closes its sockets properly", async () => {
    const server = await start();
    const members = await connectEach(server, "1", WORKERS);
    server.signal("SIGKILL");
    for (const { client } of members)
      expect(await client.closed).toEqual({ code: 1001, reason: "Server shutting down" });
    await gone(members.map(({ pid }) => pid));
  });

  test.concurrent("does not make workers of what it starts", async () => {
    await using place = await createRooms({ workers: 1 });
    const output = path.join(place.root, "dist/server.js");
    await place.write({
      "app/ws/child/route.ts": `
        export function onMessage(ws) {
          const { BUNBOX_HUB, ...env } = process.env;
          ws.send(String(BUNBOX_HUB));
        }
      `,
    });
    await place.build("--no-typecheck");
    await using server = await place.serve({ TMPDIR: sockets });
    using client = await server.connect("/ws/child");
    client.send("");
    expect(await client.text()).toBe("undefined");
    expect(output).toEndWith("server.js");
  });
});

test("a program that imports the output has no workers", async () => {
  await project.write({
    "app.ts": `
      import { fetch, websocket } from "./dist/server.js";
      const server = Bun.serve({ port: 0, fetch, websocket });
      const socket = new WebSocket("ws://localhost:" + server.port + "/ws/rooms/1");
      socket.onmessage = ({ data }) => { console.log(data); process.exit(0); };
      socket.onopen = () => socket.send("alone");
    `,
  });
  const child = Bun.spawn([process.execPath, "app.ts"], {
    cwd: project.root,
    stdout: "pipe",
    stderr: "inherit",
  });
  expect(await new Response(child.stdout).text()).toBe("alone\n");
});
