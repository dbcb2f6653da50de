// Tests how many messages a socket may send in a second.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TestProject } from "../../support/project.ts";
import type { RunningServer } from "../../support/server.ts";
import { address, events, fresh, from, TOO_MANY } from "./limited-app.ts";

/** The most that a socket may send since a time, in milliseconds: ten at once, and one more after each tenth of a second. */
function mostSince(began: number): number {
  return 11 + (performance.now() - began) / 100;
}

export function describePerSecond(project: () => TestProject): void {
  describe("messagesPerSecond", () => {
    let server: RunningServer;

    beforeAll(async () => {
      server = await project().serve({}, "dist/short.js");
    }, 60_000);

    afterAll(() => server[Symbol.asyncDispose]());

    /** How many messages of a socket the handler got. */
    function received(id: string): number {
      return server.stdout().split(`got ${id} `).length - 1;
    }

    // A busy server reads a flood over some time, in which the limit lets more through: so each has many more than ten.
    const floods: readonly (readonly [
      what: string,
      messages: readonly (string | Uint8Array<ArrayBuffer>)[],
    ])[] = [
      ["100 messages at once", Array.from({ length: 100 }, String)],
      ["1,000 messages at once", Array.from({ length: 1000 }, String)],
      ["empty messages", Array.from({ length: 100 }, () => "")],
      ["binary messages", Array.from({ length: 100 }, (_, index) => new Uint8Array([48 + (index % 10)]))],
      [
        "both kinds in turn",
        Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? "a" : new Uint8Array(1))),
      ],
      ["large messages", Array.from({ length: 100 }, () => "x".repeat(70_000))],
    ];
    for (const [what, messages] of floods) {
      test(`closes a socket that sends ${what}, and hands on no more than the limit`, async () => {
        const id = fresh();
        const client = address();
        const flood = await server.connect(`/ws/limited?id=${id}`, from(client));
        const began = performance.now();
        for (const message of messages) flood.send(message);
        expect(await flood.closed).toEqual(TOO_MANY);
        await server.printed(new RegExp(`closed ${id}\\.`));
        expect(received(id)).toBeGreaterThanOrEqual(10);
        expect(received(id)).toBeLessThanOrEqual(mostSince(began));
        const lines = await events(server, "message_limit", client);
        expect(lines).toHaveLength(1);
        expect(JSON.parse(lines[0] ?? "")).toMatchObject({
          level: "warning",
          route: "/ws/limited",
          address: client,
          message: `closed a socket of /ws/limited from ${client}, which sent more than 10 messages in a second (limits.messagesPerSecond)`,
        });
      });
    }

    test("lets a socket send ten at once, and one more after each tenth of a second", async () => {
      const id = fresh();
      using client = await server.connect(`/ws/limited?id=${id}`, from(address()));
      const began = performance.now();
      for (let sent = 0; sent < 10; sent += 1) client.send("at once");
      for (let sent = 0; sent < 10; sent += 1) expect(await client.text()).toBe("ok");
      for (let sent = 0; sent < 3; sent += 1) {
        await Bun.sleep(110); // the limit is one of time: a tenth of a second gives one message back
        client.send("in time");
        expect(await client.text()).toBe("ok");
      }
      // No more than that comes back, however long the machine has taken.
      for (let sent = 0; sent < 30; sent += 1) client.send("too many");
      expect(await client.closed).toEqual(TOO_MANY);
      expect(received(id)).toBeLessThanOrEqual(mostSince(began));
    });

    test("hands on nothing more and reports once, even if the route keeps the socket from closing", async () => {
      const client = address();
      const flood = await server.connect("/ws/limited?id=deaf", from(client));
      const began = performance.now();
      for (let sent = 0; sent < 100; sent += 1) flood.send("x");
      flood.close();
      await server.printed(/closed deaf\./);
      expect(received("deaf")).toBeLessThanOrEqual(mostSince(began));
      // The line of a later flood comes after all of this one's.
      const later = address();
      const next = await server.connect("/ws/limited", from(later));
      for (let sent = 0; sent < 100; sent += 1) next.send("x");
      await server.logged(new RegExp(`"message_limit",.*"${later}"`));
      expect(await events(server, "message_limit", client)).toHaveLength(1);
    });

    test("counts each socket by itself, and nothing but messages", async () => {
      const client = address();
      const sockets = [1, 2].map(() => server.connect("/ws/limited", from(client)));
      for (const each of await Promise.all(sockets)) {
        for (let sent = 0; sent < 10; sent += 1) {
          each.socket.ping();
          each.socket.pong();
          each.send("hi");
        }
        for (let sent = 0; sent < 10; sent += 1) expect(await each.text()).toBe("ok");
        each[Symbol.dispose]();
      }
    });

    test("counts what waits for onOpen", async () => {
      const client = await server.connect("/ws/opening", from(address()));
      await client.next();
      for (let sent = 0; sent < 100; sent += 1) client.send("x");
      expect(await client.closed).toEqual(TOO_MANY);
      expect(server.stdout()).not.toContain("got while opening");
    });
  });
}
