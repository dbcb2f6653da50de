// Tests when a server with the option `pubsub` starts, and when it says why not.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { startDev } from "../../support/dev.ts";
import { createProject, REPOSITORY, type TestProject } from "../../support/project.ts";
import { startScriptedRedis } from "../../support/scripted-redis.ts";
import { startServer } from "../../support/server.ts";
import { createRooms } from "./project.ts";

describe("a server with pubsub", () => {
  let project: TestProject;
  beforeAll(async () => {
    project = await createRooms();
    await project.write({
      "app.ts": `
        import { fetch, routes, websocket } from "./dist/server.js";
        import { publish } from "@ademattos/bunbox";
        const server = Bun.serve({
          port: 0,
          hostname: "127.0.0.1",
          websocket,
          fetch(req, server) {
            if (!req.url.endsWith("/publish")) return fetch(req, server);
            return Response.json([publish("/ws/rooms/1", "from the app"), routes]);
          },
        });
        console.log("Listening on http://127.0.0.1:" + server.port);
      `,
    });
  });
  afterAll(() => project[Symbol.asyncDispose]());

  async function run(
    file: string,
    env: Readonly<Record<string, string>>,
  ): Promise<readonly [number, string]> {
    const child = Bun.spawn([process.execPath, file], {
      cwd: project.root,
      env: { ...process.env, PORT: "0", REDIS_URL: undefined, ...env },
      stdout: "ignore",
      stderr: "pipe",
    });
    return [await child.exited, await new Response(child.stderr).text()];
  }

  test.concurrent("does not start without a URL", async () => {
    for (const env of [{}, { REDIS_URL: "" }])
      expect(await run("dist/server.js", env)).toEqual([
        1,
        "bunbox error: `pubsub` needs a Redis: set `REDIS_URL`, or `url` in the option `pubsub`\n",
      ]);
    const [code, stderr] = await run("app.ts", {});
    expect(code).toBe(1);
    expect(stderr).toContain("error: `pubsub` needs a Redis");
  });

  test.concurrent("does not start with a URL that is wrong, and does not print it", async () => {
    expect(await run("dist/server.js", { REDIS_URL: "http://user:secret@redis:6379" })).toEqual([
      1,
      "bunbox error: REDIS_URL is not the URL of a Redis, such as redis://localhost:6379\n",
    ]);
  });

  test.concurrent("connects when it starts; one that is imported, when it is first needed", async () => {
    await using redis = startScriptedRedis();
    await using server = await project.serve({ REDIS_URL: redis.url });
    await redis.until(() => redis.connections.length === 2);

    await using other = startScriptedRedis();
    const file = path.join(project.root, "app.ts");
    await using mounting = await startServer(file, project.root, { REDIS_URL: other.url });
    expect((await mounting.fetch("/ws/nothing")).status).toBe(404);
    expect(other.connections).toHaveLength(0);
    // The program has its own copy of `publish`, and nobody is here.
    const published: unknown = await (await mounting.fetch("/publish")).json();
    expect(published).toMatchObject([0, [{ path: "/ws/rooms/[room]", handlers: ["onMessage", "onClose"] }]]);
    await other.until(() =>
      other.sent("PUBLISH").some(([channel]) => channel === "bunbox:rooms:/ws/rooms/1"),
    );
    using client = await mounting.connect("/ws/rooms/1");
    await mounting.fetch("/publish");
    expect(await client.text()).toBe("from the app");
    expect(server.stderr()).toBe("");
  });

  test.concurrent("needs no Redis in a test and in development, and uses the one of REDIS_URL", async () => {
    const url = pathToFileURL(path.join(REPOSITORY, "dist/compiler/testing.js")).href;
    await project.write({
      "one.ts": `
        import { serve } from ${JSON.stringify(url)};
        await using app = await serve({ cwd: ${JSON.stringify(project.root)}, typecheck: false });
        const client = await app.connect("/ws/rooms/1");
        client.send("all");
        console.log(await client.next());
        process.exit(0);
      `,
    });
    expect(await run("one.ts", {})).toEqual([0, ""]);
    await using redis = startScriptedRedis();
    expect(await run("one.ts", { REDIS_URL: redis.url })).toEqual([0, ""]);
    expect(redis.sent("SUBSCRIBE").flat()).toContain("bunbox:rooms:/ws/rooms/1");
    await using dev = startDev(project, { REDIS_URL: "" }, ["--no-typecheck"]);
    await dev.said(/inspector/);
    expect(dev.log()).not.toContain("error");
  });

  test.concurrent("keeps refusing what its routes refuse, without a channel", async () => {
    await using guarded = await createProject({
      "package.json": '{ "name": "rooms" }',
      "bunbox.config.ts": "export default { pubsub: {} };",
      "app/ws/sync/route.ts": `
        export const upgrade = (req: Request) => req.headers.get("x-key") === "right" && { data: 1 };
        export function onMessage() {}
      `,
      "app/ws/late/[id]/route.ts": `
        export async function upgrade(req: Request) {
          await Promise.resolve();
          if (req.headers.get("x-key") === "wrong") throw new Error("no");
          return req.headers.get("x-key") === "right" ? true : new Response("no", { status: 401 });
        }
        export function onMessage() {}
      `,
    });
    await guarded.build("--no-typecheck");
    await using redis = startScriptedRedis();
    await using server = await guarded.serve({ REDIS_URL: redis.url });
    const statusOf = async (where: string, key: string): Promise<number> => {
      const headers = {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "x-key": key,
      };
      return (await server.fetch(where, { headers })).status;
    };
    // Its own channel. The server answers before Redis does.
    await redis.until(() => redis.sent("SUBSCRIBE").length > 0);
    expect(await statusOf("/ws/sync", "none")).toBe(403);
    expect(await statusOf("/ws/late/1", "none")).toBe(401);
    expect(await statusOf("/ws/late/1", "wrong")).toBe(500);
    expect(redis.sent("SUBSCRIBE")).toHaveLength(1);
    for (const where of ["/ws/sync", "/ws/late/1"])
      (await server.connect(where, { headers: { "x-key": "right" } })).close();
    expect(redis.sent("SUBSCRIBE").slice(1).flat()).toEqual([
      "bunbox:rooms:ws-sync",
      "bunbox:rooms:/ws/late/1",
    ]);
  });
});
