// Tests which messages of the sockets of a real `bunbox dev` the inspector gets, and who may give it commands.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Client } from "../support/client.ts";
import type { RunningDev } from "../support/dev.ts";
import { type DevFeed, type Feed, openDevFeed, postCommand } from "../support/feed.ts";

const CHAT = `
  import { publish, type ServerWebSocket, type WebSocketContext } from "@ademattos/bunbox";
  type Data = { name: string; self?: unknown; readonly secret: string };
  export function upgrade(req: Request) {
    const name = new URL(req.url).searchParams.get("name");
    if (name === null) return false;
    const data: Data = { name, get secret(): string { throw new Error("read"); } };
    data.self = data;
    return { data };
  }
  export function onOpen(ws: ServerWebSocket<Data>) { if (ws.data.name === "hasty") ws.close(1008, "too many"); }
  export function onMessage(ws: ServerWebSocket<Data>, message: string | Buffer, ctx: WebSocketContext) {
    if (message === "all") return void ctx.broadcast("to all");
    if (message === "others") return void ws.publish(ctx.topic, "to others");
    if (message === "flood") for (let i = 0; i < 6400; i++) ws.send("flood " + i);
    else ws.send(message);
  }
`;
let opened: DevFeed;
let dev: RunningDev;
let feed: Feed;

describe("the feed of bunbox dev", () => {
  beforeAll(async () => {
    opened = await openDevFeed({ "app/ws/chat/route.ts": CHAT });
    ({ dev, feed } = opened);
  }, 60_000);
  afterAll(() => opened[Symbol.asyncDispose]());

  test("has the messages of a socket that is watched, both ways, and its data without running a getter", async () => {
    const { client: ada, id } = await connect("ada");
    using bob = await dev.connect("/ws/chat?name=bob");
    ada.send("before");
    await ada.text();
    await feed.command({ kind: "watch", subject: id });
    expect(await feed.next("frames")).toEqual({ subject: id, first: true, seen: 0, frames: [] });
    const { text } = await feed.next("data");
    expect(text).toBe('{\n  name: "ada",\n  secret: [getter],\n  self: [circular]\n}');

    ada.send("hi");
    ada.send(new Uint8Array([1, 2, 3]));
    bob.send("others");
    ada.send("others");
    await bob.text();
    ada.send("all");
    const shown: string[] = [];
    while (shown.length < 8) {
      const { frames } = await feed.next("frames");
      for (const { direction, content, published } of frames)
        shown.push([direction, content, published?.topic, published?.subscribers].filter(Boolean).join(" "));
    }
    expect(shown.toSorted()).toEqual(
      [
        "sent hi",
        "received hi",
        "sent AQID",
        "received AQID",
        "received to others ws-chat 1",
        "sent others",
        "sent all",
        "received to all ws-chat 2",
      ].toSorted(),
    );

    await feed.command({ kind: "close", socket: id, code: 4001, reason: "from the page" });
    expect(await ada.closed).toEqual({ code: 4001, reason: "from the page" });
    expect(await feed.next("closed", (each) => each.id === id)).toMatchObject({
      route: "/ws/chat",
      code: 4001,
      reason: "from the page",
    });
    expect(await feed.command({ kind: "close", socket: id, code: 4001, reason: "" })).toEqual({
      problem: `#${id} is closed already`,
    });
  });

  test("has a publication once if all sockets are watched, and an even sample of a flood", async () => {
    await feed.command({ kind: "watch", subject: "all" });
    await feed.next("frames", ({ subject, first }) => subject === "all" && first);
    using eve = await dev.connect("/ws/chat?name=eve");
    using fay = await dev.connect("/ws/chat?name=fay");
    eve.send("all");
    expect([await eve.text(), await fay.text()]).toEqual(["to all", "to all"]);
    const { frames } = await feed.next("frames", (batch) =>
      batch.frames.some(({ published }) => published !== null),
    );
    expect(frames.filter(({ published }) => published !== null)).toMatchObject([
      { socket: null, content: "to all" },
    ]);
    eve.send("flood");
    const flood = await feed.next("frames", ({ seen }) => seen > 1000);
    expect(flood.seen).toBeGreaterThanOrEqual(6400);
    expect(flood.frames.length).toBeLessThanOrEqual(64);
    const steps = new Set(
      flood.frames
        .map(({ content }) => Number(content.replace("flood ", "")))
        .filter((each) => !Number.isNaN(each))
        .map((each, index, all) => each - (all[index - 1] ?? each - 128)),
    );
    expect([...steps]).toEqual([128]);
    // Nothing is kept once nobody watches.
    await feed.command({ kind: "watch", subject: null });
    await feed.command({ kind: "watch", subject: "all" });
    expect(await feed.next("frames", ({ first }) => first)).toMatchObject({ seen: 0, frames: [] });
    await feed.command({ kind: "watch", subject: null });
  });

  test("has a socket that its own onOpen closed", async () => {
    using client = await dev.connect("/ws/chat?name=hasty");
    expect(await feed.next("closed", ({ code }) => code === 1008)).toMatchObject({
      reason: "too many",
      received: 0,
    });
    expect((await client.closed).code).toBe(1008);
  });

  test("obeys no other page", async () => {
    const command = { kind: "watch", subject: null };
    const { token } = feed;
    const own = await postCommand(dev.url(), { token, command }, { Origin: dev.url() });
    expect(own.status).toBe(200);
    for (const [body, headers] of [
      [{ token: crypto.randomUUID(), command }, {}],
      [{ command }, {}],
      [{ token, command: { kind: "watch", subject: {} } }, {}],
      [{ token, command: { kind: "close", socket: 1, code: 1005, reason: "" } }, {}],
      [{ token, command }, { Origin: "http://localhost:1" }],
      [{ token, command }, { Origin: "null" }],
      [{ token, command }, { "Content-Type": "text/plain" }],
      [{ token, command, more: "x".repeat(70_000) }, {}],
    ] as const)
      expect((await postCommand(dev.url(), body, headers)).status).toBe(403);
    expect((await postCommand(dev.url(), { token, command }, { Host: "evil.example" })).status).toBe(403);
    expect((await fetch(`${dev.url()}/_bunbox/command`)).status).toBe(403);
  });

  test("lets pages of this machine read the builds, and no other page, and gives them no token", async () => {
    for (const [origin, allowed] of [
      ["http://localhost:5173", "http://localhost:5173"],
      ["https://evil.example", null],
    ] as const) {
      const response = await fetch(`${dev.url()}/_bunbox/builds`, { headers: { Origin: origin } });
      expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
      const reader = response.body?.getReader();
      const { value } = (await reader?.read()) ?? {};
      expect(new TextDecoder().decode(value)).not.toContain("token");
      await reader?.cancel();
    }
    expect(
      (await fetch(`${dev.url()}/_bunbox/events`)).headers.get("access-control-allow-origin"),
    ).toBeNull();
  });
});

/** Opens a socket; resolves with it and its id. */
async function connect(name: string): Promise<{ readonly client: Client; readonly id: number }> {
  const client = await dev.connect(`/ws/chat?name=${name}`);
  const { connections } = await feed.next("live", (state) => state.connections.length > 0);
  return { client, id: Math.max(...connections.map(({ id }) => id)) };
}
