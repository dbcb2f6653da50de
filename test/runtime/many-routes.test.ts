// Tests a project of so many routes that its table is written in columns and its paths are found in Maps.
import { expect, test } from "bun:test";
import path from "node:path";
import { createProject } from "../support/project.ts";

const ECHO = `
  import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext) {
    ws.send(JSON.stringify([ctx.topic, ctx.params, message]));
  }
`;

test("each of many routes has its own handlers, topic and parameters", async () => {
  const folders = Array.from({ length: 80 }, (_, index) => {
    if (index % 3 === 1) return `area${index % 4}/room${index}/[room]`;
    return index % 3 === 2 ? `area${index % 4}/file${index}/[...path]` : `area${index % 4}/echo${index}`;
  });
  await using project = await createProject(
    Object.fromEntries(
      folders.map((folder, index) => [
        `app/ws/${folder}/route.ts`,
        index % 7 === 0
          ? `${ECHO}export function onOpen(ws: ServerWebSocket) { ws.send("${index}"); }`
          : ECHO,
      ]),
    ),
  );
  await project.build("--no-typecheck");
  await using server = await project.serve();
  for (const [index, folder] of folders.entries()) {
    const below = folder.replace("[room]", "a%20b").replace("[...path]", "x/y");
    using client = await server.connect(`/ws/${below}`);
    if (index % 7 === 0) expect(await client.text()).toBe(String(index));
    client.send("hello");
    const params = folder.endsWith("[room]")
      ? { room: "a b" }
      : folder.endsWith("]")
        ? { path: ["x", "y"] }
        : {};
    const topic = folder.endsWith("]") ? `/ws/${below}` : `ws-${below.replaceAll("/", "-")}`;
    expect(await client.json()).toEqual([topic, params, "hello"]);
  }
  for (const missing of ["/ws/area1/room1", "/ws/area9/echo0", "/ws", "/ws/area1/room1/a/b"])
    expect((await server.fetch(missing)).status).toBe(404);
  const { routes }: { routes: unknown } = await import(path.join(project.root, "dist/server.js"));
  const { stdout } = await project.bunbox(["routes", "--json"]);
  expect(routes).toEqual(JSON.parse(stdout));
}, 60_000);
