// Tests that messages are checked by a route's schema before onMessage gets them.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Client } from "../support/client.ts";
import { createProject } from "../support/project.ts";
import { CHECKED_ROUTES } from "../support/checked-routes.ts";
import { installSchemas, SCHEMAS } from "../support/schemas.ts";
import { type ServedRoutes, serveProject } from "../support/served-routes.ts";

let server: ServedRoutes;

beforeAll(async () => {
  const project = await createProject(CHECKED_ROUTES);
  await installSchemas(project);
  server = await serveProject(project);
}, 60_000);
afterAll(() => server[Symbol.asyncDispose]());

const open = (route: string): Promise<Client> => Client.open(`${server.url}/ws/${route}`);

const deep = (levels: number): string => `${'{"leaves":['.repeat(levels)}${"]}".repeat(levels)}`;

describe.each(Object.keys(SCHEMAS))("a room with a schema of %s", (name) => {
  test("gets what the schema returns", async () => {
    using client = await open(name);
    client.send('{"say":"hi"}');
    client.send('{"n":1,"say":"ten letter"}');
    expect(await client.text()).toBe('got {"say":"hi"}');
    const answer = JSON.parse((await client.text()).slice(4));
    expect(answer).toEqual({ say: "ten letter", n: 1 });
  });

  test.each([
    ["no JSON", "hello", /^Not JSON$/],
    ["an empty text", "", /^Not JSON$/],
    ["JSON with more behind it", '{"say":"hi"} x', /^Not JSON$/],
    ["a byte order mark", '\uFEFF{"say":"hi"}', /^Not JSON$/],
    ["NaN", "NaN", /^Not JSON$/],
    ["null", "null", /./],
    ["a number", "3", /./],
    ["a list", "[]", /./],
    ["another shape", '{"say":3}', /say/],
    ["nothing of it", "{}", /say/],
    ["a wrong optional part", '{"say":"hi","n":"1"}', /\bn\b/],
    ["too long a text", '{"say":"eleven letters"}', /say/],
    ["a prototype", '{"__proto__":{"say":"hi"}}', /say/],
    ["deep nesting", "[".repeat(30_000) + "]".repeat(30_000), /./],
  ])("refuses %s with 1007 and the first issue", async (_, message, reason) => {
    using client = await open(name);
    client.send(message);
    const closed = await client.closed;
    expect(closed.code).toBe(1007);
    expect(closed.reason).toMatch(reason);
    expect(client.pending).toBe(0);
  });

  test("refuses bytes with 1003", async () => {
    using client = await open(name);
    client.send(Buffer.from('{"say":"hi"}'));
    expect(await client.closed).toEqual({ code: 1003, reason: "Only text is accepted" });
  });

  test.each([
    ["a megabyte", JSON.stringify({ say: "x".repeat(1_000_000) })],
    ["more than 64 KiB of two-byte letters", JSON.stringify({ say: "é".repeat(33_000) })],
    ["more than 64 KiB in a message of many issues", `[${"{},".repeat(22_000)}{}]`],
  ])("refuses %s with 1009", async (_, message) => {
    using client = await open(name);
    client.send(message);
    expect(await client.closed).toEqual({ code: 1009, reason: "Message too big" });
  });

  test.each([
    ["a list", `[${"{},".repeat(1_999)}{}]`],
    ["an object", JSON.stringify(Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [at, at])))],
    ["lists in lists", `[${"[1],".repeat(999)}[1]]`],
  ])("refuses more than 2,000 values in %s with 1007", async (_, message) => {
    using client = await open(name);
    client.send(message);
    expect(await client.closed).toEqual({ code: 1007, reason: "More than 2000 values" });
  });

  test("checks 2,000 values", async () => {
    using client = await open(name);
    client.send(`[${"null,".repeat(1_998)}null]`);
    const closed = await client.closed;
    expect(closed.code).toBe(1007);
    expect(closed.reason).not.toContain("values");
  });
});

describe("a reason", () => {
  test("is cut at 123 bytes, at the end of a character", async () => {
    using client = await open("wordy");
    client.send("0");
    expect(await client.closed).toEqual({ code: 1007, reason: `a.1.key: ${"é".repeat(57)}` });
  });
});

describe("a path that Standard Schema does not have", () => {
  test.each(['"a.b"', "3", "{}", "[null]", '[{"key":null}]', '[{"key":{"toString":1}}]', '[["a"]]'])(
    "is left out of the reason: %s",
    async (path) => {
      using client = await open("odd");
      client.send(path);
      expect(await client.closed).toEqual({ code: 1007, reason: "odd" });
    },
  );
});

describe("the limit of a route", () => {
  test("can be larger than 64 KiB", async () => {
    using client = await open("long");
    client.send(JSON.stringify({ say: "x".repeat(100_000) }));
    expect(await client.text()).toBe("100000");
    client.send(JSON.stringify({ say: "many", more: Array(10_000).fill(1) }));
    expect(await client.text()).toBe("4");
    client.send(JSON.stringify({ say: "x".repeat(200_000) }));
    expect((await client.closed).code).toBe(1009);
  });
});

describe("bytes", () => {
  test("reach a route whose schema takes them", async () => {
    using client = await open("bytes");
    client.send(Buffer.from("12345678"));
    client.send('{"say":"text"}');
    expect([await client.text(), await client.text()]).toEqual(["8 bytes", "text"]);
    client.send(Buffer.from("123456789"));
    expect((await client.closed).code).toBe(1003);
  });

  test("are not taken because the schema has failed for other values", async () => {
    using client = await open("shaky");
    client.send(Buffer.from("x"));
    client.send('"recover"');
    expect(await client.text()).toBe("got recover");
    client.send(Buffer.from("x"));
    expect((await client.closed).code).toBe(1003);
  });

  test("are not taken for an object without keys", async () => {
    using client = await open("loose");
    client.send("{}");
    expect(await client.text()).toBe("got {}");
    client.send(Buffer.from("x"));
    expect((await client.closed).code).toBe(1003);
  });
});

describe("an asynchronous schema", () => {
  test("keeps the order of messages, refused ones included", async () => {
    using client = await open("slow");
    for (const text of ["later 1", "now 2", "later bad 3", "now bad 4", "now 5"])
      client.send(JSON.stringify(text));
    using other = await open("slow");
    other.send('"now"');
    expect(await other.text()).toBe("now");
    expect(client.pending).toBe(0);
    other.send('"release later 1"');
    expect([await client.text(), await client.text()]).toEqual(["later 1", "now 2"]);
    other.send('"release later bad 3"');
    expect([await client.text(), await client.text(), await client.text()]).toEqual([
      'ws-slow refused "later bad 3": bad',
      'ws-slow refused "now bad 4": bad',
      "now 5",
    ]);
    client.send('"now 6"');
    expect(await client.text()).toBe("now 6");
  });

  test("lets a mebibyte of messages wait", async () => {
    using client = await open("slow");
    client.send('"later and never"');
    const piece = JSON.stringify("x".repeat(60_000));
    for (let sent = 0; sent < 18; sent += 1) client.send(piece);
    expect(await client.closed).toEqual({
      code: 1008,
      reason: "Too many messages while earlier ones were checked",
    });
  });

  test("drops what waits when the socket closes", async () => {
    const client = await open("slow");
    client.send('"later gone"');
    client.send('"now gone fail"');
    client.close();
    await client.closed;
    using other = await open("slow");
    other.send('"release later gone"');
    expect(await other.text()).toBe("release later gone");
    expect(server.stderr()).not.toContain("gone");
  });

  test("keeps nothing of a closed socket whose check never settles", async () => {
    using heap = await open("heap");
    const megabytes = async (): Promise<number> => {
      heap.send("?");
      return Number(await heap.text());
    };
    const piece = JSON.stringify("x".repeat(60_000));
    const fill = async (): Promise<void> => {
      const client = await open("slow");
      client.send('"later and never"');
      for (let sent = 0; sent < 17; sent += 1) client.send(piece);
      client.close();
      await client.closed;
    };
    for (let filled = 0; filled < 20; filled += 1) await fill();
    const before = await megabytes();
    // 200 MB in all, of which the last second's may still be there.
    let last = 0;
    for (let filled = 0; filled < 200; filled += 1) {
      await fill();
      if (filled % 50 === 49) last = await megabytes();
    }
    while (last > before + 60) last = await megabytes();
    expect(last).toBeLessThan(before + 60);
  }, 20_000);

  test("of zod refuses what it refuses", async () => {
    using client = await open("asynchronous");
    client.send('{"say":"yes"}');
    expect(await client.text()).toBe('got {"say":"yes"}');
    client.send('{"say":"no"}');
    expect(await client.closed).toEqual({ code: 1007, reason: "say: no means no" });
  });
});

describe("a failure", () => {
  test.each([
    [
      "of the schema",
      '"throw now"',
      /incoming of \/ws\/slow failed at app\/ws\/slow\/route\.ts:\d+:\d+: \w+: thrown by/,
    ],
    [
      "of onMessage",
      '"fail 1"',
      /onMessage of \/ws\/slow failed at app\/ws\/slow\/route\.ts:\d+:\d+: \w+: thrown by/,
    ],
    [
      "of onInvalid",
      '"bad fail"',
      /onInvalid of \/ws\/slow failed at app\/ws\/slow\/route\.ts:\d+:\d+: \w+: thrown by/,
    ],
  ])("%s is reported, and the socket stays open", async (_, message, line) => {
    using client = await open("slow");
    client.send(message);
    client.send('"alive"');
    expect(await client.text()).toBe("alive");
    await server.logged(line);
  });

  test.each(["throw", "fail", "reject"])("after an asynchronous check is reported: %s", async (kind) => {
    using client = await open("slow");
    client.send(JSON.stringify(`later ${kind}`));
    client.send('"alive"');
    using other = await open("slow");
    other.send(JSON.stringify(`release later ${kind}`));
    expect(await client.text()).toBe("alive");
  });

  test("of the stack is the message's fault", async () => {
    using client = await open("slow");
    client.send('"deep"');
    expect(await client.text()).toBe('ws-slow refused "deep": Nested too deeply');
    using tree = await open("tree");
    tree.send(deep(10));
    expect(await tree.text()).toBe("a tree");
    tree.send(deep(50_000));
    expect((await tree.closed).code).toBe(1007);
  });
});

test("messages that wait for onOpen are checked too", async () => {
  using client = await open("opening");
  client.send('{"say":"early"}');
  expect([await client.text(), await client.text()]).toEqual(["open", 'got {"say":"early"}']);
  client.send("wrong");
  expect((await client.closed).code).toBe(1007);
});
