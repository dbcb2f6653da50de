// Tests the option `limits`: sockets per address, messages per second, and how long `upgrade` may take.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import type { TestProject } from "../support/project.ts";
import { startServer } from "../support/server.ts";
import { address, buildLimited, fresh, from, statusFrom, TOO_MANY } from "./limits/limited-app.ts";
import { describePerAddress } from "./limits/per-address.ts";
import { describePerSecond } from "./limits/per-second.ts";
import { describeUpgradeTime } from "./limits/upgrade-time.ts";

let project: TestProject;

beforeAll(async () => {
  project = await buildLimited();
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

describePerAddress(() => project);
describePerSecond(() => project);
describeUpgradeTime(() => project);

describe("every limit", () => {
  test("holds in an app's own Bun.serve, and not for its own sockets", async () => {
    await using server = await startServer(path.join(project.root, "app.ts"), project.root);
    using own = await server.connect("/own");
    for (let sent = 0; sent < 50; sent += 1) own.send("mine");
    for (let sent = 0; sent < 50; sent += 1) expect(await own.text()).toBe("mine");
    const client = address();
    const clients = [1, 2, 3].map(() => server.connect("/ws/limited", from(client)));
    const [first, ...others] = await Promise.all(clients);
    expect(await statusFrom(server, client)).toBe(503);
    for (let sent = 0; sent < 11; sent += 1) first?.send("x");
    expect(await first?.closed).toEqual(TOO_MANY);
    expect(await statusFrom(server, address(), `?wait&id=${fresh()}`)).toBe(503);
    for (const each of others) each[Symbol.dispose]();
  });

  test("forgets a socket that has closed without a call of websocket.close", async () => {
    await using server = await startServer(path.join(project.root, "app.ts"), project.root);
    const client = address();
    for (let open = 0; open < 3; open += 1) {
      const each = await server.connect("/ws/limited?id=forgotten", from(client));
      each.close();
      await each.closed;
    }
    await server.printed(/ended forgotten\.[^]*ended forgotten\.[^]*ended forgotten\./);
    expect(await statusFrom(server, client)).toBe(101);
  });

  test("holds in each worker", async () => {
    await using server = await project.serve({}, "dist/crew.js");
    for (let client = 0; client < 4; client += 1) {
      const each = await server.connect("/ws/limited", from(address()));
      for (let sent = 0; sent < 11; sent += 1) each.send("x");
      expect(await each.closed).toEqual(TOO_MANY);
    }
    expect(await statusFrom(server, address(), `?wait&id=${fresh()}`)).toBe(503);
    await server.logged(
      /the handshake of \/ws\/limited took longer than 0\.2 s \(limits\.upgradeTimeout\): refused with 503/,
    );
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
  });
});
