// Tests which sockets `publish` reaches from a program that mounts built servers.
import { expect, test } from "bun:test";
import path from "node:path";
import { Client } from "../support/client.ts";
import { createProject, type TestProject } from "../support/project.ts";
import { startServer } from "../support/server.ts";

const NEWS = `
  import { publish } from "@ademattos/bunbox";
  export function onMessage() { publish("ws", "of NAME"); }
`;

/** A project that imports its server, and what more there is. */
async function createMounting(app: string): Promise<TestProject> {
  const project = await createProject({ "app/ws/route.ts": NEWS.replace("NAME", "a"), "app.ts": app });
  await project.build();
  await project.write({ "app/ws/route.ts": NEWS.replace("NAME", "b") });
  await project.build("--outfile", "dist/other.js");
  return project;
}

test("of the program's own copy reaches every built server, of a server's copy that server", async () => {
  await using project = await createMounting(`
    import { publish, subscriberCount } from "@ademattos/bunbox";
    import * as a from "./dist/server.js";
    import * as b from "./dist/other.js";
    const serve = ({ fetch, websocket }) => Bun.serve({ port: 0, hostname: "127.0.0.1", fetch, websocket });
    const others = serve(b);
    const server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      websocket: a.websocket,
      fetch(req, server) {
        const { pathname } = new URL(req.url);
        if (pathname === "/other") return new Response(String(others.port));
        if (pathname === "/count") return Response.json([subscriberCount("ws"), subscriberCount("none")]);
        if (pathname === "/publish") return new Response(String(publish("ws", "news")));
        return a.fetch(req, server);
      },
    });
    console.log("Listening on http://127.0.0.1:" + server.port);
  `);
  await using server = await startServer(path.join(project.root, "app.ts"), project.root);
  const publish = async (): Promise<string> => await (await server.fetch("/publish")).text();
  expect(await publish()).toBe("0");
  const port = await (await server.fetch("/other")).text();
  using a = await server.connect("/ws");
  expect(await publish()).toBe("4");
  expect(await a.text()).toBe("news");
  using b = await Client.open(`ws://127.0.0.1:${port}/ws`);
  expect(await publish()).toBe("8");
  expect(await (await server.fetch("/count")).json()).toEqual([2, 0]);
  expect([await a.text(), await b.text()]).toEqual(["news", "news"]);
  a.send("publish");
  b.send("publish");
  expect([await a.text(), await b.text()]).toEqual(["of a", "of b"]);
  expect([a.pending, b.pending]).toEqual([0, 0]);
});

test("of a server that is being loaded reaches no other", async () => {
  await using project = await createMounting(`
    import * as a from "./dist/server.js";
    const server = Bun.serve({ port: 0, hostname: "127.0.0.1", ...a });
    const socket = new WebSocket("ws://127.0.0.1:" + server.port + "/ws");
    await new Promise((resolve) => { socket.onopen = resolve; });
    await import("./dist/loading.js");
    console.log("Listening on http://127.0.0.1:" + server.port);
  `);
  await project.write({
    "app/ws/route.ts": `${NEWS}console.log("published", publish("ws", "while loading"));\n`,
  });
  await project.build("--outfile", "dist/loading.js");
  await using server = await startServer(path.join(project.root, "app.ts"), project.root);
  expect(server.stdout()).toStartWith("published 0\n");
});

test("keeps no server that has stopped, and finds one whose sockets had all gone", async () => {
  await using project = await createMounting(`
    import { publish } from "@ademattos/bunbox";
    import * as a from "./dist/server.js";
    import * as b from "./dist/other.js";
    const serve = ({ fetch, websocket }) => Bun.serve({ port: 0, hostname: "127.0.0.1", fetch, websocket });
    const connect = async ({ port }) => {
      const socket = new WebSocket("ws://127.0.0.1:" + port + "/ws");
      await new Promise((resolve) => { socket.onopen = resolve; });
      return socket;
    };
    const first = serve(a);
    const early = await connect(first);
    early.close();
    await new Promise((resolve) => { early.onclose = resolve; });
    for (let count = 0; count < 5; count += 1) {
      const server = serve(b);
      await connect(server);
      await server.stop(true);
    }
    const socket = await connect(first);
    const heard = new Promise((resolve) => { socket.onmessage = ({ data }) => resolve(data); });
    console.log("published", publish("ws", "news"), "heard", await heard);
    console.log("kept", globalThis[Symbol.for("@ademattos/bunbox/servers")].size);
    console.log("Listening on http://127.0.0.1:" + first.port);
  `);
  await using server = await startServer(path.join(project.root, "app.ts"), project.root);
  expect(server.stdout()).toStartWith("published 4 heard news\nkept 1\n");
});
