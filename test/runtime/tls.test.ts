// Tests TLS: a certificate per server name, and new ones at SIGHUP while sockets stay open.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { issue, OPENSSL, presented } from "../support/certificates.ts";
import type { Client } from "../support/client.ts";
import type { TestProject } from "../support/project.ts";
import { refusal } from "../support/proxy.ts";
import { enter, secured } from "../support/secured.ts";

describe.skipIf(OPENSSL.skipped)(`a server with a certificate per name${OPENSSL.why}`, () => {
  let project: TestProject;
  beforeAll(async () => {
    project = await secured([
      { cert: "one.pem", key: "one.key" },
      { cert: "two.pem", key: "two.key", serverName: "two.example" },
      { cert: "any.pem", key: "any.key", serverName: "*.any.example" },
    ]);
    await project.build("--no-typecheck");
  }, 60_000);
  afterAll(() => project[Symbol.asyncDispose]());

  async function issueAll(prefix: string): Promise<void> {
    for (const file of ["one", "two", "any"])
      await issue(project.root, "authority", `${prefix}${file}.example`, file);
  }

  test("presents each to the clients that ask for it, and new ones after SIGHUP, and keeps all sockets", async () => {
    await issueAll("");
    await using server = await project.serve();
    const { port } = server;
    expect(server.stdout()).toBe(`Listening on https://127.0.0.1:${port}\n`);
    const asked = ["two.example", "TWO.example", "x.any.example", "any.example", "other.example"];
    const names = (): Promise<unknown> => Promise.all(asked.map((name) => presented(port, name)));
    expect(await names()).toEqual([
      "two.example",
      "two.example",
      "any.example",
      "one.example",
      "one.example",
    ]);
    const before = await enter(port);
    const between: Client[] = [];
    for (const round of ["a-", "b-"]) {
      await issueAll(round);
      const reloads = server.stderr().split("read again").length;
      server.signal("SIGHUP");
      await server.logged(new RegExp(`(?:read again[^]*){${reloads}}`));
      expect(await presented(port, "two.example")).toBe(`${round}two.example`);
      between.push(await enter(port));
    }
    const [one, two] = between;
    if (one === undefined || two === undefined) throw new Error("no socket");
    const everyone = [before, one, two];
    for (const sender of everyone) {
      const others = everyone.filter((each) => each !== sender);
      sender.send("count");
      expect(await sender.text()).toBe("3");
      sender.send("hello");
      expect(await sender.text()).toBe(String(2 * "hello".length));
      sender.send("bytes");
      sender.send("broadcast");
      expect(await sender.text()).toBe("broadcast");
      for (const other of others) {
        expect([await other.text(), await other.text(), await other.text()]).toEqual([
          "hello",
          "bytes",
          "broadcast",
        ]);
      }
    }
    await project.write({ "two.pem": "no certificate" });
    server.signal("SIGHUP");
    await server.logged(
      /^bunbox error: two\.pem is not a PEM certificate: check `tls\.1\.cert`; the old certificates stay$/m,
    );
    expect(await presented(port, "two.example")).toBe("b-two.example");
    one.close();
    await one.closed;
    server.signal("SIGTERM");
    expect([(await before.closed).code, (await two.closed).code]).toEqual([1001, 1001]);
    expect(await server.exited).toBe(0);
  }, 30_000);
});

describe.skipIf(OPENSSL.skipped)(`SIGHUP${OPENSSL.why}`, () => {
  test("does not change what the metrics count", async () => {
    await using project = await secured({ cert: "one.pem", key: "one.key" }, "metrics: true");
    await issue(project.root, "authority", "one.example", "one");
    await project.build("--no-typecheck");
    await using server = await project.serve();
    const first = await enter(server.port);
    server.signal("SIGHUP");
    await server.logged(/read again/);
    const second = await enter(server.port);
    for (const message of ["broadcast", "hello"]) {
      first.send(message);
      expect(await second.text()).toBe(message);
    }
    const url = `https://127.0.0.1:${server.port}/metrics`;
    const metrics = await (await fetch(url, { tls: { rejectUnauthorized: false } })).text();
    // The broadcast went to both, and what the first one published to the second.
    expect(metrics).toContain('\nbunbox_messages_sent_total{method="publish"} 3\n');
    expect(metrics).toContain("\nbunbox_sends_dropped_total 0\n");
    first.close();
    second.close();
  });

  test("replaces the workers, if there are any, and a wrong file is one line at the start", async () => {
    await using project = await secured({ cert: "site.pem", key: "site.key" }, "workers: 2");
    await project.build("--no-typecheck");
    expect(await refusal(project.serve())).toMatch(
      /^Error: the server ended with 1:\nbunbox error: cannot read site\.pem, the file of `tls\.cert`: ENOENT.*\n$/,
    );
    await issue(project.root, "authority", "old.example", "site");
    await using server = await project.serve();
    expect(await presented(server.port, "any")).toBe("old.example");
    const before = await enter(server.port);
    await issue(project.root, "authority", "new.example", "site");
    server.signal("SIGHUP");
    await server.logged(/all workers are replaced/);
    expect((await before.closed).code).toBe(1001);
    expect(await presented(server.port, "any")).toBe("new.example");
    await project.write({ "site.pem": "nothing" });
    server.signal("SIGHUP");
    await server.logged(/site\.pem is not a PEM certificate[^]*the old workers go on/);
    expect(await presented(server.port, "any")).toBe("new.example");
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
  }, 30_000);

  test("does nothing on a Unix socket but say so", async () => {
    await using project = await secured({ cert: "site.pem", key: "site.key" }, 'unix: "server.sock"');
    await issue(project.root, "authority", "site.example", "site");
    await project.build("--no-typecheck");
    await using server = await project.serve();
    server.signal("SIGHUP");
    await server.logged(/^bunbox warning: the files of `tls` are not read again on a Unix socket; restart/m);
    const unix = path.join(project.root, "server.sock");
    const answer = await fetch("https://localhost/healthz", { unix, tls: { rejectUnauthorized: false } });
    expect(answer.status).toBe(200);
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
  });
});
