// What a route's `upgrade` returns and what becomes of the handshake, in a Bun.serve of the test's own.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import type { App } from "../../runtime/app.ts";
import { observeRefusals, type RefusalReason } from "../../runtime/refuse.ts";
import { observeReports } from "../../runtime/report.ts";
import type { RouteEntry } from "../../runtime/route.ts";
import type { Upgrade } from "../../runtime/types.ts";
import { appOf } from "../support/app-of.ts";
import { type Answer, ask, handshake } from "../support/raw.ts";

class Own {
  readonly data = 1;
}

/** A body can be sent once. */
const kept = new Response("kept", { status: 402 });

/** Results of `upgrade`, with the status that they come to and what is reported. */
const RESULTS: Readonly<Record<string, readonly [result: () => unknown, status: number, report?: string]>> = {
  true: [() => true, 101],
  false: [() => false, 403],
  empty: [() => ({}), 101],
  bare: [() => Object.create(null), 101],
  data: [() => ({ data: 1 }), 101],
  headers: [() => ({ data: 1, headers: { "X-A": "1" }, protocol: undefined }), 101],
  "an instance with data": [() => new Own(), 101],
  undefined: [() => undefined, 403, "undefined"],
  null: [() => null, 403, "null"],
  one: [() => 1, 403, "a number"],
  function: [() => () => true, 403, "a function"],
  misspelt: [() => ({ dta: 1 }), 403, "an object with the keys dta"],
  "one key too many": [() => ({ data: 1, dta: 1 }), 403, "an object with the keys data, dta"],
  array: [() => [], 403, "an object without keys"],
  "array with data": [() => Object.assign([], { data: 1 }), 403, "an object with the keys data"],
  error: [() => new Error("no"), 403, "an object without keys"],
  "error with data": [() => Object.assign(new Error("no"), { data: 1 }), 403, "an object with the keys data"],
  map: [() => new Map(), 403, "an object without keys"],
  "a response": [() => new Response("", { status: 402 }), 402],
  "a response of 200": [() => new Response("", { status: 200 }), 200],
};

const FAILURES: Readonly<Record<string, readonly [result: () => unknown, report: RegExp]>> = {
  "an error response": [() => Response.error(), /a Response of status 0 does not refuse/],
  throw: [
    () => {
      throw new Error("secret");
    },
    /Error: secret/,
  ],
  rejection: [() => Promise.reject(new Error("late secret")), /Error: late secret/],
};

function routeWith(name: string, upgrade: Upgrade | undefined): RouteEntry {
  const path = `/ws/${encodeURIComponent(name)}`;
  return {
    path,
    file: `${name}.ts`,
    topic: name,
    params: [],
    ...(upgrade && { upgrade }),
    onOpen: () => undefined,
  };
}

/** A function that may return what its type does not allow. */
function untyped(upgrade: () => unknown): Upgrade {
  const name: string = "upgrade";
  return Reflect.get({ upgrade }, name);
}

let address = "";
let changed: () => unknown = () => true;
const reports: string[] = [];
const refusals: RefusalReason[] = [];
observeReports(({ message }) => reports.push(message));
observeRefusals((reason) => refusals.push(reason));

const routes: readonly RouteEntry[] = [
  ...[...Object.entries(RESULTS), ...Object.entries(FAILURES)].map(([name, [result]]) =>
    routeWith(name, untyped(result)),
  ),
  ...Object.entries(RESULTS).map(([name, [result]]) =>
    routeWith(
      `async ${name}`,
      untyped(async () => result()),
    ),
  ),
  routeWith("none", undefined),
  routeWith("kept", () => kept),
  routeWith("peer", (_req, ctx) => {
    address = ctx.remoteAddress;
    return true;
  }),
  {
    ...routeWith("changed", undefined),
    get upgrade(): Upgrade {
      return untyped(changed);
    },
  },
];

let app: App;
let server: Bun.Server<unknown>;

function serve({ fetch, websocket }: App): Bun.Server<unknown> {
  return Bun.serve({ port: 0, hostname: "127.0.0.1", fetch, websocket });
}

interface SlowApp {
  readonly own: App;
  /** Resolves when `upgrade` runs, and when its client has gone meanwhile. */
  readonly asked: Promise<void>;
  readonly gone: Promise<void>;
  readonly go: () => void;
}

/** An app whose `upgrade` waits. */
function slowApp(): SlowApp {
  const asked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const slow = routeWith("slow", async ({ signal }) => {
    signal.addEventListener("abort", () => gone.resolve());
    asked.resolve();
    await go.promise;
    return true;
  });
  const own = appOf([slow]);
  return { own, asked: asked.promise, gone: gone.promise, go: go.resolve };
}

beforeAll(() => {
  app = appOf(routes);
  server = serve(app);
});

afterAll(() => server.stop(true));

/** The answer to a handshake, and what was reported meanwhile. */
async function knock(
  name: string,
  { port = 0 } = server,
): Promise<Answer & { readonly reported: readonly string[] }> {
  reports.length = 0;
  refusals.length = 0;
  const answer = await ask(port, handshake(`/ws/${encodeURIComponent(name)}`));
  return { ...answer, reported: [...reports] };
}

describe("a result", () => {
  for (const [name, [, status, report]] of Object.entries(RESULTS)) {
    for (const [way, prefix] of [
      ["at once", ""],
      ["later", "async "],
    ] as const) {
      test(`${name}, ${way}: ${status}`, async () => {
        const answer = await knock(prefix + name);
        expect(answer.status).toBe(status);
        expect(refusals).toEqual(status === 403 ? ["upgrade"] : []);
        const path = `/ws/${encodeURIComponent(prefix + name)}`;
        const line = `upgrade of ${path} returned ${report}; return true, { data, headers, protocol }, false or a Response: refused with 403`;
        expect(answer.reported).toEqual(report === undefined ? [] : [line]);
      });
    }
  }

  for (const [name, [, report]] of Object.entries(FAILURES)) {
    test(`${name} is a failure`, async () => {
      const { status, body, reported } = await knock(name);
      expect([status, body]).toEqual([500, "Internal Server Error\n"]);
      expect(reported).toEqual([expect.stringMatching(report)]);
    });
  }

  test("a Response that has been sent before is a failure", async () => {
    expect((await knock("kept")).status).toBe(402);
    const { status, reported } = await knock("kept");
    expect(status).toBe(500);
    expect(reported).toEqual([expect.stringContaining("the Response has been sent before")]);
  });

  test("adds its fields to the answer", async () => {
    expect((await knock("headers")).headers.get("x-a")).toBe("1");
    expect((await knock("data")).headers.has("x-a")).toBe(false);
  });
});

describe("a route", () => {
  test("without `upgrade` lets everybody in", async () => {
    expect((await knock("none")).status).toBe(101);
  });

  test("whose `upgrade` is not a function any more lets nobody in", async () => {
    changed = JSON.parse("3");
    const { status, reported } = await knock("changed");
    expect(status).toBe(500);
    expect(reported).toEqual([expect.stringContaining("upgrade is a number now; it must stay a function")]);
  });

  test("sees the address of the client", async () => {
    await knock("peer");
    expect(address).toBe("127.0.0.1");
  });
});

describe("a server", () => {
  test("that got no `websocket` says so", async () => {
    await using serving: Bun.Server<unknown> = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: async (req): Promise<Response> => (await app.fetch(req, serving)) ?? new Response(),
    });
    const { status, reported } = await knock("true", serving);
    expect([status, ...refusals]).toEqual([500, "error"]);
    expect(reported).toEqual([
      expect.stringMatching(
        /^\/ws\/true cannot be upgraded: pass `websocket` to Bun\.serve too \(.*websocket.*\)$/,
      ),
    ]);
  });

  test("that drains refuses who is being decided on", async () => {
    const { own, asked, go } = slowApp();
    await using serving = serve(own);
    const answer = knock("slow", serving);
    await asked;
    own.drain();
    go();
    expect((await answer).status).toBe(503);
    expect(refusals).toEqual(["draining"]);
  });

  test("does not open a socket for a client that has gone", async () => {
    const { own, asked, gone, go } = slowApp();
    await using serving = serve(own);
    refusals.length = 0;
    const socket = connect(serving.port ?? 0, "127.0.0.1", () => socket.write(handshake("/ws/slow")));
    await asked;
    const refused = Promise.withResolvers<void>();
    observeRefusals(() => refused.resolve());
    socket.destroy();
    await gone;
    go();
    await refused.promise;
    expect(refusals).toEqual(["gone"]);
  });
});
