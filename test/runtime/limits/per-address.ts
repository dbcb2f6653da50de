// Tests how many sockets an address may have, and what counts as one address.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import type { Client } from "../../support/client.ts";
import type { TestProject } from "../../support/project.ts";
import { ask, exchange, handshake, statusOf } from "../../support/raw.ts";
import type { RunningServer } from "../../support/server.ts";
import { address, events, fresh, from, statusFrom } from "./limited-app.ts";

function bytesFrom(client: string): string {
  return handshake("/ws/limited", { "X-Forwarded-For": client });
}

/** How many sets are in the memory of a server. */
async function sets(server: RunningServer): Promise<number> {
  return Number((await ask(server.port, handshake("/ws/limited?sets"))).body);
}

/** Opens a socket of a new address, and closes it. */
async function visit(server: RunningServer): Promise<void> {
  const client = await server.connect("/ws/limited?soon", from(address()));
  client.close();
  await client.closed;
}

export function describePerAddress(project: () => TestProject): void {
  describe("connectionsPerAddress", () => {
    let one: RunningServer;
    let server: RunningServer;

    beforeAll(async () => {
      [one, server] = await Promise.all([
        project().serve({}, "dist/one.js"),
        project().serve({}, "dist/patient.js"),
      ]);
    }, 60_000);

    afterAll(async () => {
      for (const each of [one, server]) await each[Symbol.asyncDispose]();
    });

    const X = "203.0.113.9";
    const SIX = "2001:db8:1:2::1";
    const same: readonly (readonly [what: string, first: string, second: string, status: 101 | 503])[] = [
      ["the same IPv4 address", X, X, 503],
      ["another port", `${X}:1`, `${X}:2`, 503],
      ["another forged address before it", `6.6.6.6, ${X}`, `7.7.7.7, ${X}`, 503],
      ["its IPv4-mapped form", X, `::ffff:${X}`, 503],
      ["its IPv4-mapped form in hexadecimal and a port", X, "[::FFFF:CB00:7109]:1", 503],
      ["the neighbor of an IPv4 address", X, "203.0.113.10", 101],
      ["the same IPv6 address", SIX, SIX, 503],
      ["another spelling of an IPv6 address", SIX, "2001:0DB8:0001:0002:0:0:0:1", 503],
      ["the next IPv6 address", SIX, "2001:db8:1:2::2", 503],
      ["the last IPv6 address of 64 bits", SIX, "2001:db8:1:2:ffff:ffff:ffff:ffff", 503],
      ["an IPv6 address of other 64 bits", SIX, "2001:db8:1:3::1", 101],
      ["an IPv6 address whose zeros are elsewhere", SIX, "2001:db8:0:1:2::1", 101],
      ["a prefix whose numbers look alike when joined", "2001:db8:1:23::", "2001:db8:12:3::", 101],
      ["an IPv4 address and the IPv6 address of its digits", "::", "0.0.0.0", 101],
      ["nonsense, which counts as the proxy", "nonsense", "unknown", 503],
    ];
    for (const [what, first, second, status] of same) {
      test(`${status === 503 ? "counts" : "does not count"} ${what}`, async () => {
        const id = fresh();
        const client = await one.connect(`/ws/limited?id=${id}`, from(first));
        expect(await statusFrom(one, second)).toBe(status);
        client.close();
        await one.printed(new RegExp(`closed ${id}\\.`));
      });
    }

    test("counts by Forwarded as by X-Forwarded-For", async () => {
      const id = fresh();
      const client = await one.connect(`/ws/limited?id=${id}`, from(X));
      const bytes = handshake("/ws/limited", { Forwarded: `proto=http;for="${X}:80"` });
      expect(statusOf(await exchange(one.port, bytes))).toBe(503);
      client.close();
      await one.printed(new RegExp(`closed ${id}\\.`));
    });

    test("does not believe a peer that is not trusted", async () => {
      const peer = "127.0.0.9";
      const socket = connect({ port: one.port, host: "127.0.0.1", localAddress: peer }, () =>
        socket.write(bytesFrom("198.18.0.1")),
      );
      await new Promise((resolve) => socket.once("data", resolve));
      expect((await ask(one.port, bytesFrom("198.18.0.2"), true, peer)).status).toBe(503);
      // And nobody else is counted as that peer's forged address.
      expect(await statusFrom(one, "198.18.0.1")).toBe(101);
      socket.destroy();
    });

    test("refuses before upgrade with 503, and lets a client in again when another has gone", async () => {
      const client = address();
      const ids = [fresh(), fresh(), fresh()];
      const clients: Client[] = [];
      for (const id of ids) clients.push(await server.connect(`/ws/limited?id=${id}`, from(client)));
      const answer = await ask(server.port, handshake("/ws/limited?id=over", { "X-Forwarded-For": client }));
      expect([answer.status, answer.body, answer.ended]).toEqual([503, "Service Unavailable\n", true]);
      expect(answer.headers.get("connection")).toBe("close");
      expect(await statusFrom(server, client, "?id=over")).toBe(503);
      using other = await server.connect("/ws/limited", from(address()));
      other.send("hi");
      expect(await other.text()).toBe("ok");
      clients[1]?.close();
      await server.printed(new RegExp(`closed ${ids[1]}\\.`));
      clients.push(await server.connect(`/ws/limited?id=${fresh()}`, from(client)));
      expect(await statusFrom(server, client, "?id=over")).toBe(503);
      expect(server.stdout()).not.toContain("asked over");
      for (const each of clients) each[Symbol.dispose]();

      const lines = await events(server, "address_refused", client);
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? "")).toMatchObject({
        level: "warning",
        address: client,
        message: `refused a connection from ${client}, which has 3 sockets already (limits.connectionsPerAddress)`,
      });
      const metrics = await (await server.fetch("/metrics")).text();
      expect(metrics).toMatch(/^bunbox_refusals_total\{[^}]*reason="address_full"[^}]*\} [1-9]/m);
    });

    test("counts what an asynchronous upgrade decides about, until the client has gone", async () => {
      const client = address();
      const ids = [fresh(), fresh(), fresh()];
      const sockets = ids.map((id) => {
        const bytes = handshake(`/ws/limited?wait&id=${id}`, { "X-Forwarded-For": client });
        const socket = connect(server.port, "127.0.0.1", () => socket.write(bytes));
        return socket;
      });
      for (const id of ids) await server.printed(new RegExp(`asked ${id} `));
      expect(await statusFrom(server, client)).toBe(503);
      sockets[0]?.destroy();
      let status = 503;
      for (let attempt = 0; status === 503 && attempt < 500; attempt += 1)
        status = await statusFrom(server, client);
      expect(status).toBe(101);
      for (const socket of sockets) socket.destroy();
    });

    test("counts a socket once that an asynchronous upgrade has let in", async () => {
      const client = address();
      const clients: Client[] = [];
      for (let open = 0; open < 3; open += 1)
        clients.push(await server.connect("/ws/limited?soon", from(client)));
      expect(await statusFrom(server, client)).toBe(503);
      for (const each of clients) each[Symbol.dispose]();
    });

    test("does not count refusals, nor sockets that onOpen closes", async () => {
      const client = address();
      for (let attempt = 0; attempt < 8; attempt += 1) {
        expect(await statusFrom(server, client, "?no")).toBe(403);
        const bytes = handshake("/ws/limited", { "X-Forwarded-For": client, Origin: "https://evil.example" });
        expect(statusOf(await exchange(server.port, bytes))).toBe(403);
        const left = await server.connect("/ws/limited?id=leave", from(client));
        expect(await left.closed).toEqual({ code: 1000, reason: "as wanted" });
      }
    });

    test("keeps nothing of an address without sockets", async () => {
      await visit(server);
      const before = await sets(server);
      for (let client = 0; client < 50; client += 1) await visit(server);
      expect((await sets(server)) - before).toBeLessThan(10);
    });

    test("logs one line per address, for the first hundred", async () => {
      const sockets: Client[] = [];
      for (let client = 0; client < 110; client += 1) {
        const who = `2001:db8:${client.toString(16)}::1`;
        sockets.push(await one.connect("/ws/limited", from(who)));
        expect(await statusFrom(one, who)).toBe(503);
      }
      for (const each of sockets) each[Symbol.dispose]();
      const log = await one.logged(/(?:^bunbox warning: refused a connection from .*\n){100}/m);
      const lines = log.match(/^bunbox warning: refused a connection from /gm);
      expect(lines?.length).toBe(100);
    });
  });
}
