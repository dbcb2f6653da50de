// Tests that a shutdown delivers what was sent before the signal, and then the close code.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cp } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import path from "node:path";
import { Client } from "../support/client.ts";
import { closing, OPCODE, frame } from "../support/frames.ts";
import { createProject, type TestProject } from "../support/project.ts";
import { handshake } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";

const GOING_AWAY = { code: 1001, reason: "Server shutting down" };
const TIMEOUT = 3;

const ROUTE = `
  import type { ServerWebSocket } from "@ademattos/bunbox";
  const PIECE = Buffer.alloc(256 * 1024, 97);
  export function onOpen(ws: ServerWebSocket) { ws.send("open"); }
  export function onMessage(ws: ServerWebSocket, message: string | Buffer) {
    if (message === "more") return;
    for (let count = Number(message); count > 0; count -= 1) if (ws.send(PIECE) === 0) throw new Error("dropped");
    process.kill(process.pid, "SIGTERM");
    console.log("filled");
  }
  export async function onClose() { await Bun.sleep(50); console.log("closed"); }
`;

let project: TestProject;
let secure: TestProject;

beforeAll(async () => {
  const routes = { "app/ws/route.ts": ROUTE };
  const options = `shutdownTimeout: ${TIMEOUT}`;
  project = await createProject({ ...routes, "bunbox.config.ts": `export default { ${options} };` });
  secure = await createProject({
    ...routes,
    "bunbox.config.ts": `export default { ${options}, tls: { cert: "cert.pem", key: "key.pem" } };`,
  });
  await cp(path.join(import.meta.dir, "../support/tls"), secure.root, { recursive: true });
  await Promise.all([project.build(), secure.build()]);
}, 60_000);

afterAll(async () => {
  await project[Symbol.asyncDispose]();
  await secure[Symbol.asyncDispose]();
});

/** Has the server send this many pieces and end; reads them slowly, and counts them. */
async function fill(client: Client, pieces: number, answer?: string): Promise<number> {
  await client.text();
  let count = 0;
  client.socket.addEventListener("message", () => {
    count += 1;
    if (answer !== undefined) client.send(answer);
    Bun.sleepSync(5);
  });
  client.send(String(pieces));
  expect(await client.closed).toEqual(GOING_AWAY);
  return count;
}

/** A client that opens a socket, and reads its bytes only on request. */
async function openRaw(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1", () => socket.write(handshake("/ws")));
  socket.on("error", () => undefined); // the server resets what it gives up
  await new Promise((resolve) => socket.once("data", resolve));
  return socket.pause();
}

async function end(server: RunningServer): Promise<number> {
  const began = performance.now();
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
  expect(server.stderr()).toBe("");
  return performance.now() - began;
}

describe("a client that reads slowly", () => {
  test("receives everything, then 1001", async () => {
    await using server = await project.serve();
    using client = await server.connect("/ws");
    expect(await fill(client, 64)).toBe(64);
    expect(await server.exited).toBe(0);
  });

  // The kernel drops what is under way to a client that sends to a process which has ended.
  test("and sends at the same time", async () => {
    await using server = await project.serve();
    using client = await server.connect("/ws");
    expect(await fill(client, 48, "more")).toBe(48);
    expect(await server.exited).toBe(0);
  });

  test("through TLS", async () => {
    await using server = await secure.serve();
    using client = await Client.open(`wss://127.0.0.1:${server.port}/ws`, { selfSigned: true });
    expect(await fill(client, 48, "more")).toBe(48);
    expect(await server.exited).toBe(0);
  });

  test("of more than the socket takes", async () => {
    await using server = await project.serve();
    using client = await server.connect("/ws");
    // 16 MiB may be queued, and the last message goes beyond.
    expect(await fill(client, 64 + 12, "more")).toBe(64 + 12);
    expect(await server.exited).toBe(0);
  });
});

test("a client that never reads is given up at the timeout, and its onClose is waited for", async () => {
  await using server = await project.serve();
  using reader = await server.connect("/ws");
  const idle = await openRaw(server.port);
  idle.write(frame(OPCODE.text, "48"));
  await server.printed(/filled/);
  const began = performance.now();
  expect(await server.exited).toBe(0);
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(TIMEOUT * 1000 - 100);
  expect(took).toBeLessThan(TIMEOUT * 1000 + 1000);
  expect(server.stdout().match(/closed/g)).toHaveLength(2);
  expect(await reader.closed).toEqual(GOING_AWAY);
  idle.destroy();
});

test("a client that begins to read after its onClose has run receives everything within the timeout", async () => {
  await using server = await project.serve();
  const late = await openRaw(server.port);
  late.write(frame(OPCODE.text, "48"));
  await server.printed(/closed/);
  let size = 0;
  let last = Buffer.alloc(0);
  late.on("data", (data: Buffer) => {
    size += data.length;
    last = Buffer.concat([last, data]).subarray(-64);
  });
  const ended = new Promise((resolve) => late.once("end", resolve));
  late.resume();
  await ended;
  expect(size).toBeGreaterThan(48 * 256 * 1024);
  expect(last.toString("latin1")).toEndWith(closing(1001, GOING_AWAY.reason).toString("latin1"));
  expect(await server.exited).toBe(0);
});

test("a client that answers no ping, with nothing queued, does not take the whole timeout", async () => {
  await using server = await project.serve();
  const mute = await openRaw(server.port);
  mute.resume();
  expect(await end(server)).toBeLessThan(TIMEOUT * 1000 - 500);
});

test("a second signal exits at once", async () => {
  await using server = await project.serve();
  const idle = await openRaw(server.port);
  idle.write(frame(OPCODE.text, "48"));
  await server.printed(/filled/);
  while ((await server.fetch("/healthz")).status !== 503) continue;
  server.signal("SIGTERM");
  expect(await server.exited).toBe(143);
  idle.destroy();
});

test("500 clients that read are closed with 1001 at once", async () => {
  await using server = await project.serve();
  const clients = await Promise.all(Array.from({ length: 500 }, () => server.connect("/ws")));
  const took = await end(server);
  const closed = await Promise.all(clients.map((client) => client.closed));
  expect(closed.filter(({ code }) => code !== 1001)).toEqual([]);
  expect(await Promise.all(clients.map((client) => client.text()))).toEqual(clients.map(() => "open"));
  expect(server.stdout().match(/closed/g)).toHaveLength(500);
  expect(took).toBeLessThan(1000);
});
