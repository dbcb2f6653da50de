// Tests that a route with `ordered = true` runs the `onMessage` calls of a socket one after the other.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { ORDERED_ROUTES } from "../support/ordered-routes.ts";
import { createProject } from "../support/project.ts";
import { type ServedRoutes, serveProject } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  const project = await createProject(ORDERED_ROUTES);
  server = await serveProject(project);
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

/** Lets a held message go on. */
async function release(text: string): Promise<void> {
  using control = await server.connect("/ws/control");
  control.send(text);
  while ((await control.text()) !== `released ${text}`);
}

async function texts(client: { text(): Promise<string> }, count: number): Promise<readonly string[]> {
  const list: string[] = [];
  while (list.length < count) list.push(await client.text());
  return list;
}

test("a message waits for the onInvalid of an earlier one", async () => {
  using client = await server.connect("/ws/checked");
  for (const text of ["hold bad", "valid"]) client.send(JSON.stringify(text));
  expect(await client.text()).toBe("begin hold bad");
  await release("hold bad");
  expect(await texts(client, 3)).toEqual(["end hold bad", "begin valid", "end valid"]);
});

describe.each([
  ["plain", (text: string) => text],
  ["checked", (text: string) => JSON.stringify(text)],
])("the messages of a socket in an ordered route: %s", (route, written) => {
  const say = (name: string): string => `hold ${name} ${route}`;

  test("are handled one after the other, and not those of another socket", async () => {
    using client = await server.connect(`/ws/${route}`);
    using other = await server.connect(`/ws/${route}`);
    for (const text of [say("a"), "second", "third"]) client.send(written(text));
    expect(await client.text()).toBe(`begin ${say("a")}`);
    other.send(written("free"));
    expect(await texts(other, 2)).toEqual(["begin free", "end free"]);
    expect(client.pending).toBe(0);
    await release(say("a"));
    expect(await texts(client, 5)).toEqual([
      `end ${say("a")}`,
      "begin second",
      "end second",
      "begin third",
      "end third",
    ]);
  });

  test("are handled after one that has failed", async () => {
    using client = await server.connect(`/ws/${route}`);
    for (const text of [say("reject"), "reject", "after"]) client.send(written(text));
    expect(await client.text()).toBe(`begin ${say("reject")}`);
    await release(say("reject"));
    expect(await texts(client, 3)).toEqual(["begin reject", "begin after", "end after"]);
    const failed = new RegExp(
      String.raw`onMessage of /ws/${route} failed at app/ws/${route}/route.ts:\d+:\d+: Error: rejected by ${say("reject")}`,
      "g",
    );
    await server.logged(failed);
    expect(server.stderr().match(failed)).toHaveLength(1);
  });

  test("wait up to a mebibyte, then close the socket with 1008", async () => {
    using client = await server.connect(`/ws/${route}`);
    client.send(written(say("full")));
    const piece = written("x".repeat(60_000));
    for (let sent = 0; sent < 18; sent += 1) client.send(piece);
    expect(await client.closed).toEqual({
      code: 1008,
      reason: "Too many messages while an earlier one was handled",
    });
    await release(say("full"));
  });

  test("are dropped when it closes, and onClose does not wait for them", async () => {
    using control = await server.connect("/ws/control");
    const client = await server.connect(`/ws/${route}`);
    for (const text of [say("gone"), "reject never"]) client.send(written(text));
    expect(await client.text()).toBe(`begin ${say("gone")}`);
    client.socket.close(4000, "bye");
    expect(await control.text()).toBe("4000 bye");
    await release(say("gone"));
    using next = await server.connect(`/ws/${route}`);
    next.send(written("next"));
    expect(await texts(next, 2)).toEqual(["begin next", "end next"]);
    expect(server.stderr()).not.toContain("reject never");
  });
});

describe("an ordered route", () => {
  test("calls a synchronous handler at once, and goes on after one that throws", async () => {
    using client = await server.connect("/ws/plain");
    for (const text of ["now 1", "throw", "now 2"]) client.send(text);
    expect(await texts(client, 2)).toEqual(["now 1", "now 2"]);
    await server.logged(/onMessage of \/ws\/plain failed at .*: Error: thrown at once/);
  });

  test("lets a synchronous call wait for an asynchronous one", async () => {
    using client = await server.connect("/ws/plain");
    for (const text of ["hold now", "now 1"]) client.send(text);
    expect(await client.text()).toBe("begin hold now");
    await release("hold now");
    expect(await texts(client, 2)).toEqual(["end hold now", "now 1"]);
  });

  test("keeps the order of checks and handlers alike", async () => {
    using client = await server.connect("/ws/checked");
    for (const text of ["hold later 1", "bad 2", "later bad 3", "later 4", "5"])
      client.send(JSON.stringify(text));
    expect(await client.text()).toBe("begin hold later 1");
    expect(client.pending).toBe(0);
    await release("hold later 1");
    expect(await texts(client, 7)).toEqual([
      "end hold later 1",
      'invalid "bad 2"',
      'invalid "later bad 3"',
      "begin later 4",
      "end later 4",
      "begin 5",
      "end 5",
    ]);
  });

  test("calls the handler that the module has now", async () => {
    using client = await server.connect("/ws/live");
    for (const text of ["one", "swap", "two"]) client.send(text);
    expect(await texts(client, 2)).toEqual(["first", "second"]);
  });

  test("is measured like any other", async () => {
    const text = await (await server.fetch("/metrics")).text();
    expect(text).toMatch(
      /bunbox_handler_duration_seconds_count\{route="\/ws\/plain",handler="onMessage"\} [1-9]/,
    );
  });
});

test("a route with `ordered = false` lets its calls overlap", async () => {
  using client = await server.connect("/ws/free");
  for (const text of ["hold free", "second"]) client.send(text);
  expect(await texts(client, 3)).toEqual(["begin hold free", "begin second", "end second"]);
  await release("hold free");
  expect(await client.text()).toBe("end hold free");
});
