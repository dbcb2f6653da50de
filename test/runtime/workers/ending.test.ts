// Tests that workers end with their supervisor, and that nothing is left of them.
import { describe, expect, test } from "bun:test";
import { Client } from "../../support/client.ts";
import { freePort } from "../../support/proxy.ts";
import { createRooms } from "../pubsub/project.ts";
import { connect, connectEach, gone } from "./crew.ts";
import { usePlace, WORKERS } from "./place.ts";

const place = usePlace();

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

describe("a supervisor that is to end", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    test.concurrent(`closes all sockets with 1001 at ${signal}, waits for what is said, and ends with 0`, async () => {
      await using server = await place.start();
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
        cwd: place.project.root,
        env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", TMPDIR: place.sockets },
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
    await using rooms = await createRooms(
      { workers: 1 },
      'if (process.env.BUNBOX_WORKER !== undefined) process.kill(process.ppid, "SIGSTOP");',
    );
    for (let round = 0; round < 5; round += 1) {
      const port = await freePort();
      const child = Bun.spawn([process.execPath, "dist/server.js"], {
        cwd: rooms.root,
        env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", TMPDIR: place.sockets },
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
    await using server = await place.start();
    const { client, pid } = await connect(server, "hang");
    server.signal("SIGTERM");
    expect((await client.closed).code).toBe(1001);
    server.signal("SIGTERM"); // otherwise it waits for a handler that does not end
    expect(await server.exited).toBe(143);
    await gone([pid]);
  });
});
