// Tests each way of docs/server.md to serve the routes under another URL, and what a copy of a request gets.
import { describe, expect, test } from "bun:test";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { Client } from "../support/client.ts";
import { createProject, REPOSITORY } from "../support/project.ts";
import { exchange, handshake, statusOf } from "../support/raw.ts";
import { startServer } from "../support/server.ts";

const ECHO = "export function onMessage(ws, message) { ws.send(message); }";

describe("under another URL", () => {
  const PAGE = path.join(REPOSITORY, "docs/server.md");
  /** What serves the routes, as docs/server.md shows it. */
  const SHOWN = [
    'Bun.serve({ routes: { "/live/*": routes }, websocket, port: 0 })',
    'app.all("/live/*", (c) => routes(c.req.raw, c.env))',
    'app.mount("/live", routes, { replaceRequest: false })',
    'app.all("/live/*", ({ request, server }) => routes(request, server))',
  ] as const;
  const APP = `
    import { Elysia } from "elysia";
    import { Hono } from "hono";
    import { fetch as routes, websocket } from "./dist/server.js";
    const hono = (app) => Bun.serve({ port: 0, fetch: (req, server) => app.fetch(req, server), websocket });
    const shown = [
      () => ${SHOWN[0]},
      () => { const app = new Hono(); ${SHOWN[1]}; return hono(app); },
      () => { const app = new Hono(); ${SHOWN[2]}; return hono(app); },
      () => { const app = new Elysia(); ${SHOWN[3]}; return app.listen({ port: 0, websocket }).server; },
    ].map((start) => start().port);
    const copied = Bun.serve({ port: 0, fetch: (req, server) => routes(new Request(req.url.replace("/old", "/live"), req), server), websocket });
    console.log(JSON.stringify({ shown, copied: copied.port, mounted: new Elysia().mount("/", routes).listen({ port: 0, websocket }).server.port }));
    console.log("Listening on http://127.0.0.1:" + shown[0]);
  `;

  test("is what `base` says, with the request of Bun.serve; a copy is 500 with one line", async () => {
    const page = await Bun.file(PAGE).text();
    for (const line of SHOWN) expect(page).toContain(`\`${line.replace(", port: 0", "")}\``);
    await using project = await createProject({
      "app/ws/rooms/[id]/route.js": ECHO,
      "bunbox.config.ts": 'export default { base: "/live" };',
      "app.ts": APP,
    });
    for (const name of ["elysia", "hono"])
      await symlink(
        path.join(REPOSITORY, "node_modules", name),
        path.join(project.root, "node_modules", name),
      );
    await project.build("--no-typecheck");
    await using server = await startServer(path.join(project.root, "app.ts"), project.root);
    const ports: { shown: number[]; copied: number; mounted: number } = JSON.parse(
      server.stdout().split("\n")[0] ?? "",
    );
    for (const port of ports.shown) {
      using client = await Client.open(`ws://127.0.0.1:${port}/live/rooms/7`);
      client.send("hello");
      expect(await client.text()).toBe("hello");
    }
    expect(server.stderr()).toBe("");
    expect(statusOf(await exchange(ports.copied, handshake("/old/rooms/7")))).toBe(500);
    await server.logged(/cannot be upgraded/);
    expect(server.stderr()).toBe(
      "bunbox error: /live/rooms/[id] cannot be upgraded: pass Bun's own Request, not a copy; `base` sets the URL\n",
    );
    expect(statusOf(await exchange(ports.mounted, handshake("/live/rooms/7")))).toBe(500);
    await server.logged(/fetch was called without a server/);
  });
});
