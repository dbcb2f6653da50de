// Tests guards that take time or change, their metrics, and guards in a server of one's own.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { openGate } from "../support/gate.ts";
import { ask, handshake } from "../support/raw.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { serveGuards, type ServedGuards } from "./guards/served-guards.ts";

let served: ServedGuards;
let server: RunningServer;
let decide: ServedGuards["decide"];

beforeAll(async () => {
  served = await serveGuards();
  ({ server, decide } = served);
}, 60_000);

afterAll(() => served[Symbol.asyncDispose]());

describe("a guard that takes time", () => {
  test("is over with `upgradeTimeout`, and nothing runs after it", async () => {
    using gate = openGate();
    const release = gate.hold("/slow");
    const answer = await decide(`wait=${encodeURIComponent(`${gate.url}/slow`)}`);
    expect([answer.status, answer.ran]).toEqual([503, ["outer", "middle", "inner"]]);
    await server.logged(
      /the handshake of \/ws\/a\/\[id\] took longer than 1 s \(limits\.upgradeTimeout\): refused with 503/,
    );
    release();
    expect((await decide("")).status).toBe(101);
    expect(server.stdout().match(new RegExp(`^ran upgrade ${answer.id}$`, "m"))).toBeNull();
  });

  test("is the last thing that runs for a client that leaves meanwhile", async () => {
    using gate = openGate();
    const release = gate.hold("/leave");
    const leaving = handshake(`/ws/a/7?id=leaving&wait=${encodeURIComponent(`${gate.url}/leave`)}`);
    const socket = await Bun.connect({
      hostname: "127.0.0.1",
      port: server.port,
      socket: { data: () => undefined },
    });
    socket.write(leaving);
    await gate.asked("/leave", 1);
    socket.terminate();
    await server.printed(/^left leaving$/m);
    release();
    await decide("");
    await server.printed(/^ran inner leaving$/m);
    expect(server.stdout()).not.toContain("ran upgrade leaving\n");
    expect(
      (await server.fetch("/metrics").then((each) => each.text())).match(/reason="gone"/),
    ).not.toBeNull();
  });
});

describe("everything else is as for `upgrade`", () => {
  test("metrics count refusals by reason and status, and errors by handler", async () => {
    const lines = [
      'bunbox_refusals_total{reason="upgrade",status="402",route="/ws/a/[id]"}',
      'bunbox_refusals_total{reason="upgrade",status="403",route="/ws/a/[id]"}',
      'bunbox_refusals_total{reason="error",status="500",route="/ws/a/[id]"}',
      'bunbox_handler_errors_total{route="/ws/a/[id]",handler="guard"}',
      'bunbox_handshakes_total{result="refused"}',
    ];
    const all = async (): Promise<readonly number[]> => Promise.all(lines.map(read));
    const before = await all();
    await decide("inner=response");
    await decide("inner=false");
    await decide("outer=one");
    await decide("middle=throw");
    const after = await all();
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([1, 2, 1, 1, 4]);
  });

  test("a guard that its module replaces is the one that runs, and one that is not a function refuses with 500", async () => {
    using set = await server.connect("/ws/set");
    await set.text();
    expect((await ask(server.port, handshake("/ws/live"), true)).message).toBe('{"data":"first"}');
    set.send("refuse");
    await set.text();
    expect((await ask(server.port, handshake("/ws/live"))).status).toBe(403);
    set.send("number");
    await set.text();
    expect((await ask(server.port, handshake("/ws/live"))).status).toBe(500);
    await server.logged(
      /guard of \/ws\/live failed at app\/ws\/live\/_guard\.ts: TypeError: guard is a number now; it must stay a function/,
    );
  });

  test("a mounted server has the guards, and lists them with the route's own handlers", async () => {
    await served.project.write({
      "mounted.ts": `import { fetch, websocket, routes } from "./dist/server.js";
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", websocket, fetch(req, server) {
  return new URL(req.url).pathname === "/" ? Response.json(routes) : fetch(req, server);
} });
console.log("Listening on " + server.url);`,
    });
    await using mounted = await startServer(
      path.join(served.project.root, "mounted.ts"),
      served.project.root,
    );
    const routes: unknown = await mounted.fetch("/").then((each) => each.json());
    expect(routes).toEqual(JSON.parse((await served.project.bunbox(["routes", "--json"])).stdout));
    expect(routes).toContainEqual({
      path: "/ws/a/bare",
      file: "app/ws/a/bare/route.ts",
      topic: "ws-a-bare",
      params: [],
      handlers: ["onOpen"],
      guards: ["app/ws/a/_guard.ts"],
    });
    expect((await ask(mounted.port, handshake("/ws/shared/x"))).status).toBe(403);
    expect((await ask(mounted.port, handshake("/ws/a/bare?outer=data"), true)).message).toBe(
      '{"data":{"outer":true}}',
    );
  });
});

/** The value of a line of the metrics. */
async function read(line: string): Promise<number> {
  const text = await server.fetch("/metrics").then((each) => each.text());
  const found = text.split("\n").find((each) => each.startsWith(line));
  return Number(found?.split(" ").at(-1) ?? 0);
}
