// Runs what docs/migrating.md shows, before and after, and checks every cell of its comparison.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import path from "node:path";
import { ROWS } from "./migrating/comparison.ts";
import { blocksLeft, countBlocks, PAGE, rowsOf } from "./migrating/page.ts";
import { install, type RunningProgram, start } from "./migrating/program.ts";
import { type Column, COLUMNS, FALLBACKS, MIXED, PROGRAMS } from "./migrating/programs.ts";
import { driveBoth, driveEscapes, driveNotes, driveRooms } from "./migrating/scenario.ts";
import { HAS_CHROMIUM, launchChromium, WHY_SKIPPED } from "../support/chromium.ts";
import { REPOSITORY } from "../support/project.ts";

// In a page of the server: the subprotocol that is agreed to, or the code that the socket is closed with.
const OFFER = `new Promise((resolve) => {
  const socket = new WebSocket("/ws/rooms/kitchen?token=a-token", "chat");
  socket.onopen = () => resolve(socket.protocol);
  socket.onclose = ({ code }) => resolve(code);
})`;

describe("docs/migrating.md", () => {
  test("has only blocks that are run, each with the name of its file", () => {
    const { all, named } = countBlocks();
    expect(all).toBeGreaterThan(8);
    expect(named).toBe(all);
    expect(blocksLeft()).toEqual([]);
  });

  test("names the versions that are installed", async () => {
    for (const name of ["elysia", "hono", "ws"]) {
      const file = Bun.file(path.join(REPOSITORY, "node_modules", name, "package.json"));
      const { version }: { version: string } = await file.json();
      expect(PAGE.replaceAll("\n", " ")).toContain(`${name} ${version}`);
    }
  });

  for (const column of ["bun", "elysia", "hono"] as const) {
    test(`shows a before in TypeScript without a type error: ${column}`, async () => {
      await using project = await install(PROGRAMS[column]);
      const compiler = path.join(REPOSITORY, "node_modules/typescript/lib/tsc.js");
      const child = Bun.spawn(["node", compiler, "-p", "."], { cwd: project.root, stdout: "pipe" });
      expect(await new Response(child.stdout).text()).toBe("");
      expect(await child.exited).toBe(0);
    });
  }
});

describe("one route at a time", () => {
  for (const [name, program] of Object.entries(MIXED)) {
    test(`beside the sockets of ${name}`, async () => {
      await using server = await start(program);
      await driveBoth(server);
    });
  }

  for (const [name, program] of Object.entries(FALLBACKS)) {
    test(`until ${name} has nothing but HTTP`, async () => {
      await using server = await start(program);
      await driveRooms(server);
      if (name === "Elysia") expect(await (await server.fetch("/server")).text()).toBe("null");
    });
  }
});

describe("the application", () => {
  const running = new Map<Column, RunningProgram>();
  const rows = rowsOf("What is different");

  beforeAll(async () => {
    for (const column of COLUMNS) running.set(column, await start(PROGRAMS[column]));
  }, 60_000);
  afterAll(async () => {
    for (const server of running.values()) await server[Symbol.asyncDispose]();
  });

  function serverOf(column: Column): RunningProgram {
    const server = running.get(column);
    if (server === undefined) throw new Error(`${column} does not run`);
    return server;
  }

  for (const column of COLUMNS) {
    test(`is the same for its clients: ${column}`, async () => {
      await driveRooms(serverOf(column));
      if (column !== "ws") await driveEscapes(serverOf(column));
      if (column === "elysia" || column === "bunbox") await driveNotes(serverOf(column));
    });
  }

  test("has a guard that Elysia runs twice as `beforeHandle`", async () => {
    const notes = "    body: t.Object";
    const { files, main } = PROGRAMS.elysia;
    const text = (files[main] ?? "").replace(notes, `beforeHandle() { console.log("guard"); },\n${notes}`);
    await using server = await start({ ...PROGRAMS.elysia, files: { [main]: text } });
    await driveNotes(server);
    server.signal("SIGTERM");
    expect((await server.ended).match(/^guard$/gm)).toHaveLength(2);
  });

  test.skipIf(!HAS_CHROMIUM)(`closes a browser that has offered a subprotocol${WHY_SKIPPED}`, async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const seen: unknown[] = [];
      for (const column of COLUMNS) {
        await page.goto(`http://localhost:${serverOf(column).port}/`);
        seen.push(await page.evaluate(OFFER));
      }
      expect(seen).toEqual(["chat", "chat", "chat", "chat", 1006]);
    } finally {
      await browser.close();
    }
  });

  test("has a comparison whose rows are all seen", () => {
    expect([...rows.keys()]).toEqual(Object.keys(ROWS));
  });

  for (const [row, observe] of Object.entries(ROWS)) {
    test(`differs: ${row}`, async () => {
      const seen: string[] = [];
      for (const column of COLUMNS) seen.push(await observe(serverOf(column), column));
      expect(seen).toEqual([...(rows.get(row) ?? [])]);
    });
  }
});
