// Tests guards that take long, fail or never answer, and clients that leave meanwhile, in every kind of server.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { type Gate, openGate } from "../support/gate.ts";
import { COMMAND } from "../support/project.ts";
import { ask, handshake } from "../support/raw.ts";
import { REDIS } from "../support/redis.ts";
import { ALL, type Attacked, createAttacked, MOST, serveAttacked } from "./guards/attacked-app.ts";

// As it is installed: built, with the runtime beside it.
const { RefusedError, serve }: typeof import("../../compiler/testing.ts") = await import(
  path.resolve(COMMAND, "../../testing.js")
);

let gate: Gate;
let ids = 0;

beforeAll(() => {
  gate = openGate();
});
afterAll(() => gate[Symbol.dispose]());

/** A handshake with an id of its own. */
function opening(query: string): { readonly id: string; readonly url: string } {
  ids += 1;
  const id = String(ids);
  return { id, url: `/ws/room?id=${id}&${query}` };
}

for (const host of ALL) {
  const skipped = host === "servers that Redis connects" && REDIS.skipped;
  describe.skipIf(skipped)(`in ${host}`, () => {
    let server: Attacked;
    beforeAll(async () => {
      server = await serveAttacked(host);
    }, 60_000);
    afterAll(() => server[Symbol.asyncDispose]());

    /** What has run for a handshake. */
    const ran = (id: string): readonly string[] =>
      [...server.stdout().matchAll(new RegExp(`^(\\w+) ${id}$`, "gm"))].map(([, name = ""]) => name);

    /** Lets a client in, so that what was asked before is over. */
    async function admit(): Promise<void> {
      const { id, url } = opening("");
      expect((await ask(server.port, handshake(url), true)).message).toBe(JSON.stringify({ id }));
      await server.printed(new RegExp(`^upgrade ${id}$`, "m"));
      expect(ran(id).filter((each) => each !== "left")).toEqual(["outer", "inner", "upgrade"]);
    }

    test("a client that leaves while a guard waits meets no further guard, and takes no place", async () => {
      const held = `/leave-${ALL.indexOf(host)}`;
      const release = gate.hold(held);
      const clients = Array.from({ length: MOST }, () =>
        opening(`wait=${encodeURIComponent(gate.url + held)}`),
      );
      const sockets = await Promise.all(
        clients.map(async ({ url }) => {
          const socket = await Bun.connect({
            hostname: "127.0.0.1",
            port: server.port,
            socket: { data: () => undefined },
          });
          socket.write(handshake(url));
          return socket;
        }),
      );
      await gate.asked(held, MOST);
      for (const socket of sockets) socket.terminate();
      for (const { id } of clients) await server.printed(new RegExp(`^left ${id}$`, "m"));
      release();
      for (const { id } of clients) await server.printed(new RegExp(`^outer ${id}$`, "m"));
      await admit();
      for (const { id } of clients) expect(ran(id)).toEqual(["left", "outer"]);
      expect(server.stderr()).toBe("");
    });

    test("a guard that throws refuses with 500, and only the log has the error", async () => {
      const { id, url } = opening("throw");
      const answer = await ask(server.port, handshake(url));
      expect([answer.status, answer.body.includes("secret"), ran(id)]).toEqual([500, false, []]);
      await server.logged(
        /^bunbox error: guard of \/ws\/room failed at app\/ws\/_guard\.ts:8:\d+: Error: secret$/m,
      );
      await admit();
      expect(server.stderr().match(/secret/g)).toHaveLength(1);
    });

    test("a guard that never answers is over after `upgradeTimeout`, and its clients take no place", async () => {
      const clients = Array.from({ length: MOST }, () => opening("never"));
      const answers = await Promise.all(clients.map(({ url }) => ask(server.port, handshake(url))));
      expect(answers.map(({ status }) => status)).toEqual(clients.map(() => 503));
      await server.logged(
        /the handshake of \/ws\/room took longer than 1 s \(limits\.upgradeTimeout\): refused with 503/,
      );
      await admit();
      for (const { id } of clients) expect(ran(id)).toEqual([]);
    });

    test("a guard that answers after `upgradeTimeout` lets nobody in", async () => {
      const release = gate.hold("/late");
      const { id, url } = opening(`wait=${encodeURIComponent(`${gate.url}/late`)}`);
      expect((await ask(server.port, handshake(url))).status).toBe(503);
      release();
      await server.printed(new RegExp(`^outer ${id}$`, "m"));
      await admit();
      expect(ran(id)).toEqual(["outer"]);
    });
  });
}

test("a server that shuts down while a guard waits refuses its client with 503, and ends", async () => {
  await using server = await serveAttacked("a server of its own");
  const release = gate.hold("/shutdown");
  const { url } = opening(`wait=${encodeURIComponent(`${gate.url}/shutdown`)}`);
  const answer = ask(server.port, handshake(url));
  await gate.asked("/shutdown", 1);
  server.signal("SIGTERM");
  while ((await ask(server.port, "GET /healthz HTTP/1.0\r\n\r\n")).status === 200);
  release();
  expect((await answer).status).toBe(503);
  expect([await server.exited, server.stderr()]).toEqual([0, ""]);
});

describe("a test's server", () => {
  test("refuses the client of a guard that fails or never answers, and goes on", async () => {
    await using project = await createAttacked("a server of its own");
    await using app = await serve({ cwd: project.root });
    for (const [query, status] of [
      ["throw", 500],
      ["never", 503],
    ] as const) {
      const refused = await app.connect(opening(query).url).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(RefusedError);
      expect(refused).toMatchObject({ status });
    }
    const { id, url } = opening("");
    await using socket = await app.connect(url);
    expect(await socket.json()).toEqual({ id });
  });

  test("stops while a guard waits", async () => {
    await using project = await createAttacked("a server of its own");
    const app = await serve({ cwd: project.root });
    const release = gate.hold("/stop");
    const refused = app
      .connect(opening(`wait=${encodeURIComponent(`${gate.url}/stop`)}`).url)
      .catch((error: unknown) => error);
    await gate.asked("/stop", 1);
    await app.stop();
    release();
    expect(await refused).toBeInstanceOf(Error);
  });
});
