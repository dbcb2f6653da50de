// Tests that the option `base` moves every route, and no topic.
import { describe, expect, test } from "bun:test";
import { createProject, type TestProject } from "../support/project.ts";
import { ask, handshake } from "../support/raw.ts";

const ROUTE = `
  export function onOpen(ws, ctx) {
    ws.send(JSON.stringify([ctx.topic, ctx.params]));
    ctx.broadcast("joined");
  }
`;
const FOLDERS = ["", "chat", "rooms/[id]", "wiki/[[page]]", "files/[...path]"];

async function projectBelow(base: string, folders: readonly string[]): Promise<TestProject> {
  const project = await createProject({
    "bunbox.config.ts": `export default ${JSON.stringify({ base, client: "web/ws.ts" })};`,
    ...Object.fromEntries(folders.map((folder) => [`app/ws/${folder}/route.js`, ROUTE])),
  });
  await project.build("--no-typecheck");
  return project;
}

/** What each path is answered with: a status, or the topic and the parameters. */
async function answers(port: number, paths: readonly string[]): Promise<readonly unknown[]> {
  return Promise.all(
    paths.map(async (path) => {
      const { status, message } = await ask(port, handshake(path), true);
      const shown: unknown = JSON.parse(message ?? "null");
      return status === 101 ? shown : status;
    }),
  );
}

describe("a base", () => {
  test("of several segments", async () => {
    await using project = await projectBelow("/api/live", FOLDERS);
    await using server = await project.serve();
    const paths = ["", "/", "/chat", "/rooms/a%2Fb", "/wiki", "/wiki/x", "/files/a/b"];
    expect(
      await answers(
        server.port,
        paths.map((path) => `/api/live${path}`),
      ),
    ).toEqual([
      ["ws", {}],
      ["ws", {}],
      ["ws-chat", {}],
      ["/ws/rooms/a%2Fb", { id: "a/b" }],
      ["/ws/wiki", {}],
      ["/ws/wiki/x", { page: "x" }],
      ["/ws/files/a/b", { path: ["a", "b"] }],
    ]);
    expect(await answers(server.port, ["/ws", "/ws/chat", "/api", "/api/livechat", "/"])).toEqual([
      404, 404, 404, 404, 404,
    ]);
    expect((await project.bunbox(["routes"])).stdout).toContain("/api/live/rooms/[id]       (its path)");
    expect(await Bun.file(`${project.root}/web/ws.ts`).text()).toContain('"/api/live/wiki/[[page]]"');
    using first = await server.connect("/api/live/rooms/1");
    expect([await first.text(), await first.text()]).toEqual(['["/ws/rooms/1",{"id":"1"}]', "joined"]);
    using second = await server.connect("/api/live/rooms/1");
    expect(await first.text()).toBe("joined");
    expect(await second.text()).toStartWith("[");
  });

  test("of the root", async () => {
    await using project = await projectBelow("/", FOLDERS);
    await using server = await project.serve();
    expect(await answers(server.port, ["/", "//", "/chat", "/rooms/1", "/wiki", "/ws"])).toEqual([
      ["ws", {}],
      404,
      ["ws-chat", {}],
      ["/ws/rooms/1", { id: "1" }],
      ["/ws/wiki", {}],
      404,
    ]);
    expect(await (await server.fetch("/healthz")).text()).toBe("ok\n");
  });

  test("of the root, with a catch-all in it", async () => {
    await using project = await projectBelow("/", ["[[...path]]"]);
    await using server = await project.serve();
    expect(await answers(server.port, ["/", "//", "/a//b", "/a/b/", "/%"])).toEqual([
      ["/ws", { path: [] }],
      404,
      404,
      ["/ws/a/b", { path: ["a", "b"] }],
      400,
    ]);
    expect((await server.fetch("/healthz")).status).toBe(200);
  });
});
