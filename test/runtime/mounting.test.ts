// Tests apps that mount the exports in a Bun.serve of their own, or have a fallback beside the routes.
import { describe, expect, test } from "bun:test";
import path from "node:path";
import { createProject } from "../support/project.ts";
import { exchange, handshake, statusOf } from "../support/raw.ts";
import { startServer } from "../support/server.ts";

const ECHO = `
  import { publish, type ServerWebSocket } from "@ademattos/bunbox";
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
    if (message === "publish") publish("ws-echo", "published");
    else ws.send(message);
  }
`;

describe("imported", () => {
  const APP = `
    import { fetch as routes, websocket, routes as table } from "./dist/server.js";
    const own = new Set();
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch(req, server) {
        const { pathname } = new URL(req.url);
        if (pathname === "/") return Response.json(table);
        if (pathname === "/own") return server.upgrade(req, { data: "own" }) ? undefined : new Response("no", { status: 400 });
        return routes(req, server);
      },
      websocket: {
        ...websocket,
        open(ws) { if (ws.data === "own") { own.add(ws); ws.send("own"); } else websocket.open(ws); },
      },
    });
    console.log("signals " + process.listenerCount("SIGTERM") + process.listenerCount("uncaughtException"));
    console.log("Listening on http://127.0.0.1:" + server.port);
  `;

  test("starts nothing, installs nothing, and serves within an app's own Bun.serve", async () => {
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO, "app.ts": APP });
    await project.build();
    await using server = await startServer(path.join(project.root, "app.ts"), project.root);
    expect(server.stdout()).toStartWith("signals 00\nListening");
    expect(await (await server.fetch("/")).json()).toEqual([
      {
        path: "/ws/echo",
        file: "app/ws/echo/route.ts",
        topic: "ws-echo",
        params: [],
        handlers: ["onMessage"],
      },
    ]);
    using echo = await server.connect("/ws/echo");
    echo.send("hello");
    expect(await echo.text()).toBe("hello");
    echo.send("publish");
    expect(await echo.text()).toBe("published");
    using own = await server.connect("/own");
    expect(await own.text()).toBe("own");
    own.send("ignored by the routes");
    own.close();
    await own.closed;
    echo.send("still here");
    expect(await echo.text()).toBe("still here");
    expect(server.stderr()).toBe("");
  });

  test("serves a path of the table that Bun.serve itself has", async () => {
    const app = `
      import { fetch as routes, websocket } from "./dist/server.js";
      const server = Bun.serve({
        port: 0,
        hostname: "127.0.0.1",
        routes: { "/": new Response("home"), "/ws/*": routes, "/api/:id": (req) => Response.json(req.params) },
        websocket,
      });
      console.log("Listening on http://127.0.0.1:" + server.port);
    `;
    await using project = await createProject({ "app/ws/rooms/[id]/route.ts": ECHO, "app.ts": app });
    await project.build();
    await using server = await startServer(path.join(project.root, "app.ts"), project.root);
    expect(await (await server.fetch("/")).text()).toBe("home");
    expect(await (await server.fetch("/api/7")).json()).toEqual({ id: "7" });
    expect((await server.fetch("/ws/nowhere")).status).toBe(404);
    using socket = await server.connect("/ws/rooms/a%2Fb");
    socket.send("hello");
    expect(await socket.text()).toBe("hello");
  });

  test("in two servers, one of which has stopped, publishes to the other", async () => {
    const app = `
      import { fetch, websocket } from "./dist/server.js";
      const first = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch, websocket });
      const second = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch, websocket });
      const early = new WebSocket("ws://127.0.0.1:" + first.port + "/ws/echo");
      await new Promise((resolve) => { early.onopen = resolve; });
      await first.stop(true);
      console.log("Listening on http://127.0.0.1:" + second.port);
    `;
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO, "app.ts": app });
    await project.build();
    await using server = await startServer(path.join(project.root, "app.ts"), project.root);
    using socket = await server.connect("/ws/echo");
    socket.send("publish");
    expect(await socket.text()).toBe("published");
  });

  test("is 500 with one line if the app forgot the second argument of fetch, once", async () => {
    const app = APP.replace(
      "return routes(req, server);",
      'return req.headers.has("forgot") ? routes(req) : routes(req, server);',
    );
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO, "app.ts": app });
    await project.build();
    await using server = await startServer(path.join(project.root, "app.ts"), project.root);
    expect(statusOf(await exchange(server.port, handshake("/ws/echo", { forgot: "1" })))).toBe(500);
    await server.logged(/^bunbox error: fetch was called without a server: pass both arguments/m);
    using socket = await server.connect("/ws/echo");
    socket.send("publish");
    expect(await socket.text()).toBe("published");
  });

  test("is 500 with one line if the app forgot websocket", async () => {
    const app = APP.replace(/websocket: \{[^]*?\n {6}\},/, "");
    await using project = await createProject({ "app/ws/echo/route.ts": ECHO, "app.ts": app });
    await project.build();
    await using server = await startServer(path.join(project.root, "app.ts"), project.root);
    expect(statusOf(await exchange(server.port, handshake("/ws/echo")))).toBe(500);
    await server.logged(/^bunbox error: \/ws\/echo cannot be upgraded: pass `websocket` to Bun\.serve too/m);
  });
});

describe("a fallback", () => {
  test("answers requests that match no route, and may upgrade sockets of its own", async () => {
    await using project = await createProject({
      "app/ws/echo/route.ts": ECHO,
      "app/pages.ts": `
        import { limit } from "./limit.ts";
        export default function (req: Request, server: Bun.Server<unknown>): Response | undefined {
          if (new URL(req.url).pathname === "/own" && server.upgrade(req, { data: undefined })) return undefined;
          return new Response("page " + new URL(req.url).pathname + limit, { status: 203 });
        }
      `,
      "app/limit.ts": "export const limit: number = 7;",
      "bunbox.config.ts": 'export default { fallback: "./app/pages.ts" };',
    });
    await project.build();
    await using server = await project.serve();
    const page = await server.fetch("/about");
    expect([page.status, await page.text()]).toEqual([203, "page /about7"]);
    expect((await server.fetch("/healthz")).status).toBe(200);
    expect((await server.fetch("/ws/echo")).status).toBe(203);
    const own = await server.connect("/own");
    own.send("ignored");
    const echo = await server.connect("/ws/echo");
    echo.send("hello");
    expect(await echo.text()).toBe("hello");
    // Its own sockets are closed too when the server ends, and do not delay it.
    server.signal("SIGTERM");
    expect([(await own.closed).code, (await echo.closed).code]).toEqual([1001, 1001]);
    expect(await server.exited).toBe(0);
    expect(server.stderr()).toBe("");
  });
});
