// Tests a signal to the whole group of a server that `bun run` has started, which passes it on once more.
import { expect, test } from "bun:test";
import path from "node:path";
import { Client } from "../support/client.ts";
import { collect } from "../support/collect.ts";
import { createRooms } from "./pubsub/project.ts";

for (const [what, config] of Object.entries({ "a server": {}, "a server with workers": { workers: 2 } })) {
  test(`${what} under \`bun run\` delivers what it has sent, and ends with 0`, async () => {
    await using project = await createRooms({ shutdownTimeout: 1, ...config });
    await project.write({
      "package.json": '{ "name": "rooms", "type": "module", "scripts": { "start": "bun dist/server.js" } }',
    });
    const child = Bun.spawn([process.execPath, "run", "start"], {
      cwd: project.root,
      env: {
        ...process.env,
        NODE_ENV: undefined,
        PORT: "0",
        HOST: "127.0.0.1",
        PATH: `${path.dirname(process.execPath)}:${process.env["PATH"]}`,
      },
      detached: true,
      stdout: "pipe",
      stderr: "ignore",
    });
    const [, port] = /:(\d+)\n/.exec(await collect(child.stdout).matches(/^Listening on .*:\d+\n/)) ?? [];
    // Its onClose never ends, so the server is still there when the signal comes again.
    const client = await Client.open(`ws://127.0.0.1:${port}/ws/rooms/hang`);
    client.send("count 1000 message");
    expect(await client.text()).toBe("message 0");
    process.kill(-child.pid, "SIGTERM");
    for (let n = 1; n < 1000; n += 1) expect(await client.text()).toBe(`message ${n}`);
    expect((await client.closed).code).toBe(1001);
    expect(await child.exited).toBe(0);
  });
  test(`${what} in a script takes signals that come at once for one`, async () => {
    await using project = await createRooms({ shutdownTimeout: 1, ...config });
    await using server = await project.serve({ npm_lifecycle_event: "start" });
    const client = await server.connect("/ws/rooms/hang");
    server.signal("SIGTERM");
    server.signal("SIGINT"); // `bun run` passes on the same one, but the system joins two that wait
    expect((await client.closed).code).toBe(1001);
    expect(await server.exited).toBe(0);
  });
}
