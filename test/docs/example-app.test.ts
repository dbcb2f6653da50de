// Tests fixtures/apps/guide, which `npm start` serves: every feature of the guide, as a client sees it.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { compressedLength } from "../support/frames.ts";
import { copyFixture, type TestProject } from "../support/project.ts";
import { exchange, handshake, headerOf } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  project = await copyFixture("apps/guide");
  await project.build();
  server = await project.serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

describe("the example app", () => {
  test("has the routes that it shows", async () => {
    expect((await project.bunbox(["routes"])).stdout).toMatchSnapshot();
  });

  test("serves its page, and 404 for another", async () => {
    expect(await (await server.fetch("/")).text()).toStartWith("<!doctype html>");
    expect((await server.fetch("/other")).status).toBe(404);
  });

  test("greets, echoes, broadcasts with the sender included, and announces who left", async () => {
    const one = await server.connect("/ws/hello");
    expect(await one.json()).toEqual({ type: "hello", topic: "ws-hello", here: 1 });
    using two = await server.connect("/ws/hello");
    expect(await two.json()).toEqual({ type: "hello", topic: "ws-hello", here: 2 });
    one.send("hi");
    expect([await one.text(), await one.text(), await two.text()]).toEqual(["hi", "hi", "hi"]);
    one.close(4321, "bye");
    expect(await two.json()).toEqual({ type: "left", code: 4321, reason: "bye" });
  });

  test("has Bun's own socket", async () => {
    using one = await server.connect("/ws/toolbox");
    using two = await server.connect("/ws/toolbox");
    one.send("text");
    one.send("bytes");
    one.send("state");
    expect(await one.text()).toBe("some text");
    expect(await one.next()).toEqual(Buffer.from([1, 2, 3]));
    expect(await one.json()).toEqual({ state: 1, address: "127.0.0.1", topic: "ws-toolbox" });
    two.send("join");
    expect(await two.json()).toEqual({
      topics: expect.arrayContaining(["ws-toolbox", "side-room"]),
      inside: true,
    });
    one.send("tell");
    expect(await two.text()).toBe("news from the side room");
    two.send("leave");
    expect(await two.json()).toEqual({ topics: ["ws-toolbox"] });
    one.send("bye");
    expect(await one.closed).toEqual({ code: 1000, reason: "as you wish" });
  });

  test("requires a token, and knows the user", async () => {
    await expect(server.connect("/ws/account")).rejects.toThrow("403");
    await expect(server.connect("/ws/account?token=eve")).rejects.toThrow("403");
    using client = await server.connect("/ws/account?token=ada");
    expect(await client.text()).toBe("Hello Ada");
    client.send("who am I?");
    expect(await client.json()).toEqual({ account: { name: "Ada", admin: true }, since: expect.any(Number) });
    const response = await exchange(server.port, handshake("/ws/account?token=bob"));
    expect(headerOf(response, "x-account")).toBe("Bob");
  });

  test("refuses with its own response, and agrees to a subprotocol", async () => {
    const refused = await exchange(server.port, handshake("/ws/audit"), "Staff only");
    expect(refused).toStartWith("HTTP/1.1 401 ");
    expect(headerOf(refused, "www-authenticate")).toBe("Bearer");
    const headers = { Authorization: "Bearer ada" };
    const client = await server.connect("/ws/audit", { headers, protocols: ["audit.v1", "audit.v2"] });
    expect([await client.text(), client.socket.protocol]).toEqual(["auditing", "audit.v1"]);
    await server.printed(/^audit by Ada from 127\.0\.0\.1$/m);
    client.close();
  });

  test("has rooms by topics", async () => {
    using one = await server.connect("/ws/lobby");
    using two = await server.connect("/ws/lobby");
    for (const client of [one, two]) {
      client.send(JSON.stringify({ do: "enter", room: "a" }));
      expect(await client.json()).toEqual({ entered: "a" });
    }
    one.send(JSON.stringify({ do: "say", room: "a", text: "hello" }));
    expect(await two.json()).toEqual({ room: "a", said: "hello" });
    two.send(JSON.stringify({ do: "exit", room: "a" }));
    expect(await two.json()).toEqual({ left: "a" });
    one.send("{");
    expect(await one.json()).toEqual({ error: "that was not JSON" });
    expect(one.pending).toBe(0);
  });

  test("has rooms by paths", async () => {
    using kitchen = await server.connect("/ws/rooms/kitchen");
    expect(await kitchen.json()).toEqual({ room: "kitchen", present: 1 });
    using garden = await server.connect("/ws/rooms/garden");
    await garden.next();
    const guest = await server.connect("/ws/rooms/kitchen");
    expect(await kitchen.json()).toEqual({ room: "kitchen", present: 2 });
    kitchen.send("dinner");
    expect(await kitchen.json()).toEqual({ room: "kitchen", text: "dinner" });
    guest.close();
    expect(await kitchen.json()).toEqual({ room: "kitchen", present: 1 });
    expect(garden.pending).toBe(0);
  });

  test("serves whole paths", async () => {
    using file = await server.connect("/ws/files/reports/2026.txt");
    expect(await file.json()).toEqual({ file: ["reports", "2026.txt"], topic: "/ws/files/reports/2026.txt" });
    using first = await server.connect("/ws/docs");
    using second = await server.connect("/ws/docs/a/b");
    expect([await first.text(), await second.text()]).toEqual(["the first page", "a > b"]);
  });

  test("takes and sends bytes", async () => {
    using client = await server.connect("/ws/bytes");
    client.send(new Uint8Array([1, 2, 3]));
    expect([await client.next(), await client.next()]).toEqual([Buffer.from([3, 2, 1]), Buffer.from([3])]);
    client.send("text");
    expect(await client.text()).toBe("binary only, please");
  });

  test("compresses if it is asked to, to one client and in a broadcast", async () => {
    expect(await compressedLength(server.port, "/ws/summary", "mine")).toBeLessThan(5000);
    expect(await compressedLength(server.port, "/ws/summary", "all")).toBeLessThan(5000);
  });

  test("sends steps in order", async () => {
    using client = await server.connect("/ws/steps");
    client.send("start");
    expect([await client.text(), await client.text(), await client.text()]).toEqual([
      "ready",
      "steady",
      "go",
    ]);
  });

  test("plays from entering to leaving", async () => {
    using ada = await server.connect("/ws/arena?name=ada");
    expect(await ada.json()).toEqual({ type: "arena", positions: { ada: { x: 0, y: 0 } } });
    expect(await ada.json()).toEqual({ type: "entered", name: "ada" });
    await expect(server.connect("/ws/arena?name=ada")).rejects.toThrow("403");
    await expect(server.connect("/ws/arena")).rejects.toThrow("403");
    const bob = await server.connect("/ws/arena?name=bob");
    expect(await ada.json()).toEqual({ type: "entered", name: "bob" });
    bob.send(JSON.stringify({ x: 3, y: 4 }));
    expect(await ada.json()).toEqual({ type: "moved", name: "bob", x: 3, y: 4 });
    bob.close();
    expect(await ada.json()).toEqual({ type: "gone", name: "bob" });
  });

  test("closes with every code that it may", async () => {
    const reasons: Readonly<Record<number, string>> = {
      1000: "done",
      1001: "restarting",
      1002: "what was that?",
      1003: "text only",
      1008: "not allowed",
      4000: "our own reason",
    };
    for (const [code, reason] of Object.entries(reasons)) {
      const client = await server.connect("/ws/closing");
      client.send(code);
      expect(await client.closed).toEqual({ code: Number(code), reason });
      await server.printed(new RegExp(`^ws-closing closed with ${code} `, "m"));
    }
  });
});
