// Builds the blocks of docs/guide.md as one project, and tests that it does what the text says.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { roundTrip } from "./migrating/scenario.ts";
import { compressedLength } from "../support/frames.ts";
import { type CodeBlock, codeBlocks } from "../support/markdown.ts";
import { createProject, REPOSITORY, type TestProject } from "../support/project.ts";
import { findProgram } from "../support/proxy.ts";
import { type RunningServer, startServer } from "../support/server.ts";

const CURL = findProgram("curl");

let blocks: readonly CodeBlock[];
let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  blocks = codeBlocks(await Bun.file(path.join(REPOSITORY, "docs/guide.md")).text());
  const files = blocks.flatMap(({ file, text }) => (file === undefined ? [] : [[file, text] as const]));
  project = await createProject(Object.fromEntries(files));
  const report = await project.json(["build"]);
  expect({ exitCode: report.exitCode, diagnostics: report.diagnostics }).toEqual({
    exitCode: 0,
    diagnostics: [],
  });
  server = await project.serve({ CLUB_PASSWORD: "open sesame" });
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

describe("docs/guide.md", () => {
  test("has only blocks that are run: files of the project, the client, and the log", () => {
    expect(blocks.filter(({ language }) => language === "ts").every(({ file }) => file !== undefined)).toBe(
      true,
    );
    expect(blocks.map(({ language }) => language).filter((language) => language !== "ts")).toEqual([
      "js",
      "text",
      "sh",
    ]);
  });

  test.skipIf(CURL.skipped)(`the command that shows why a client was refused${CURL.why}`, async () => {
    const shown = blocks.find(({ language }) => language === "sh")?.text ?? "";
    const command = shown.replace("http://localhost:3000", `http://127.0.0.1:${server.port}`);
    const { stdout } = Bun.spawnSync(["sh", "-c", command]);
    expect(stdout.toString()).toStartWith("HTTP/1.1 401 ");
  });

  test("the chat, by the client that is shown beside it", async () => {
    const client = blocks.find(({ language }) => language === "js")?.text ?? "";
    const lines: unknown[] = [];
    const done = new Promise((resolve) => {
      const run = client.replace("localhost:3000", `127.0.0.1:${server.port}`);
      const log = (line: unknown): unknown => lines.push(line) === 2 && resolve(lines);
      // oxlint-disable-next-line typescript/no-implied-eval -- the text is the code under test
      new Function("console", run)({ log });
    });
    expect(await done).toEqual(["1 here", "hello"]);
  });

  test("rooms and files", async () => {
    using room = await server.connect("/ws/rooms/42");
    using other = await server.connect("/ws/rooms/43");
    expect([await room.text(), await other.text()]).toEqual(["room 42", "room 43"]);
    room.send("hi");
    expect(await room.text()).toBe("hi");
    expect(other.pending).toBe(0);
    using file = await server.connect("/ws/files/a/b");
    expect(await file.text()).toBe("a / b");
  });

  test("the account", async () => {
    await expect(server.connect("/ws/account")).rejects.toThrow("401");
    await server.logged(/refused 127\.0\.0\.1/);
    using client = await server.connect("/ws/account", { headers: { Authorization: "Bearer ada" } });
    expect(await client.text()).toBe("hello Ada");
  });

  test("the stalls, whose types come from their path", async () => {
    using stall = await server.connect("/ws/stalls/north/7");
    stall.send("apples");
    expect(await stall.text()).toBe("7 of north: apples (1)");
    using market = await server.connect("/ws/stalls/north");
    market.send("pears");
    expect(await market.text()).toBe("all stalls of north: pears (1)");
  });

  test("the votes", async () => {
    await expect(server.connect("/ws/votes/closed")).rejects.toThrow("403");
    using other = await server.connect("/ws/votes/tea");
    const client = await server.connect("/ws/votes/tea");
    expect([await other.text(), await client.text()]).toEqual(["vote on tea", "vote on tea"]);
    client.send("yes");
    expect([await other.text(), await client.text()]).toEqual(["yes", "yes"]);
    client.send("yes");
    expect(await client.closed).toEqual({ code: 1008, reason: "one vote each" });
  });

  test("the lobby", async () => {
    using one = await server.connect("/ws/lobby/a");
    expect(await one.json()).toEqual({ here: 1 });
    const two = await server.connect("/ws/lobby/a");
    expect([await one.json(), await two.json()]).toEqual([{ here: 2 }, { here: 2 }]);
    two.close();
    expect(await one.json()).toEqual({ here: 1 });
  });

  test("the news, by a topic of the route's own", async () => {
    using writer = await server.connect("/ws/news");
    using reader = await server.connect("/ws/news");
    reader.send("join");
    await roundTrip(reader.socket);
    writer.send("rain");
    expect(await reader.text()).toBe("rain");
    reader.send("leave");
    await roundTrip(reader.socket);
    writer.send("sun");
    await roundTrip(writer.socket);
    await roundTrip(reader.socket);
    expect([reader.pending, writer.pending]).toEqual([0, 0]);
  });

  test("the club, whose topic a client joins with the password", async () => {
    using member = await server.connect("/ws/club/a");
    using guest = await server.connect("/ws/club/a");
    for (const message of ["open sesame", "hello"]) member.send(message);
    expect(await member.text()).toBe("hello");
    await roundTrip(guest.socket);
    guest.send("hello");
    expect(await guest.closed).toEqual({ code: 4001, reason: "wrong password" });
    expect(guest.pending).toBe(0);
  });

  test("the auction, which ends for everyone", async () => {
    const [seller, buyer] = [await server.connect("/ws/auction/7"), await server.connect("/ws/auction/7")];
    using other = await server.connect("/ws/auction/8");
    seller.send("sold");
    for (const client of [seller, buyer]) expect(await client.closed).toEqual({ code: 4000, reason: "sold" });
    expect([await seller.text(), await buyer.text()]).toEqual(["you have sold it", "it is sold"]);
    other.send("5");
    expect(await other.text()).toBe("5");
  });

  test("the journal, in order", async () => {
    using client = await server.connect("/ws/journal");
    const pages = Array.from({ length: 20 }, (_, page) => "x".repeat(20_000 - page * 1000) + page);
    for (const page of pages) client.send(page);
    for (const page of pages) expect(await client.text()).toBe(`written: ${page}`);
  });

  test("the clock", async () => {
    using client = await server.connect("/ws/clock");
    expect(await client.text()).toMatch(/^\d{4}-\d\d-\d\dT/);
  });

  test("the export", async () => {
    const client = await server.connect("/ws/export");
    client.send("all");
    expect([await client.text(), (await client.text()).length > 1000, await client.text()]).toEqual([
      "begin",
      true,
      "end",
    ]);
    client.send(new Uint8Array([1]));
    expect(await client.closed).toEqual({ code: 1003, reason: "text only" });
    expect(await compressedLength(server.port, "/ws/export", "all", 1)).toBeLessThan(2000);
  });

  test("the fallback", async () => {
    const response = await server.fetch("/about");
    expect([response.status, await response.text()]).toEqual([404, "There is nothing at /about\n"]);
  });

  test("the log of a failure has the form that is shown", async () => {
    const shown = blocks.find(({ language }) => language === "text")?.text ?? "";
    await using failing = await createProject({
      "app/ws/chat/route.ts": "export function onMessage() { throw new TypeError('no'); }\n",
    });
    await failing.build();
    await using other = await failing.serve();
    using client = await other.connect("/ws/chat");
    client.send("now");
    expect(form(await other.logged(/\n +at /))).toBe(form(shown));
  });

  test("mounted in an app's own server", async () => {
    await using app = await startServer(path.join(project.root, "server.ts"), project.root);
    expect(await (await fetch(`${app.url}/`)).text()).toBe("home");
    const socket = new WebSocket(`ws://127.0.0.1:${app.port}/ws/rooms/1`);
    const { data } = await new Promise<MessageEvent>((resolve) =>
      socket.addEventListener("message", resolve),
    );
    expect(data).toBe("room 1");
    socket.close();
  });
});

/** A log without what differs from run to run. */
function form(text: string): string {
  return text
    .trimEnd()
    .replaceAll(/\d+:\d+/g, "N")
    .replaceAll(/TypeError: .*/g, "TypeError")
    .replaceAll(/\/\S+\/app\/ws/g, "app/ws");
}
