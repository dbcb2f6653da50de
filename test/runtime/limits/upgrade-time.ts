// Tests how long an asynchronous `upgrade` may take.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TestProject } from "../../support/project.ts";
import { ask, handshake } from "../../support/raw.ts";
import type { RunningServer } from "../../support/server.ts";
import { address, events, fresh, from, statusFrom } from "./limited-app.ts";

export function describeUpgradeTime(project: () => TestProject): void {
  describe("upgradeTimeout", () => {
    let server: RunningServer;

    beforeAll(async () => {
      server = await project().serve({}, "dist/short.js");
    }, 60_000);

    afterAll(() => server[Symbol.asyncDispose]());

    test("refuses with 503, reports it, and ignores what upgrade decides later", async () => {
      const id = fresh();
      const client = address();
      const bytes = handshake(`/ws/limited?wait&id=${id}`, { "X-Forwarded-For": client });
      const answer = await ask(server.port, bytes);
      expect([answer.status, answer.body, answer.ended]).toEqual([503, "Service Unavailable\n", true]);
      const lines = await events(server, "upgrade_timeout", client);
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? "")).toMatchObject({
        level: "error",
        route: "/ws/limited",
        address: client,
        message:
          "the handshake of /ws/limited took longer than 0.2 s (limits.upgradeTimeout): refused with 503",
      });
      expect(await statusFrom(server, client, `?free=${id}`)).toBe(403);
      await server.printed(new RegExp(`decides ${id}\\.`));
      // A socket would have opened by then.
      using next = await server.connect(`/ws/limited?soon&id=${fresh()}`, from(client));
      next.send("hi");
      expect(await next.text()).toBe("ok");
      expect(server.stdout()).not.toContain(`opened ${id}.`);
      const metrics = await (await server.fetch("/metrics")).text();
      expect(metrics).toMatch(/^bunbox_refusals_total\{[^}]*reason="upgrade_timeout"[^}]*\} 1$/m);
      expect(metrics).toMatch(/^bunbox_connections\{route="\/ws\/limited"\} 1$/m);
      expect(metrics).not.toContain('reason="gone"');
    });

    test("reports what upgrade throws later, and answers nothing with it", async () => {
      const id = fresh();
      expect(await statusFrom(server, address(), `?wait&id=${id}`)).toBe(503);
      await statusFrom(server, address(), `?free=${id}&how=throw`);
      await server.logged(/"event":"handler_failed",.*Error: too late/);
      expect(await (await server.fetch("/metrics")).text()).not.toContain('reason="error"');
    });

    test("gives the place of a client that waits to another", async () => {
      const client = address();
      const waiting = [1, 2, 3].map(() => statusFrom(server, client, `?wait&id=${fresh()}`));
      expect(await Promise.all(waiting)).toEqual([503, 503, 503]);
      expect(await statusFrom(server, client)).toBe(101);
      // And one that has decided in time has no time to run out.
      const metrics = await (await server.fetch("/metrics")).text();
      expect(metrics).toMatch(/^bunbox_refusals_total\{[^}]*reason="upgrade_timeout"[^}]*\} 5$/m);
    });
  });
}
