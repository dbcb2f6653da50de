// Tests that routes which were written for one process are one room on three: through Redis, and as workers.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type Client, three } from "../../support/client.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import { leaveNothing } from "../../support/proxy.ts";
import { REDIS, type Redis, startRedis } from "../../support/redis.ts";
import type { RunningServer } from "../../support/server.ts";

/** Rooms that clients join by a message, as the guide has them. */
const ROOMS = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
    const { type, room, text } = JSON.parse(String(message));
    if (type === "join") { ws.subscribe("room-" + room); ws.send("joined by " + process.pid); }
    if (type === "say") ws.publish("room-" + room, text);
    if (type === "leave") { ws.unsubscribe("room-" + room); ws.send("left"); }
  }
`;

/** A game whose players are announced to everyone. */
const GAME = `
  import type { ServerWebSocket, UpgradeData, WebSocketContext } from "@ademattos/bunbox";
  type Socket = ServerWebSocket<UpgradeData<typeof upgrade>>;
  const players = new Map<string, { x: number; y: number }>();
  export function upgrade(req: Request) {
    const id = new URL(req.url).searchParams.get("id");
    return id === null ? false : { data: { id } };
  }
  export function onOpen(ws: Socket, ctx: WebSocketContext) {
    players.set(ws.data.id, { x: 0, y: 0 });
    ws.send(JSON.stringify({ pid: process.pid }));
    ctx.broadcastJSON({ joined: ws.data.id });
  }
  export function onMessage(ws: Socket, message: string | Buffer, ctx: WebSocketContext) {
    const player = { ...players.get(ws.data.id), ...JSON.parse(String(message)) };
    players.set(ws.data.id, player);
    ctx.broadcastJSON({ moved: ws.data.id, ...player });
  }
  export function onClose(ws: Socket, ctx: WebSocketContext) {
    players.delete(ws.data.id);
    ctx.broadcastJSON({ left: ws.data.id });
  }
`;

const FILES = {
  "package.json": '{ "name": "game" }',
  "app/ws/rooms/route.ts": ROOMS,
  "app/ws/game/route.ts": GAME,
};

/** Opens a socket in each of three processes; `pidOf` asks a new socket for its process. */
type Open = (
  path: (index: number) => string,
  pidOf: (client: Client) => Promise<number>,
) => Promise<readonly [Client, Client, Client]>;

function say(from: Client, message: object): void {
  from.send(JSON.stringify(message));
}

async function join(client: Client): Promise<number> {
  say(client, { type: "join", room: 7 });
  return Number((await client.text()).replace("joined by ", ""));
}

async function play(client: Client): Promise<number> {
  const first = await client.json();
  return typeof first === "object" && first !== null && "pid" in first ? Number(first.pid) : 0;
}

/** Skips messages until this one. */
async function until(client: Client, wanted: object): Promise<void> {
  for (;;) if (Bun.deepEquals(await client.json(), wanted)) return;
}

function describePlay(open: Open, joined: () => Promise<void>): void {
  test("are one room: join on one, speak on another, leave on the third", async () => {
    const [a, b, c] = await open(() => "/ws/rooms", join);
    await joined();
    say(b, { type: "say", room: 7, text: "hi" });
    for (const client of [a, c]) expect(await client.text()).toBe("hi");
    say(c, { type: "leave", room: 7 });
    expect(await c.text()).toBe("left");
    say(a, { type: "say", room: 7, text: "gone?" });
    expect(await b.text()).toBe("gone?");
    expect([a.pending, b.pending, c.pending]).toEqual([0, 0, 0]);
  });

  test("are one game: everyone sees who joins, moves and leaves", async () => {
    const [a, b, c] = await open((index) => `/ws/game?id=${index}`, play);
    for (const client of [a, b, c]) await until(client, { joined: "2" });
    b.send(JSON.stringify({ x: 3 }));
    for (const client of [a, b, c]) await until(client, { moved: "1", x: 3, y: 0 });
    c.close();
    for (const client of [a, b]) await until(client, { left: "2" });
    expect([a.pending, b.pending]).toEqual([0, 0]);
  });
}

describe.skipIf(REDIS.skipped)(`three servers${REDIS.why}`, () => {
  let redis: Redis;
  let project: TestProject;
  let servers: readonly RunningServer[];
  beforeAll(async () => {
    const config = "export default { pubsub: {} };";
    [redis, project] = await Promise.all([
      startRedis(),
      createProject({ ...FILES, "bunbox.config.ts": config }),
    ]);
    await project.build("--no-typecheck");
    servers = await Promise.all([1, 2, 3].map(() => project.serve({ REDIS_URL: redis.url })));
  });
  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
    await leaveNothing();
  });

  const open: Open = async (path, pidOf) => {
    const clients: Client[] = [];
    for (const [index, server] of servers.entries()) {
      const client = await server.connect(path(index));
      expect(await pidOf(client)).toBe(server.pid);
      clients.push(client);
    }
    return three(clients);
  };
  // A socket that subscribes cannot wait for Redis.
  describePlay(open, () => redis.subscribed("bunbox:game:room-7", 3));
});

describe("three workers", () => {
  let project: TestProject;
  let server: RunningServer;
  beforeAll(async () => {
    const config = "export default { workers: 3 };";
    project = await createProject({ ...FILES, "bunbox.config.ts": config });
    await project.build("--no-typecheck");
    server = await project.serve();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  const open: Open = async (path, pidOf) => {
    // The kernel chooses the worker, so some sockets are too many. They stay open: a player who leaves would be announced.
    const placed = new Map<number, Client>();
    while (placed.size < 3) {
      const client = await server.connect(path(placed.size));
      const pid = await pidOf(client);
      if (!placed.has(pid)) placed.set(pid, client);
    }
    return three([...placed.values()]);
  };
  describePlay(open, () => Promise.resolve());
});
