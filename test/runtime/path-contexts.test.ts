// The contexts of dynamic routes: shared by the sockets of a path, with parameters that nobody can change.
import { describe, expect, test } from "bun:test";
import { Context } from "../../runtime/context.ts";
import { staticContexts } from "../../runtime/contexts.ts";
import { canonicalPath } from "../../runtime/path.ts";
import { paramsOf, pathContexts } from "../../runtime/path-contexts.ts";
import type { RouteEntry } from "../../runtime/route.ts";
import { serveRoutes } from "../support/served-routes.ts";

const ROOM: RouteEntry = { path: "/ws/rooms/[id]", file: "room.ts", topic: null, params: ["id"] };
const ECHO: RouteEntry = { path: "/ws/echo", file: "echo.ts", topic: "ws-echo", params: [] };

/** The routes by the beginning of a path, and how often it was matched. */
function contextsOf(topicOf?: (path: string) => string): {
  readonly contexts: ReturnType<typeof pathContexts>;
  readonly matched: string[];
} {
  const matched: string[] = [];
  const contexts = pathContexts((path) => {
    matched.push(path);
    return path.startsWith("/ws/rooms/") ? ROOM : path === "/ws/echo" ? ECHO : undefined;
  }, topicOf);
  return { contexts, matched };
}

describe("the context of a path", () => {
  test("is known for as long as a socket on it is open", () => {
    const { contexts, matched } = contextsOf();
    const first = contexts.find("/ws/rooms/1");
    const second = contexts.find("/ws/rooms/1");
    if (first === undefined || second === undefined) throw new Error("not found");
    // No socket has opened yet, so two handshakes at once have one each.
    expect(second).not.toBe(first);
    contexts.opened?.(first);
    contexts.opened?.(second);
    expect(contexts.find("/ws/rooms/1")).toBe(second);
    expect(contexts.find("/ws/rooms/2")).not.toBe(second);
    contexts.closed?.(first);
    const third = contexts.find("/ws/rooms/1");
    expect(third).toBe(second);
    contexts.opened?.(second);
    contexts.closed?.(second);
    expect(contexts.find("/ws/rooms/1")).toBe(second);
    contexts.closed?.(second);
    matched.length = 0;
    expect(contexts.find("/ws/rooms/1")).not.toBe(second);
    expect(matched).toEqual(["/ws/rooms/1"]);
  });

  test("stays for a static route, and is there for no other path", () => {
    const { contexts, matched } = contextsOf();
    const echo = contexts.find("/ws/echo");
    expect(echo?.topic).toBe("ws-echo");
    expect(contexts.find("/ws/echo")).toBe(echo);
    expect(contexts.find("/ws/other")).toBeUndefined();
    expect(contexts.find("/ws/other")).toBeUndefined();
    expect(matched).toEqual(["/ws/echo", "/ws/other", "/ws/other"]);
  });

  test("has the route, the topic and the parameters, and cannot be changed", () => {
    const { contexts } = contextsOf((path) => `topic of ${path}`);
    const room = contexts.find("/ws/rooms/a%20b");
    if (room === undefined) throw new Error("not found");
    expect(Context.route(room)).toBe(ROOM);
    expect(room.topic).toBe("topic of /ws/rooms/a%20b");
    expect(room.params).toEqual({ id: "a b" });
    expect(room.params).toBe(room.params);
    expect(() => Object.assign(room, { topic: "other" })).toThrow(TypeError);
    expect(() => Object.assign(room, { seen: 1 })).toThrow(TypeError);
    expect(() => Object.assign(room.params, { id: "other" })).toThrow(TypeError);
  });
});

test("the context of a static route is found by its canonical path, whatever its name is", () => {
  for (const path of ["/", "/ws", "/ws/a b", "/ws/é", "/ws/%41", "/ws/q'x$`{}", "/api/live/a:b@c"]) {
    const route = { ...ECHO, path };
    const canonical = path.split("/").map(encodeURIComponent).join("/");
    let matched = 0;
    const { find } = staticContexts((each) => {
      matched += 1;
      return each === canonical ? route : undefined;
    });
    const context = find(canonical);
    expect(context === undefined ? undefined : Context.route(context)).toBe(route);
    expect(find(canonical)).toBe(context);
    expect(matched).toBe(1);
    expect(canonicalPath(canonical)).toBe(canonical);
  }
});

test("parameters are read from the pattern", () => {
  const cases: readonly (readonly [
    pattern: string,
    path: string,
    params: Record<string, string | string[] | undefined>,
  ])[] = [
    ["/ws/rooms/[id]/log/[day]", "/ws/rooms/a%2Fb/log/1", { id: "a/b", day: "1" }],
    ["/ws/files/[...path]", "/ws/files/a/b%20c", { path: ["a", "b c"] }],
    ["/ws/docs/[[...path]]", "/ws/docs", { path: [] }],
    ["/ws/wiki/[[page]]", "/ws/wiki", { page: undefined }],
    ["/[[page]]", "/", { page: undefined }],
    ["/[[...path]]", "/", { path: [] }],
    ["/ws/[a-b]/[_]", "/ws/1/2", { "a-b": "1", _: "2" }],
  ];
  for (const [pattern, path, params] of cases)
    expect(Object.entries<unknown>(paramsOf(pattern, path))).toEqual(Object.entries<unknown>(params));
  const list = paramsOf("/ws/[...all]", "/ws/a/b")["all"];
  expect(Object.isFrozen(list)).toBe(true);
});

test("sockets of one path have one context, which ends with the last of them", async () => {
  await using server = await serveRoutes({
    "rooms/[id]": `
      const seen = new Map<WebSocketContext, number>();
      export function onOpen(ws: ServerWebSocket, ctx: WebSocketContext) {
        if (!seen.has(ctx)) seen.set(ctx, seen.size);
        ws.send(ctx.topic + " " + seen.get(ctx) + " " + ctx.params.id);
      }
    `,
  });
  using first = await server.connect("/ws/rooms/1");
  expect(await first.text()).toBe("/ws/rooms/1 0 1");
  using second = await server.connect("/ws/rooms/1");
  expect(await second.text()).toBe("/ws/rooms/1 0 1");
  using other = await server.connect("/ws/rooms/2");
  expect(await other.text()).toBe("/ws/rooms/2 1 2");
  for (const client of [first, second]) {
    client.close(1000);
    await client.closed;
  }
  using later = await server.connect("/ws/rooms/1");
  expect(await later.text()).toBe("/ws/rooms/1 2 1");
});
