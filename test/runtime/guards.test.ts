// Tests the guards of folders over real sockets: their order, their decisions, and what they give to routes.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { ask, exchange, handshake, statusOf } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";
import { ALL, serveGuards, type ServedGuards } from "./guards/served-guards.ts";

let served: ServedGuards;
let server: RunningServer;
let decide: ServedGuards["decide"];

beforeAll(async () => {
  served = await serveGuards();
  ({ server, decide } = served);
}, 60_000);

afterAll(() => served[Symbol.asyncDispose]());

describe("guards run before `upgrade`", () => {
  test("each once, the outermost first", async () => {
    const { status, ran } = await decide("");
    expect([status, ran]).toEqual([101, ALL]);
  });

  test("in the folders of a route alone", async () => {
    expect((await ask(server.port, handshake("/ws/b"))).status).toBe(101);
    expect((await ask(server.port, handshake("/ws/shared/x"))).status).toBe(403);
    expect((await ask(server.port, handshake("/ws/shared/y"))).status).toBe(101);
    expect((await ask(server.port, handshake("/ws/a/bare?outer=false"))).status).toBe(403);
    expect((await ask(server.port, handshake("/ws/a/bare?middle=false"))).status).toBe(101);
  });

  test("only for a valid handshake, and not for other paths", async () => {
    /** How many guards have run, once those of a last handshake have. */
    const inAll = async (): Promise<number> => {
      await decide("");
      return [...server.stdout().matchAll(/^ran /gm)].length;
    };
    const before = await inAll();
    expect((await server.fetch("/ws/a/7")).status).toBe(426);
    expect((await server.fetch("/healthz")).status).toBe(200);
    expect(
      statusOf(await exchange(server.port, handshake("/ws/a/7", { Origin: "https://evil.example" }))),
    ).toBe(403);
    expect(await inAll()).toBe(before + ALL.length);
  });
});

describe("a refusal is final", () => {
  const refusals: readonly (readonly [string, number])[] = [
    ["false", 403],
    ["nothing", 403],
    ["one", 403],
    ["misspelt", 403],
    ["response", 402],
    ["switching", 500],
    ["throw", 500],
    ["bad-header", 500],
  ];
  for (const [index, name] of ["outer", "middle", "inner"].entries()) {
    for (const [kind, status] of refusals)
      test(`${kind} of the ${name} guard is ${status}, and nothing else runs`, async () => {
        const answer = await decide(`${name}=${kind}`);
        expect([answer.status, answer.ran]).toEqual([status, ALL.slice(0, index + 1)]);
        expect(answer.body).not.toContain("secret");
      });
  }

  test("a Response refuses as it is", async () => {
    const { status, body, headers } = await decide("middle=response");
    expect([status, body, headers.get("x-why")]).toEqual([402, "pay first", "money"]);
  });

  test("the log names the route, the guard and its file, and the place of a failure", async () => {
    await decide("middle=throw");
    await server.logged(
      /^bunbox error: guard of \/ws\/a\/\[id\] failed at app\/ws\/a\/\(team\)\/_guard\.ts:\d+:\d+: Error: secret of middle$/m,
    );
    await decide("inner=misspelt");
    await server.logged(
      /^bunbox warning: guard of \/ws\/a\/\[id\] in app\/ws\/a\/\(team\)\/\[id\]\/_guard\.mts returned an object with the keys dta; return true, .*: refused with 403$/m,
    );
    await decide("outer=switching");
    await server.logged(
      /guard of \S+ failed at app\/ws\/a\/_guard\.ts: Error: a Response of status 101 does not refuse/,
    );
  });

  test("what `upgrade` decides behind guards is as without them", async () => {
    expect((await decide("upgrade=false&inner=data")).status).toBe(403);
    expect((await decide("upgrade=misspelt")).status).toBe(403);
    await server.logged(/upgrade of \/ws\/a\/\[id\] returned an object with the keys dta/);
    expect((await decide("upgrade=throw")).status).toBe(500);
    await server.logged(
      /upgrade of \/ws\/a\/\[id\] failed at app\/ws\/a\/\(team\)\/\[id\]\/route\.ts:\d+:\d+: Error: secret of upgrade/,
    );
    expect((await ask(server.port, handshake("/ws/sync?throw"))).status).toBe(500);
    await server.logged(/upgrade of \/ws\/sync failed at app\/ws\/sync\/route\.ts:\d+:\d+: Error: sync/);
    expect((await decide("upgrade=bad-header&inner=headers")).status).toBe(500);
    await server.logged(/upgrade of \/ws\/a\/\[id\] failed at .*: TypeError/);
  });
});

describe("data", () => {
  const cases: readonly (readonly [query: string, data: unknown])[] = [
    ["", "undefined"],
    ["outer=data", { outer: true }],
    ["outer=data&inner=data", { inner: true }],
    ["outer=data&inner=merged", { outer: true, inner: true }],
    ["outer=data&middle=headers&inner=nothing-as-data", { outer: true }],
    ["outer=data&inner=null", "null"],
    ["outer=data&upgrade=data", { of: "upgrade" }],
    ["outer=data&upgrade=guard", { given: { outer: true } }],
    ["upgrade=guard", { given: "undefined" }],
    ["inner=data&upgrade=nothing-as-data", { inner: true }],
    ["inner=data&upgrade=headers", { inner: true }],
    ["where", [{ id: "7" }, "/ws/a/7", "127.0.0.1", ["topic", "params", "guard"]]],
  ];
  for (const [query, data] of cases)
    test(`of ${query || "nobody"} is ${JSON.stringify(data)}`, async () => {
      expect(JSON.parse((await decide(query)).message ?? "")).toEqual({ data });
    });

  test("reaches a route without `upgrade`, and one that is synchronous throughout", async () => {
    const bare = await ask(server.port, handshake("/ws/a/bare?outer=data"), true);
    expect(bare.message).toBe('{"data":{"outer":true}}');
    expect((await ask(server.port, handshake("/ws/sync"), true)).message).toBe('{"data":"sync"}');
  });
});

describe("headers and subprotocols", () => {
  test("headers are appended, the outermost first; those of the handshake are dropped and reported", async () => {
    const { headers } = await decide("outer=headers&inner=headers&upgrade=headers");
    expect(headers.get("x-by")).toBe("outer, inner, upgrade");
    expect(headers.get("set-cookie")).toBe("outer=1\ninner=1\nupgrade=1");
    expect(headers.get("connection")).toBe("Upgrade");
    await server.logged(
      /guard of \/ws\/a\/\[id\] in app\/ws\/a\/_guard\.ts returned the header connection, which belongs to the handshake: dropped/,
    );
  });

  const OFFERED = "upgrade, inner, outer";
  const protocols: readonly (readonly [query: string, agreed: string | undefined])[] = [
    ["outer=protocol", "outer"],
    ["outer=protocol-header", "outer"],
    ["outer=protocol&inner=protocol", "inner"],
    ["outer=protocol&upgrade=protocol", "upgrade"],
    ["outer=protocol&upgrade=headers", "outer"],
    ["outer=protocol&inner=foreign-protocol", "outer"],
    ["inner=foreign-protocol", undefined],
    ["", undefined],
  ];
  for (const [query, agreed] of protocols)
    test(`${query || "no choice"} agrees to ${agreed}`, async () => {
      const { status, headers } = await decide(query, { "Sec-WebSocket-Protocol": OFFERED });
      expect([status, headers.get("sec-websocket-protocol")]).toEqual([101, agreed]);
    });

  test("one that was not offered is reported", async () => {
    await decide("inner=foreign-protocol");
    await server.logged(
      /guard of \S+ in \S+_guard\.mts chose the subprotocol "nobody", which was not offered: dropped/,
    );
  });
});
