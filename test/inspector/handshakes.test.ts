// Tests what the inspector of a real `bunbox dev` says about refused handshakes, and that it sets headers of a handshake.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { RunningDev } from "../support/dev.ts";
import { type DevFeed, type Feed, openDevFeed } from "../support/feed.ts";

const FILES = {
  "app/ws/chat/route.ts": `
    import { refuseStranger } from "../../lib/stranger.ts";
    export function upgrade(req: Request) {
      const name = new URL(req.url).searchParams.get("name");
      if (name === "json") return Response.json({ error: "not you" }, { status: 403 });
      if (name === "throw") throw new Error("no database");
      if (name === "nothing") return undefined;
      if (name === null) return refuseStranger();
      return true;
    }
    export function onMessage() {}
  `,
  "app/ws/guarded/route.ts": `
    import { isMember } from "../../lib/stranger.ts";
    const BANNED = new Set(["Mallory"]);
    export async function upgrade(req: Request) {
      const name = new URL(req.url).searchParams.get("name");
      if (name === null) return false;
      if (BANNED.has(name)) return;
      return await isMember(name);
    }
    export function onMessage() {}
  `,
  "app/ws/staff/_guard.ts": `
    import { isMember } from "../../lib/stranger.ts";
    export async function guard(req: Request) {
      const name = new URL(req.url).searchParams.get("name");
      if (name === null) return false;
      if (name === "Eve") return new Response("no Eves", { status: 401 });
      if (name === "nothing") return undefined as unknown as boolean;
      if (name === "throw") throw new Error("no database");
      return name === "Ada" || await isMember(name);
    }
  `,
  "app/ws/staff/route.ts": `
    export const upgrade = (req: Request) => !req.headers.has("x-robot");
    export function onMessage() {}
  `,
  "app/ws/echo/[...path]/route.ts": `
    export function upgrade(req: Request) {
      const { origin, cookie } = Object.fromEntries(req.headers);
      return { data: [req.url, req.headers.get("authorization"), cookie, origin, req instanceof Request].join(" ") };
    }
    export function onOpen(ws: Bun.ServerWebSocket<string>) { ws.send(ws.data); }
  `,
  "app/ws/responses/route.ts": `
    class Refusal extends Response {}
    export async function upgrade(req: Request) {
      const fetched = await fetch(new URL("/healthz", req.url));
      const made = [new Response("a"), Response.json({}), Response.error(), Response.redirect("/x"), new Refusal("b"), fetched];
      return new Refusal(JSON.stringify({
        are: made.map((each) => each instanceof Response && each.constructor.name),
        own: [new Refusal() instanceof Refusal, new Response().constructor === Response, Response.json === Response.json],
        native: [Response.name, Response.length, typeof Response, Object.keys(Response)],
        texts: await Promise.all([made[0]?.clone().text(), made[1]?.json(), made[4]?.text(), fetched.text()]),
      }), { status: 418 });
    }
  `,
  "app/lib/stranger.ts": `
    export const isMember = async (name: string): Promise<boolean> => name === "Ada";
    export function refuseStranger(): Response {
      return new Response("Who are you?", { status: 401, headers: { "WWW-Authenticate": "Bearer" } });
    }
  `,
};

let opened: DevFeed;
let dev: RunningDev;
let feed: Feed;

describe("the handshakes of bunbox dev", () => {
  beforeAll(async () => {
    opened = await openDevFeed(FILES);
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
