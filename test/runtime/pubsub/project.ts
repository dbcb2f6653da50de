// A project with `pubsub` or `workers`, whose route does what a client asks for.
import type { Client } from "../../support/client.ts";
import { createProject, type TestProject } from "../../support/project.ts";
import type { RunningServer } from "../../support/server.ts";

/** A room: the first word of a message says what to do with the rest. */
const ROOM = `
  import { heapStats } from "bun:jsc";
  import { publish, publishHere, publishTo, type ServerWebSocket, subscriberCountAll, type WebSocketContext } from "@ademattos/bunbox";
  type Context = WebSocketContext<{ room: string }>;
  setInterval(() => {}, 1000); // such as a route of a clock has

  export async function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: Context) {
    if (typeof message !== "string") return ctx.broadcast(message);
    const [verb, topic = "", ...words] = message.split(" ");
    const text = words.join(" ");
    if (verb === "pid") return ws.send(process.env.BUNBOX_WORKER + " " + process.pid);
    if (verb === "memory") { Bun.gc(true); return ws.send(JSON.stringify([heapStats().heapSize, heapStats().objectTypeCounts.RedisClient ?? 0])); }
    if (verb === "all") return ws.send("all " + await subscriberCountAll(ctx.topic));
    if (verb === "everywhere") return subscriberCountAll(JSON.parse(topic));
    if (verb === "route") return publishTo("/ws/rooms/[room]", ctx.params, { to: "all" });
    if (verb === "here") return publishHere(ctx.topic, "here");
    if (verb === "others") return ws.publish(ctx.topic, "others");
    if (verb === "subscribe") return ws.subscribe(JSON.parse(topic));
    if (verb === "publish") return publish(JSON.parse(topic), text);
    if (verb === "blob") { ctx.broadcast(new Blob(["blob"])); return ctx.broadcast("after"); }
    if (verb === "big") return ctx.broadcast("x".repeat(Number(topic)), text === "compress");
    if (verb === "count") { for (let n = 0; n < Number(topic); n += 1) ctx.broadcast(text + " " + n); return; }
    ctx.broadcast(message);
  }

  export async function onClose(_: ServerWebSocket, ctx: Context) {
    ctx.broadcast("left");
    if (ctx.params.room === "hang") await new Promise(() => {});
  }
`;

/** Makes and builds it. `more` is code that runs when the route is loaded. */
export async function createRooms(config: object = { pubsub: {} }, more = ""): Promise<TestProject> {
  const project = await createProject({
    "package.json": '{ "name": "rooms", "type": "module" }',
    "bunbox.config.ts": `export default ${JSON.stringify({ metrics: true, ...config })};`,
    "app/ws/rooms/[room]/route.ts": ROOM + more,
  });
  await project.build("--no-typecheck");
  return project;
}

/** Asks until the room has so many sockets: a server that is too busy to answer within 250 ms counts as 0. */
export async function untilCounted(client: Client, members: number): Promise<void> {
  for (let said = ""; said !== `all ${members}`;) {
    client.send("all");
    said = await client.text();
  }
}

/** The value of a metric. */
export async function metric(server: RunningServer, name: string): Promise<number> {
  const text = await (await server.fetch("/metrics")).text();
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return Number(line?.split(" ")[1]);
}
