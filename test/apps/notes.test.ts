// Tests fixtures/apps/notes, which serves Yjs documents over the protocol of y-websocket, with real Yjs clients.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdir, watch } from "node:fs/promises";
import path from "node:path";
import { WebsocketProvider } from "y-websocket";
import { Doc, encodeStateAsUpdate } from "yjs";
import { type BuiltApp, buildApp } from "../support/built-app.ts";
import { openGate } from "../support/gate.ts";
import type { RunningServer } from "../support/server.ts";
import { withoutInfo } from "../support/log.ts";

let app: BuiltApp;
let server: RunningServer;

beforeAll(async () => {
  app = await buildApp("notes");
  server = await app.serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await app[Symbol.asyncDispose]();
});

/** A person who has a document open. */
interface Writer extends Disposable {
  readonly provider: WebsocketProvider;
  write(text: string): void;
  /** Resolves once the document is this text. */
  reads(text: string): Promise<void>;
  /** Resolves with the document once it has more characters than this. */
  longerThan(length: number): Promise<string>;
  /** Resolves once these are the others here. */
  sees(...names: readonly string[]): Promise<void>;
  leave(): void;
  /** Leaves without a close frame. */
  vanish(): void;
}

async function open(name: string, document: string, at = server): Promise<Writer> {
  const doc = new Doc();
  const provider = new WebsocketProvider(`${at.url.replace("http", "ws")}/ws/docs`, document, doc, {
    disableBc: true, // the clients of this test would speak to each other past the server
  });
  const { awareness } = provider;
  awareness.setLocalStateField("name", name);
  const text = doc.getText("content");
  await new Promise<void>((resolve) => provider.once("sync", () => resolve()));
  const others = (): readonly string[] =>
    [...awareness.getStates()].flatMap(([id, { name: other }]) =>
      id === doc.clientID ? [] : [String(other)],
    );
  const leave = (): void => {
    provider.destroy();
    doc.destroy();
  };
  return {
    provider,
    write: (added) => text.insert(text.length, added),
    reads: (wanted) =>
      until(
        (again) => doc.on("update", again),
        () => text.toJSON() === wanted,
      ),
    async longerThan(length) {
      await until(
        (again) => doc.on("update", again),
        () => text.length > length,
      );
      return text.toJSON();
    },
    sees: (...names) =>
      until(
        (again) => awareness.on("change", again),
        () => others().toSorted().join() === names.toSorted().join(),
      ),
    leave,
    vanish() {
      provider.shouldConnect = false;
      provider.ws?.close();
    },
    [Symbol.dispose]: leave,
  };
}

/** Resolves when a condition holds, which an event may bring about. */
function until(listen: (again: () => void) => void, holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (holds()) resolve();
    };
    listen(look);
    look();
  });
}

describe("a document", () => {
  test("converges between two clients, and is complete for a third that connects late", async () => {
    using ada = await open("ada", "shopping");
    using bob = await open("bob", "shopping");
    ada.write("Milk. ");
    await bob.reads("Milk. ");
    bob.write("Tea. ");
    await ada.reads("Milk. Tea. ");
    ada.write("a");
    bob.write("b");
    const text = await ada.longerThan(12);
    expect(["Milk. Tea. ab", "Milk. Tea. ba"]).toContain(text);
    expect(await bob.longerThan(12)).toBe(text);
    using eve = await open("eve", "shopping");
    await eve.reads(text);
  });

  test("shows who is here, and who has left", async () => {
    using ada = await open("ada", "people");
    using bob = await open("bob", "people");
    await ada.sees("bob");
    await bob.sees("ada");
    using eve = await open("eve", "people");
    await eve.sees("ada", "bob");
    bob.leave();
    await ada.sees("eve");
    await eve.sees("ada");
    eve.vanish();
    await ada.sees();
  }, 15_000); // after 30 seconds Yjs itself forgets who says nothing

  test("receives no changes of another", async () => {
    using ada = await open("ada", "one");
    using bob = await open("bob", "two");
    ada.write("one");
    bob.write("two");
    using eve = await open("eve", "two");
    await eve.reads("two");
    await eve.sees("bob");
  });

  test("is in its file, and not in memory, once its last client has left", async () => {
    const ada = await open("ada", "diary");
    using bob = await open("bob", "diary");
    ada.write("Monday");
    await bob.reads("Monday");
    ada.leave();
    bob.write(", Tuesday");
    await mkdir(path.join(app.folder, "notes"), { recursive: true });
    const kept = appears(path.join(app.folder, "notes"), "diary.yjs");
    bob.leave();
    await kept;
    const other = new Doc();
    other.getText("content").insert(0, "Rewritten");
    await Bun.write(path.join(app.folder, "notes/diary.yjs"), encodeStateAsUpdate(other));
    (await open("ada", "elsewhere")).leave(); // by then the server has let go of it
    using eve = await open("eve", "diary");
    await eve.reads("Rewritten");
  });

  test("survives a restart with its clients connected", async () => {
    await using first = await app.serve();
    using ada = await open("ada", "plan", first);
    ada.write("Begin");
    using bob = await open("bob", "plan", first);
    await bob.reads("Begin");
    first.signal("SIGTERM");
    expect([await first.exited, first.stderr()]).toEqual([0, ""]);
    await using second = await app.serve();
    using eve = await open("eve", "plan", second);
    await eve.reads("Begin");
  });
});

describe("a client", () => {
  test("that asks for a name that no file may have is refused", async () => {
    for (const name of ["UPPER", "..%2Fetc", "a.b", "x".repeat(61)])
      await expect(server.connect(`/ws/docs/${name}`)).rejects.toThrow("404");
  });

  test("that speaks another protocol is closed", async () => {
    const text = await server.connect("/ws/docs/wrong");
    text.send("hello");
    expect(await text.closed).toMatchObject({ code: 1003 });
    for (const bytes of [[], [9], [0, 9], [0, 2, 200], [0, 2, 3, 1, 1, 250], [1, 3, 1, 1, 1]]) {
      const client = await server.connect("/ws/docs/wrong");
      client.send(Uint8Array.from(bytes));
      expect({ bytes, ...(await client.closed) }).toMatchObject({ bytes, code: 1007 });
    }
    expect(withoutInfo(server.stderr())).toBe("");
  });

  test("that asks who is here is answered", async () => {
    using ada = await open("ada", "asked");
    using client = await server.connect("/ws/docs/asked");
    await client.next(); // the question for its changes
    const presence = await client.next();
    client.send(Uint8Array.of(3));
    expect(await client.next()).toEqual(presence);
    expect(String(presence)).toContain('{"name":"ada"}');
    expect(ada.provider.synced).toBe(true);
  });
});

// Each call takes as long as the test says.
const STORE = `
  const go = (name: string): Promise<unknown> => fetch(process.env["GATE"] + "/" + name);
  export async function read(name: string): Promise<Uint8Array | undefined> {
    await go("read");
    if (name === "broken") throw new Error("the disk is broken");
    return undefined;
  }
  export async function write(name: string, bytes: Uint8Array): Promise<void> {
    console.log("writes", name);
    await go(name);
    if (name === "full") throw new Error("the disk is full");
    console.log("wrote", name);
  }
`;

describe("another store", () => {
  let slow: BuiltApp;
  let at: RunningServer;
  const gate = openGate();
  const env = { GATE: gate.url };

  beforeAll(async () => {
    slow = await buildApp("notes", { "app/lib/store.ts": STORE });
    at = await slow.serve(env);
  }, 60_000);

  afterAll(async () => {
    await at[Symbol.asyncDispose]();
    await slow[Symbol.asyncDispose]();
    gate[Symbol.dispose]();
  });

  test("writes while a client comes back, which then keeps the document open", async () => {
    const ada = await open("ada", "list", at);
    ada.write("One");
    using bob = await open("bob", "list", at);
    await bob.reads("One");
    const release = gate.hold("/list");
    ada.leave();
    bob.leave();
    await gate.asked("/list", 1);
    // A client comes back while it is written, and waits for that; another document does not.
    using back = await at.connect("/ws/docs/list");
    let answered = false;
    const answer = back.next().then(() => (answered = true));
    (await open("eve", "other", at)).leave();
    expect(answered).toBe(false);
    release();
    await answer;
    using eve = await open("eve", "list", at);
    await eve.reads("One");
    eve.write(", two");
    using joe = await open("joe", "list", at);
    await joe.reads("One, two");
  });

  test("that cannot read a document is not asked to write it", async () => {
    const client = await at.connect("/ws/docs/broken");
    expect(await client.closed).toMatchObject({ code: 1011 });
    await at.logged(/onClose of .* failed at .*: the disk is broken/);
    expect(at.stdout()).not.toContain("writes broken");
  });

  test("that cannot write says so, and can be asked again", async () => {
    (await open("ada", "full", at)).leave();
    await at.logged(/onClose of .* failed at .*: the disk is full/);
    (await open("ada", "full", at)).leave();
    await at.printed(/(?:writes full[^]*){2}/);
  });

  test("is waited for by a shutdown", async () => {
    await using ending = await slow.serve(env);
    using ada = await open("ada", "plan", ending);
    ada.write("Begin");
    const release = gate.hold("/plan");
    ending.signal("SIGTERM");
    await gate.asked("/plan", 1);
    release();
    expect(await ending.exited).toBe(0);
    expect(ending.stdout()).toEndWith("writes plan\nwrote plan\n");
  });
});

/** Resolves once a file has been written into a folder. */
async function appears(folder: string, file: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === file) return;
}
