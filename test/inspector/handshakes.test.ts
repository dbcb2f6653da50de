// Tests what the inspector of a real `bunbox dev` says about refused handshakes, and that it sets headers of a handshake.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { RunningDev } from "../support/dev.ts";
import { type DevFeed, type Feed, openDevFeed } from "../support/feed.ts";
import { HANDSHAKING } from "./handshaking-app.ts";

let opened: DevFeed;
let dev: RunningDev;
let feed: Feed;

describe("the handshakes of bunbox dev", () => {
  beforeAll(async () => {
    opened = await openDevFeed(HANDSHAKING);
    ({ dev, feed } = opened);
  }, 60_000);
  afterAll(() => opened[Symbol.asyncDispose]());

  for (const [query, expected] of [
    ["", { reason: "response", status: 401, body: "Who are you?", place: "app/lib/stranger.ts:4:18" }],
    [
      "?name=json",
      { reason: "response", status: 403, body: '{"error":"not you"}', place: "app/ws/chat/route.ts:5:44" },
    ],
    [
      "?name=throw",
      { reason: "error", status: 500, body: "Internal Server Error\n", place: "app/ws/chat/route.ts:6:39" },
    ],
    [
      "?name=nothing",
      {
        reason: "upgrade",
        status: 403,
        message: expect.stringContaining("returned undefined"),
        place: "app/ws/chat/route.ts:7:38",
      },
    ],
  ] as const) {
    test(`says who refused /ws/chat${query}, and where`, async () => {
      await dev.connect(`/ws/chat${query}`).catch(() => undefined);
      expect(await feed.next("refusal", ({ path }) => path === `/ws/chat${query}`)).toMatchObject({
        route: { path: "/ws/chat", file: "app/ws/chat/route.ts" },
        ...expected,
      });
    });
  }

  for (const [query, places] of [
    ["", ["app/lib/stranger.ts:2:71", "app/ws/guarded/route.ts:6:33"]],
    ["?name=Eve", ["app/lib/stranger.ts:2:71", "app/ws/guarded/route.ts:6:33"]],
    ["?name=Mallory", ["app/ws/guarded/route.ts:7:29"]],
  ] as const) {
    test(`says where /ws/guarded${query} may have been refused`, async () => {
      await dev.connect(`/ws/guarded${query}`).catch(() => undefined);
      const refusal = await feed.next("refusal", ({ path }) => path === `/ws/guarded${query}`);
      const [only = null, ...others] = places;
      expect(refusal).toMatchObject({
        reason: "upgrade",
        possible: places,
        place: others.length === 0 ? only : null,
      });
    });
  }

  const guard = "app/ws/staff/_guard.ts";
  for (const [query, expected] of [
    [
      "",
      {
        reason: "upgrade",
        possible: ["app/lib/stranger.ts:2:71", `${guard}:5:33`, `${guard}:9:14`],
        place: null,
      },
    ],
    ["?name=nothing", { reason: "upgrade", possible: [`${guard}:7:38`], place: `${guard}:7:38` }],
    ["?name=Eve", { reason: "response", status: 401, possible: [], place: `${guard}:6:38` }],
    ["?name=throw", { reason: "error", status: 500, possible: [], place: `${guard}:8:39` }],
  ] as const) {
    test(`says where the guard of /ws/staff${query} has refused, or may have`, async () => {
      await dev.connect(`/ws/staff${query}`).catch(() => undefined);
      const refusal = await feed.next("refusal", ({ path }) => path === `/ws/staff${query}`);
      expect(refusal).toMatchObject({ guard, ...expected });
    });
  }

  test("says where upgrade behind a guard has refused", async () => {
    await dev.connect("/ws/staff?name=Ada", { headers: { "X-Robot": "yes" } }).catch(() => undefined);
    const refusal = await feed.next("refusal", ({ path }) => path === "/ws/staff?name=Ada");
    expect(refusal).toMatchObject({ guard: null, place: "app/ws/staff/route.ts:2:46" });
  });

  test("says why bunbox refused a page of another site, with the headers of both", async () => {
    await dev
      .connect("/ws/chat?name=x", { headers: { Origin: "https://evil.example" } })
      .catch(() => undefined);
    const refusal = await feed.next("refusal", ({ reason }) => reason === "origin");
    expect(refusal).toMatchObject({ status: 403, message: expect.stringContaining("list it in `origins`") });
    expect(refusal.requestHeaders).toContainEqual(["origin", "https://evil.example"]);
    expect(refusal.responseHeaders).toContainEqual(["connection", "close"]);
  });

  test("leaves Response as it is for the routes", async () => {
    await dev.connect("/ws/responses").catch(() => undefined);
    const { body, status } = await feed.next("refusal", ({ path }) => path === "/ws/responses");
    expect(status).toBe(418);
    expect(JSON.parse(body ?? "")).toEqual({
      are: ["Response", "Response", "Response", "Response", "Refusal", "Response"],
      own: [true, true, true],
      native: ["Response", 0, "function", ["error", "json", "redirect"]],
      texts: ["a", {}, "b", "ok\n"],
    });
  });

  test("gives one handshake the headers of a ticket, and the URL without it", async () => {
    const headers = [
      ["Authorization", "Bearer x"],
      ["cookie", "a=1; b=2"],
      ["Origin", dev.url()],
    ] as const;
    for (const [path, mark] of [
      ["/ws/echo/a", "?"],
      ["/ws/echo/a?b=c&d", "&"],
    ] as const) {
      const issued = await feed.command({ kind: "ticket", headers });
      const ticket = issued["ticket"];
      using client = await dev.connect(`${path}${mark}_bunbox=${ticket}`);
      expect(await client.text()).toBe(`${dev.url()}${path} Bearer x a=1; b=2 ${dev.url()} true`);
      using again = await dev.connect(`${path}${mark}_bunbox=${ticket}`);
      expect(await again.text()).toStartWith(`${dev.url()}${path}${mark}_bunbox=${ticket}  `);
    }
    for (const [name, value] of [
      ["Sec-WebSocket-Key", "x"],
      ["Host", "x"],
      ["bad name", "x"],
      ["x", "bad\nvalue"],
    ] as const)
      expect(await feed.command({ kind: "ticket", headers: [[name, value]] })).toEqual({
        problem: expect.any(String),
      });
  });
});
