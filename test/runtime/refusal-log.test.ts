// Tests that the log says which clients were refused, by whom and with which status, without letting them fill it.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { createProject, type TestProject } from "../support/project.ts";
import { ask, handshake } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

const FILES = {
  "app/ws/own/route.ts": `
    export async function upgrade(req: Request) {
      const how = new URL(req.url).searchParams.get("how");
      if (how === "response") return new Response("who?", { status: 401 });
      if (how === "throw") throw new Error("no database");
      // Each time another value, as if it was what the client has sent.
      if (how === "wrong") return { ["key" + performance.now()]: 1 } as never;
      if (how === "header") return { headers: { Upgrade: "websocket" } };
      if (how === "protocol") return { protocol: "p" + performance.now() };
      if (how === "later") await Bun.sleep(1);
      return how === "in";
    }
  `,
  "app/ws/staff/_guard.ts": `
    export function guard(req: Request) {
      const { searchParams } = new URL(req.url);
      if (searchParams.has("throw")) throw new Error("no list of bosses");
      if (searchParams.has("wrong")) return 1 as never;
      if (searchParams.has("header")) return { headers: { Upgrade: "websocket" } };
      return searchParams.has("boss") ? new Response("no bosses", { status: 402 }) : false;
    }
  `,
  "app/ws/staff/route.ts": "export function onMessage() {}",
  "app/ws/clock/route.ts": `
    const { now } = performance;
    let ahead = 0;
    performance.now = () => now.call(performance) + ahead;
    export function onMessage(ws: Bun.ServerWebSocket<undefined>, message: string | Buffer) {
      ahead += Number(message);
      ws.send("ahead");
    }
  `,
  "bunbox.config.ts": 'export default { log: "json", maxConnections: 9 };',
};

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  project = await createProject(FILES);
  await project.build();
  server = await project.serve();
}, 60_000);
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

async function pass(milliseconds: number): Promise<void> {
  const clock = await server.connect("/ws/clock");
  clock.send(String(milliseconds));
  await clock.text();
  clock.close();
  await clock.closed;
}

async function statusOf(path: string): Promise<number> {
  return (await ask(server.port, handshake(path))).status;
}

interface Line {
  readonly [key: string]: unknown;
  readonly level?: string;
  readonly message?: string;
}

/** The lines that a handshake has brought, without their times. */
async function linesOf(path: string, status: number): Promise<readonly Line[]> {
  const before = server.stderr().length;
  expect(await statusOf(path)).toBe(status);
  // The log is in order: this line comes after all that the handshake has brought.
  expect(await statusOf("/ws/own?how=throw")).toBe(500);
  await server.logged(new RegExp(`^[^]{${before}}[^]*no database[^]*\\n$`));
  return server
    .stderr()
    .slice(before)
    .split("\n")
    .flatMap((line) => {
      if (line === "") return [];
      const { time: _time, ...rest }: Line = JSON.parse(line);
      return rest["event"] === "handler_failed" ? [] : [rest];
    });
}

const REFUSED = { level: "info", event: "upgrade_refused", address: "127.0.0.1" };

test.each([
  ["/ws/own?how=response", "upgrade of /ws/own", "/ws/own", 401],
  ["/ws/own?how=later", "upgrade of /ws/own", "/ws/own", 403],
  ["/ws/staff", "guard of /ws/staff in app/ws/staff/_guard.ts", "/ws/staff", 403],
  ["/ws/staff?boss", "guard of /ws/staff in app/ws/staff/_guard.ts", "/ws/staff", 402],
])("a refusal of %s has one line per minute", async (path, who, route, status) => {
  const message = `${who} refused 127.0.0.1 with ${status}`;
  expect(await linesOf(path, status)).toEqual([{ ...REFUSED, message, route, status }]);
  expect(await linesOf(path, status)).toEqual([]);
  await pass(59_000);
  expect(await linesOf(path, status)).toEqual([]);
  await pass(1_000);
  const more = `${message}, after 2 more since the last such line`;
  expect(await linesOf(path, status)).toEqual([{ ...REFUSED, message: more, route, status }]);
  await pass(60_000);
  expect(await linesOf(path, status)).toEqual([{ ...REFUSED, message, route, status }]);
});

const VALUE = "return true, { data, headers, protocol }, false or a Response: refused with 403";
const HANDSHAKE = "which belongs to the handshake: dropped";
const GUARD = "guard of /ws/staff in app/ws/staff/_guard.ts";

test.each([
  ["/ws/own?how=wrong", 403, `upgrade of /ws/own returned an object with the keys KEY; ${VALUE}`],
  ["/ws/own?how=header", 101, `upgrade of /ws/own returned the header upgrade, ${HANDSHAKE}`],
  [
    "/ws/own?how=protocol",
    101,
    'upgrade of /ws/own chose the subprotocol "KEY", which was not offered: dropped',
  ],
  ["/ws/staff?wrong", 403, `${GUARD} returned a number; ${VALUE}`],
  ["/ws/staff?header", 101, `${GUARD} returned the header upgrade, ${HANDSHAKE}`],
])("a wrong result of %s has one line per minute", async (path, status, message) => {
  const warnings = async (): Promise<readonly unknown[]> =>
    (await linesOf(path, status))
      .filter(({ level }) => level === "warning")
      .map((line) => line.message?.replace(/(?:key|p)\d[\d.]*/, "KEY"));
  await pass(60_000);
  expect(await warnings()).toEqual([message]);
  expect(await warnings()).toEqual([]);
  await pass(60_000);
  expect(await warnings()).toEqual([`${message}, after 1 more since the last such line`]);
});

test("an error has only its own line, and an unknown path none", async () => {
  expect(await linesOf("/ws/own?how=throw", 500)).toEqual([]);
  expect(await linesOf("/ws/staff?throw", 500)).toEqual([]);
  expect(await linesOf("/ws/nothing", 404)).toEqual([]);
});

test("a full server says so", async () => {
  const before = server.stderr().length;
  const all = await Promise.all(Array.from({ length: 9 }, () => server.connect("/ws/clock")));
  expect(await statusOf("/ws/own?how=in")).toBe(503);
  for (const client of all) client[Symbol.dispose]();
  await server.logged(/maxConnections is reached/);
  expect(JSON.parse(server.stderr().slice(before))).toMatchObject({
    level: "warning",
    event: "full",
    message: "refused a connection, because maxConnections is reached",
  });
});
