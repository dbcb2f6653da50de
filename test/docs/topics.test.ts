// Runs the recipes of docs/recipes.md about topics on two servers with one Redis: people, typing, history.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import type { Client } from "../support/client.ts";
import { codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { leaveNothing } from "../support/proxy.ts";
import { REDIS, type Redis, startRedis } from "../support/redis.ts";
import type { RunningServer } from "../support/server.ts";

const BLOCKS = codeBlocks(await Bun.file(path.join(REPOSITORY, "docs/recipes.md")).text());
const SCRIPT = BLOCKS.find(({ language }) => language === "js")?.text ?? "";

function fileNamed(name: string): string {
  return BLOCKS.find(({ file }) => file === name)?.text ?? "";
}

/** In place of the database: `latest` reads before or after it has waited for a client that opens the gate. */
const GATED = `
  import { publish } from "@ademattos/bunbox";
  export interface Entry { readonly id: number; readonly text: string }
  const entries: (Entry & { readonly room: string })[] = [];
  export const gates: (() => void)[] = [];
  export async function write(room: string, text: string): Promise<Entry> {
    await Promise.resolve();
    const id = entries.push({ id: entries.length + 1, room, text });
    return { id, text };
  }
  export async function latest(room: string): Promise<Entry[]> {
    const read = () => entries.filter((each) => each.room === room);
    const before = read();
    const opened = new Promise<void>((resolve) => { gates.push(resolve); });
    publish("ws-gate", "waiting");
    await opened;
    return room.endsWith("late") ? read() : before;
  }
`;

const GATE = `
  import { gates } from "../../lib/history.ts";
  export function onMessage() { gates.shift()?.(); }
`;

/** The page's script, which shows what it is to show. */
function runPage(client: Client): readonly (readonly string[])[] {
  const shown: (readonly string[])[] = [];
  // oxlint-disable-next-line typescript/no-implied-eval -- the text is the code under test
  new Function("socket", "show", SCRIPT)(client.socket, (list: readonly string[]) => shown.push(list));
  return shown;
}

describe.skipIf(REDIS.skipped)(`recipes on two servers${REDIS.why}`, () => {
  let redis: Redis;
  let project: TestProject;
  let servers: readonly [RunningServer, RunningServer];

  beforeAll(async () => {
    const names = ["app/lib/people.ts", "app/ws/inbox/route.ts", "app/ws/talk/[room]/route.ts"];
    const history = ["app/lib/history.ts", "app/ws/log/[room]/route.ts"];
    [redis, project] = await Promise.all([
      startRedis(),
      createProject({
        "package.json": '{ "name": "topics", "type": "module" }',
        "bunbox.config.ts": "export default { pubsub: {} };",
        ...Object.fromEntries([...names, ...history].map((name) => [name, fileNamed(name)])),
      }),
    ]);
    const report = await project.json(["build"]);
    expect([report.exitCode, report.diagnostics]).toEqual([0, []]);
    const env = { REDIS_URL: redis.url, DATABASE: `sqlite://${path.join(project.root, "log.sqlite")}` };
    const first = await project.serve(env);
    servers = [first, await project.serve(env)];
  });
  afterAll(async () => {
    for (const server of servers) await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
    await leaveNothing();
  });

  test("reach a person on every device, count the devices, and end the sessions", async () => {
    const [first, second] = servers;
    await expect(first.connect("/ws/inbox")).rejects.toThrow("403");
    const [phone, laptop] = [
      await first.connect("/ws/inbox?user=7"),
      await second.connect("/ws/inbox?user=7"),
    ];
    using ada = await first.connect("/ws/inbox?user=8");
    await redis.subscribed("bunbox:topics:user:7", 2);
    ada.send(JSON.stringify({ to: "7", text: "hi" }));
    for (const device of [phone, laptop]) expect(await device.json()).toEqual({ from: "8", text: "hi" });
    expect(await ada.json()).toEqual({ to: "7", devices: 2 });
    laptop.send(JSON.stringify({ signOut: true }));
    for (const device of [phone, laptop])
      expect(await device.closed).toEqual({ code: 4001, reason: "Signed out" });
    ada.send(JSON.stringify({ to: "7", text: "still there?" }));
    expect(await ada.json()).toEqual({ to: "7", devices: 0 });
  });

  test("show who is typing to the others", async () => {
    const [first, second] = servers;
    using ada = await first.connect("/ws/talk/1?name=ada");
    using bob = await second.connect("/ws/talk/1?name=bob");
    ada.send("");
    expect(await bob.json()).toEqual({ typing: "ada" });
    ada.send("hello");
    for (const client of [ada, bob]) expect(await client.json()).toEqual({ from: "ada", text: "hello" });
  });

  test("send the history, and what follows, from one database", async () => {
    const [first, second] = servers;
    using ada = await first.connect("/ws/log/1");
    expect(await ada.json()).toEqual([]);
    for (const text of ["one", "two", "three"]) ada.send(text);
    for (const text of ["one", "two", "three"])
      expect(await ada.json()).toEqual([expect.objectContaining({ text })]);
    using bob = await second.connect("/ws/log/1");
    const shown = runPage(bob);
    await bob.next();
    ada.send("four");
    // The third one may come once more on its way through Redis; the page knows it already.
    while (shown.at(-1)?.includes("four") !== true) await bob.next();
    expect(shown.at(-1)).toEqual(["one", "two", "three", "four"]);
  });
});

describe("the history of the recipe", () => {
  let project: TestProject;
  let server: RunningServer;
  beforeAll(async () => {
    project = await createProject({
      "app/lib/history.ts": GATED,
      "app/ws/gate/route.ts": GATE,
      "app/ws/log/[room]/route.ts": fileNamed("app/ws/log/[room]/route.ts"),
    });
    await project.build();
    server = await project.serve();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    await project[Symbol.asyncDispose]();
  });

  test.each(["early", "late"])(
    "has no gap and nothing twice if the database reads %s, and messages come meanwhile",
    async (room) => {
      using gate = await server.connect("/ws/gate");
      const open = async (): Promise<Client> => {
        const client = await server.connect(`/ws/log/${room}`);
        expect(await gate.text()).toBe("waiting");
        return client;
      };
      using writer = await open();
      gate.send("open");
      expect(await writer.json()).toEqual([]);
      writer.send("before");
      await writer.next();
      using reader = await open();
      const shown = runPage(reader);
      for (const text of ["meanwhile", "too"]) writer.send(text);
      for (const text of ["meanwhile", "too"])
        expect(await writer.json()).toEqual([expect.objectContaining({ text })]);
      gate.send("open");
      writer.send("after");
      for (let heard = 0; heard < 4; heard += 1) await reader.next();
      expect(shown.at(-1)).toEqual(["before", "meanwhile", "too", "after"]);
    },
  );
});
