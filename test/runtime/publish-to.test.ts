// Tests that `publishTo` reaches the sockets of a route, whatever its parameters are, and nobody else.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Client } from "../support/client.ts";
import { createProject } from "../support/project.ts";
import { type ServedRoutes, serveProject } from "../support/served-routes.ts";

const ROUTE = `import type { ServerWebSocket, WebSocketContext } from "@ademattos/bunbox";
export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) { ws.send(ctx.topic); }
`;

/** Publishes what a client says, and answers what \`publishTo\` returns or throws. */
const PUBLISHER = `import { publishTo, type ServerWebSocket } from "@ademattos/bunbox";
const call: (...args: any[]) => number = publishTo;
export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
  const args = JSON.parse(String(message));
  try {
    ws.send("sent " + call(...args));
  } catch (error) {
    ws.send(String(error));
  }
}
`;

const FOLDERS = [
  "chat",
  "a-b",
  "a/b",
  "größe/é%",
  "(x)/rooms/[room]",
  "é/[user-id]/[größe]",
  "wiki/[[page]]",
  "files/[...path]",
  "docs/[[...path]]",
];

function filesOf(base: string): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(FOLDERS.map((folder) => [`app/ws/${folder}/route.ts`, ROUTE])),
    "app/ws/route.ts": PUBLISHER,
    "bunbox.config.ts": `export default { base: ${JSON.stringify(base)} };\n`,
  };
}

/** A path, its parameters, and the URL below the base at which a socket must hear what is published to it. */
const TARGETS: readonly (readonly [path: string, params: object, url: string])[] = [
  ["/chat", {}, "/chat"],
  // Both would have the topic ws-a-b.
  ["/a-b", {}, "/a-b"],
  ["/a/b", {}, "/a/b"],
  ["/größe/é%", {}, "/gr%C3%B6%C3%9Fe/%C3%A9%25"],
  ["/rooms/[room]", { room: "kitchen" }, "/rooms/kitchen"],
  ["/rooms/[room]", { room: 7 }, "/rooms/7/"],
  ["/rooms/[room]", { room: "é" }, "/rooms/%c3%a9"],
  ["/rooms/[room]", { room: "é" }, "/rooms/é"],
  ["/rooms/[room]", { room: "a/b" }, "/rooms/a%2Fb"],
  ["/rooms/[room]", { room: "%" }, "/rooms/%25"],
  ["/rooms/[room]", { room: "%2F" }, "/rooms/%252F"],
  ["/rooms/[room]", { room: "a b?#&+" }, "/rooms/a%20b%3F%23&+"],
  ["/rooms/[room]", { room: "[room]" }, "/rooms/[room]"],
  ["/rooms/[room]", { room: "…😀" }, "/rooms/…😀"],
  ["/rooms/[room]", { room: "..." }, "/rooms/..."],
  ["/é/[user-id]/[größe]", { "user-id": "x", größe: "'()*!~" }, "/é/x/'()*!~"],
  ["/wiki/[[page]]", {}, "/wiki"],
  ["/wiki/[[page]]", { page: "home" }, "/wiki/home"],
  ["/files/[...path]", { path: ["a"] }, "/files/a"],
  ["/files/[...path]", { path: ["a/b", "%", "é", 1] }, "/files/a%2Fb/%25/é/1"],
  ["/docs/[[...path]]", {}, "/docs"],
  ["/docs/[[...path]]", { path: [] }, "/docs/"],
  ["/docs/[[...path]]", { path: ["x", "y"] }, "/docs/x/y"],
];

/** Each with what the error says. */
const MISTAKES: readonly (readonly [args: readonly unknown[], error: string])[] = [
  [["/ws/none", {}, 1], 'publishTo: there is no route "/ws/none"'],
  [["ws-chat", {}, 1], 'publishTo: there is no route "ws-chat"'],
  [["toString", {}, 1], 'publishTo: there is no route "toString"'],
  [["/ws/rooms/kitchen", {}, 1], 'publishTo: there is no route "/ws/rooms/kitchen"'],
  [["/ws/rooms/[room]", {}, 1], "publishTo: /ws/rooms/[room] needs the parameter `room`"],
  [["/ws/rooms/[room]", { rom: "a" }, 1], "publishTo: /ws/rooms/[room] needs the parameter `room`"],
  [
    ["/ws/é/[user-id]/[größe]", { größe: 1 }, 1],
    "publishTo: /ws/é/[user-id]/[größe] needs the parameter `user-id`",
  ],
  [["/ws/files/[...path]", { path: [] }, 1], "publishTo: /ws/files/[...path] needs the parameter `path`"],
  [["/ws/rooms/[room]", { room: "" }, 1], 'publishTo: the parameter `room` of /ws/rooms/[room] cannot be ""'],
  [
    ["/ws/rooms/[room]", { room: ".." }, 1],
    'publishTo: the parameter `room` of /ws/rooms/[room] cannot be ".."',
  ],
  [
    ["/ws/rooms/[room]", { room: null }, 1],
    "publishTo: the parameter `room` of /ws/rooms/[room] cannot be null",
  ],
  [
    ["/ws/rooms/[room]", { room: ["a"] }, 1],
    'publishTo: the parameter `room` of /ws/rooms/[room] cannot be ["a"]',
  ],
  [
    ["/ws/files/[...path]", { path: ["a", ""] }, 1],
    'publishTo: the parameter `path` of /ws/files/[...path] cannot be ""',
  ],
  [["/ws/chat", {}], "publishTo: undefined has no JSON text"],
];

describe.each(["/ws", "/api/live", "/"])("below the base %s", (base) => {
  let server: ServedRoutes;
  const below = (url: string): string => (base === "/" ? url : base + url);

  beforeAll(async () => {
    server = await serveProject(await createProject(filesOf(base)));
  }, 60_000);
  afterAll(() => server[Symbol.asyncDispose]());

  test("reaches exactly the sockets of the path", async () => {
    const clients: Client[] = [];
    const topics: string[] = [];
    for (const [, , url] of TARGETS) {
      const client = await server.connect(below(url));
      clients.push(client);
      topics.push(await client.text());
    }
    using publisher = await server.connect(base);
    for (const [index, [path, params]] of TARGETS.entries()) {
      publisher.send(JSON.stringify([below(path), params, { to: index }]));
      const bytes = JSON.stringify({ to: index }).length;
      expect([path, params, await publisher.text()]).toEqual([path, params, `sent ${bytes}`]);
    }
    for (const [index, client] of clients.entries()) {
      const own = TARGETS.flatMap((_, other) => (topics[other] === topics[index] ? [{ to: other }] : []));
      for (const message of own) expect(await client.json()).toEqual(message);
      client.close();
    }
    expect(clients.map(({ pending }) => pending)).toEqual(clients.map(() => 0));
  });

  // The messages name paths below the default base.
  if (base !== "/ws") return;
  test("names what is wrong", async () => {
    using publisher = await server.connect(base);
    for (const [args, error] of MISTAKES) {
      publisher.send(JSON.stringify(args));
      expect(await publisher.text()).toBe(`TypeError: ${error}`);
    }
  });
});

test("an output that does not use it has nothing of it, and one that does has it once", async () => {
  await using project = await createProject(filesOf("/ws"));
  const used = await output(project.root, () => project.build("--sourcemap", "none"));
  expect(used.split("needs the parameter")).toHaveLength(2);
  await project.write({
    "app/ws/route.ts":
      'import { publish } from "@ademattos/bunbox";\nexport function onMessage() { publish("ws-chat", ""); }\n',
  });
  const unused = await output(project.root, () => project.build("--sourcemap", "none"));
  expect(
    ["publishTo(", "needs the parameter", "topicsByPath"].filter((name) => unused.includes(name)),
  ).toEqual([]);
});

test("the copy of a program that mounts the routes has none", async () => {
  await using project = await createProject({
    "app/ws/route.ts": "export function onMessage() {}\n",
    "app.ts":
      'import { publishTo } from "@ademattos/bunbox";\nimport "./dist/server.js";\ntry { publishTo("/ws", {}, 1); } catch (error) { console.log(String(error)); }\n',
  });
  await project.build();
  const child = Bun.spawn([process.execPath, "app.ts"], { cwd: project.root, stdout: "pipe" });
  expect(await new Response(child.stdout).text()).toBe(
    "TypeError: publishTo knows no routes here: call it in a route of dist/server.js, or in a module that a route imports\n",
  );
});

async function output(root: string, build: () => Promise<void>): Promise<string> {
  await build();
  return Bun.file(`${root}/dist/server.js`).text();
}
