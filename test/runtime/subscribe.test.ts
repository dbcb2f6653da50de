// Tests that a route with `subscribe = false` joins its topic when it wants to, and is otherwise like any other.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createProject, type TestProject } from "../support/project.ts";
import { type ServedRoutes, serveProject } from "../support/served-routes.ts";

const IMPORT = 'import { publish, type ServerWebSocket, type WebSocketContext } from "@ademattos/bunbox";\n';

/** Does what a client asks for. */
const ROOM = `${IMPORT}
  export const subscribe = false;
  export function onMessage(ws: ServerWebSocket, message: string | Buffer, ctx: WebSocketContext<{ room: string }>) {
    if (message === "join") ws.subscribe(ctx.topic);
    if (message === "leave") ws.unsubscribe(ctx.topic);
    if (message === "say") return ctx.broadcast("said in " + ctx.params.room);
    ws.send(JSON.stringify([ctx.subscriberCount, ws.subscriptions, ws.isSubscribed(ctx.topic)]));
  }
`;

/** Joins within `onOpen`, after it has waited for its turn. */
const OPENING = `${IMPORT}
  export const subscribe = false;
  export async function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) {
    ws.send(JSON.stringify(ws.subscriptions));
    publish(ctx.topic, "too early");
    await Bun.sleep(1);
    ws.subscribe(ctx.topic);
    publish(ctx.topic, "joined");
  }
  export function onClose(_ws: ServerWebSocket, ctx: WebSocketContext, code: number) {
    publish("ws-all", code + " with " + ctx.subscriberCount);
  }
`;

const FAILING = `${IMPORT}
  export const subscribe = false;
  export function onOpen() { throw new Error("thrown by onOpen"); }
`;

let server: ServedRoutes;
let project: TestProject;

beforeAll(async () => {
  project = await createProject({
    "bunbox.config.ts": "export default { metrics: true };",
    "app/ws/rooms/[room]/route.ts": ROOM,
    "app/ws/opening/route.ts": OPENING,
    "app/ws/failing/route.ts": FAILING,
    "app/ws/all/route.ts": `${IMPORT}export const subscribe = true;
      export function onMessage(ws: ServerWebSocket, _: string | Buffer, ctx: WebSocketContext) { ws.send(String(ctx.subscriberCount)); }`,
  });
  server = await serveProject(project);
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

describe("a route with `subscribe = false`", () => {
  test("is not on its topic until it subscribes, and its broadcasts go there", async () => {
    using client = await server.connect("/ws/rooms/1");
    using other = await server.connect("/ws/rooms/1");
    client.send("ask");
    expect(await client.json()).toEqual([0, [], false]);
    client.send("join");
    expect(await client.json()).toEqual([1, ["/ws/rooms/1"], true]);
    other.send("say");
    expect(await client.text()).toBe("said in 1");
    other.send("ask");
    expect(await other.json()).toEqual([1, [], false]);
    client.send("leave");
    expect(await client.json()).toEqual([0, [], false]);
  });

  test("may join within onOpen, and misses what is published before", async () => {
    using all = await server.connect("/ws/all");
    const client = await server.connect("/ws/opening");
    expect([await client.text(), await client.text()]).toEqual(["[]", "joined"]);
    client.socket.close(4000);
    expect(await all.text()).toBe("4000 with 0");
  });

  test("closes the socket with 1011 if its onOpen fails", async () => {
    using client = await server.connect("/ws/failing");
    expect((await client.closed).code).toBe(1011);
    await server.logged(
      /onOpen of \/ws\/failing failed at app\/ws\/failing\/route\.ts:\d+:\d+: Error: thrown by onOpen/,
    );
  });

  test("is counted like any other", async () => {
    using first = await server.connect("/ws/rooms/7");
    first.send("ask");
    await first.next();
    const text = await (await server.fetch("/metrics")).text();
    expect(text).toMatch(/^bunbox_connections\{route="\/ws\/rooms\/\[room\]"\} [1-9]/m);
    expect(text).not.toContain('route="/ws/rooms/[room]",handler="onOpen"');
    expect(text).toContain('route="/ws/opening",handler="onOpen"');
  });
});

test("the exported routes have the handlers that the project has", () => {
  const script = 'import { routes } from "./dist/server.js"; console.log(JSON.stringify(routes))';
  const { stdout } = Bun.spawnSync([process.execPath, "-e", script], { cwd: project.root });
  const routes: readonly { readonly path: string; readonly handlers: readonly string[] }[] = JSON.parse(
    stdout.toString(),
  );
  expect(Object.fromEntries(routes.map(({ path, handlers }) => [path, handlers]))).toEqual({
    "/ws/all": ["onMessage"],
    "/ws/failing": ["onOpen"],
    "/ws/opening": ["onOpen", "onClose"],
    "/ws/rooms/[room]": ["onMessage"],
  });
});

test("a route with `subscribe = true` is on its topic", async () => {
  using client = await server.connect("/ws/all");
  client.send("?");
  expect(await client.text()).toBe("1");
});
