// Tests fixtures/apps/chat over sockets: in one worker, and with the two ends of each scenario in different workers.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import type { Client } from "../support/client.ts";
import type { TestProject } from "../support/project.ts";
import { withoutInfo } from "../support/log.ts";
import { buildChatApp, type Chat, serveChat, until } from "./chat-app.ts";

let project: TestProject;

beforeAll(async () => {
  project = await buildChatApp();
}, 60_000);

afterAll(() => project[Symbol.asyncDispose]());

/** How many messages a person says in a second or less: the limit is 50. */
const EACH = 40;

const say = (client: Client, message: unknown): void => client.send(JSON.stringify(message));

describe.each([1, 2])("with %d worker(s)", (last) => {
  let chat: Chat;
  beforeAll(async () => {
    chat = await serveChat(project, last);
  });
  afterAll(() => chat.server[Symbol.asyncDispose]());

  test("nobody enters without a session, and the feed is for the staff", async () => {
    await expect(chat.server.connect("/ws/rooms/hall")).rejects.toThrow("401");
    const refused = await until(chat.feed, ({ event }) => event === "refused");
    expect(refused).toMatchObject({ who: "127.0.0.1", path: "/ws/rooms/hall" });
    await expect(chat.server.connect("/ws/admin")).rejects.toThrow("401");
    const mallory = await chat.signIn("mallory");
    for (const route of ["/ws/admin", "/ws/users/root", "/ws/users/root/direct", "/ws/users/Mallory"])
      await expect(mallory.connect(route)).rejects.toThrow("403");
    for (const name of ["", "a b", "<b>", "x".repeat(31)])
      expect((await chat.server.fetch("/login", login(name))).status).toBe(400);
    const crossSite = { ...login("ada"), headers: { "Sec-Fetch-Site": "cross-site" } };
    expect((await chat.server.fetch("/login", crossSite)).status).toBe(403);
  });

  test("a room shows who is here, who is typing, and what is said", async () => {
    const ada = await (await chat.signIn("ada")).connect("/ws/rooms/hall", 1);
    const bob = await (await chat.signIn("bob")).connect("/ws/rooms/hall", last);
    const { here = [], history } = await until(bob, (message) => "here" in message);
    expect([here.map(({ name }) => name).toSorted(), history]).toEqual([["ada", "bob"], []]);
    const member = here.find(({ name }) => name === "bob");
    const joined = await until(ada, (message) => message.joined?.id === member?.id);
    expect(joined.joined?.name).toBe("bob");
    say(bob, { typing: true });
    expect(await until(ada, (message) => "typing" in message)).toEqual({ typing: "bob" });
    say(bob, { say: " Tea? " });
    const said = { said: { id: expect.any(Number), name: "bob", text: "Tea?" } };
    expect(await until(ada, (message) => "said" in message)).toEqual(said);
    expect(await until(bob, (message) => "said" in message || "typing" in message)).toEqual(said);
    const left = until(ada, (message) => message.left === member?.id);
    say(bob, { say: " " });
    expect(await bob.closed).toMatchObject({ code: 1007 });
    await left;
    const eve = await (await chat.signIn("eve")).connect("/ws/rooms/hall", last);
    const later = await until(eve, (message) => "here" in message);
    expect(later).toMatchObject({ history: [said.said] });
    expect(JSON.stringify(later.here)).not.toContain('"bob"');
  });

  test("whoever joins while others talk misses nothing, and can read all that was said before", async () => {
    const people = await Promise.all(["ann", "ben", "cy"].map((name) => chat.signIn(name)));
    const writers: Client[] = [];
    for (const [index, person] of people.entries())
      writers.push(await person.connect("/ws/rooms/busy", (index % last) + 1));
    const all = writers.map((writer) => readAll(writer));
    for (let round = 1; round <= EACH; round += 1) {
      for (const writer of writers) say(writer, { say: String(round) });
      const reader = round % 4 === 0 ? people[round % 3] : undefined;
      if (reader !== undefined) all.push(readAll(await reader.connect("/ws/rooms/busy")));
    }
    const [first = [], ...others] = await Promise.all(all);
    expect(first.length).toBe(3 * EACH);
    for (const ids of others) expect(ids).toEqual(first.slice(-ids.length));
    for (const { length } of others) expect(length).toBeGreaterThanOrEqual(50);
    const [reader] = people;
    const history = await reader?.connect("/ws/rooms/busy/history");
    if (history === undefined) throw new Error("there are three people");
    const pages: number[][] = [];
    for (let before = 2 ** 40; before > Math.min(...first); before = Math.min(...(pages.at(-1) ?? []))) {
      say(history, { before });
      const { entries = [] } = await until(history, () => true);
      pages.push(entries.map(({ id }) => id));
    }
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(pages.flat()).toEqual(first.toReversed());
  });

  test("a direct message reaches all devices of both people", async () => {
    const [ada, bob] = [await chat.signIn("ada"), await chat.signIn("bob")];
    const phone = await bob.connect("/ws/users/bob/direct", 1);
    const laptop = await bob.connect("/ws/users/bob/direct", last);
    const [from, other] = [
      await ada.connect("/ws/users/ada/direct", last),
      await ada.connect("/ws/users/ada/direct", 1),
    ];
    say(from, { to: "bob", text: "Psst" });
    const psst = { from: "ada", to: "bob", text: "Psst" };
    for (const client of [phone, laptop, other, from]) expect(await client.json()).toEqual(psst);
    expect(await from.json()).toEqual({ sent: "bob", devices: 2 });
    say(from, { to: "nobody", text: "Hello?" });
    expect(await from.json()).toMatchObject({ text: "Hello?" });
    expect(await from.json()).toEqual({ sent: "nobody", devices: 0 });
    expect([phone.pending, laptop.pending]).toEqual([0, 0]);
    say(from, { to: "..", text: "Hello?" });
    expect(await from.closed).toMatchObject({ code: 1007 });
  });

  test("devices are counted, and one of them signs all out", async () => {
    const [zoe, ada] = [await chat.signIn("zoe"), await chat.signIn("ada")];
    const phone = await zoe.connect("/ws/users/zoe", 1);
    const laptop = await (await chat.signIn("zoe")).connect("/ws/users/zoe", last);
    for (const client of [phone, laptop]) await until(client, ({ devices }) => devices === 2);
    const room = await zoe.connect("/ws/rooms/hall", last);
    const direct = await zoe.connect("/ws/users/zoe/direct", 1);
    const stays = await ada.connect("/ws/users/ada");
    say(phone, { signOut: "everywhere" });
    for (const client of [phone, laptop, room, direct])
      expect(await client.closed).toEqual({ code: 4401, reason: "Signed out everywhere" });
    await expect(zoe.connect("/ws/users/zoe")).rejects.toThrow("401");
    const again = await (await chat.signIn("zoe")).connect("/ws/users/zoe");
    await until(again, ({ devices }) => devices === 1);
    expect(await stays.json()).toEqual({ devices: 1 });
    expect([stays.pending, stays.socket.readyState]).toEqual([0, WebSocket.OPEN]);
  });

  test("an upload says how much has arrived, and is kept only as a whole", async () => {
    const una = await chat.signIn("una");
    await expect(una.connect(`/ws/uploads?size=${1024 ** 2 + 1}`)).rejects.toThrow("413");
    const whole = await una.connect("/ws/uploads?size=90000");
    whole.send(new Uint8Array(50_000).fill(1));
    whole.send(new Uint8Array(40_000).fill(2));
    expect(await whole.json()).toEqual({ received: 50_000, size: 90_000 });
    expect(await whole.json()).toEqual({ received: 90_000, size: 90_000 });
    const folder = path.join(project.root, "uploads");
    const kept = await filesIn(folder);
    expect(await Promise.all(kept.map((file) => Bun.file(path.join(folder, file)).bytes()))).toContainEqual(
      Buffer.concat([new Uint8Array(50_000).fill(1), new Uint8Array(40_000).fill(2)]),
    );
    const part = await una.connect("/ws/uploads?size=2");
    part.send(Uint8Array.of(1));
    expect(await part.json()).toEqual({ received: 1, size: 2 });
    part.send(Uint8Array.of(2, 3));
    expect(await part.closed).toMatchObject({ code: 1009 });
    expect(await filesIn(folder)).toEqual(kept);
    const text = await una.connect("/ws/uploads?size=2");
    text.send("ab");
    expect(await text.closed).toMatchObject({ code: 1007 });
  });

  test("the ticker counts the pages of all workers", async () => {
    const clients: Client[] = [];
    for (let count = 0; count < 4; count += 1) clients.push(await chat.server.connect("/ws/ticker"));
    for (const client of clients) await until(client, ({ online }) => online === 4);
  });

  test("nothing has failed", () => {
    expect(withoutInfo(chat.server.stderr())).toBe("");
  });
});

test("nobody stays in a room whose worker was killed", async () => {
  const chat = await serveChat(project, 2);
  await using server = chat.server;
  const { worker: stays = 0 } = await until(chat.feed, ({ who }) => who === "root");
  const dies = 3 - stays;
  const ada = await (await chat.signIn("ada")).connect("/ws/rooms/attic", dies);
  await (await chat.signIn("bob")).connect("/ws/rooms/attic", stays);
  process.kill(await pidOf(server.pid, dies), "SIGKILL");
  await ada.closed;
  await server.logged(/it starts again/);
  const eve = await (await chat.signIn("eve")).connect("/ws/rooms/attic", dies);
  const { here = [] } = await until(eve, (message) => "here" in message);
  expect(here.map(({ name }) => name).toSorted()).toEqual(["bob", "eve"]);
});

/** The process of the worker of this number. */
async function pidOf(supervisor: number, worker: number): Promise<number> {
  const children = await Bun.file(`/proc/${supervisor}/task/${supervisor}/children`).text();
  for (const pid of children.trim().split(" ")) {
    const variables = await Bun.file(`/proc/${pid}/environ`).text();
    if (variables.split("\0").includes(`BUNBOX_WORKER=${worker}`)) return Number(pid);
  }
  throw new Error(`there is no worker ${worker}`);
}

/** The ids of all that a client learns, in their order, until three people have said their last. */
async function readAll(client: Client): Promise<readonly number[]> {
  const ids = new Set<number>();
  for (let ended = 0; ended < 3;) {
    const { history = [], said } = await until(client, (message) => "here" in message || "said" in message);
    for (const entry of said === undefined ? history : [said]) {
      if (!ids.has(entry.id) && entry.text === String(EACH)) ended += 1;
      ids.add(entry.id);
    }
  }
  return [...ids].toSorted((one, other) => one - other);
}

function login(name: string): RequestInit {
  return { method: "POST", body: new URLSearchParams({ name }) };
}

const filesIn = (folder: string): Promise<string[]> => Array.fromAsync(new Bun.Glob("*").scan(folder));
