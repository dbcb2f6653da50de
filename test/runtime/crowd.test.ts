// Tests many clients, slow clients, and clients that send more than they announce: no client may disturb the others.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { deflateRawSync } from "node:zlib";
import { closing, describeFrames, frame, OPCODE } from "../support/frames.ts";
import type { Client } from "../support/client.ts";
import { createProject, type TestProject } from "../support/project.ts";
import { ask, handshake } from "../support/raw.ts";
import type { RunningServer } from "../support/server.ts";
import { IN_FULL } from "../support/sample.ts";

const MIB = 1024 * 1024;

const ROOM = `
  import type { ServerWebSocket, UpgradeData, WebSocketContext } from "@ademattos/bunbox";
  export function upgrade(req: Request) { return { data: new URL(req.url).searchParams.get("name") ?? "" }; }
  type Socket = ServerWebSocket<UpgradeData<typeof upgrade>>;
  const members = new Set<Socket>();
  export function onOpen(ws: Socket) { members.add(ws); ws.send("in"); }
  export function onMessage(ws: Socket, message: string | Buffer, ctx: WebSocketContext) {
    const text = "x".repeat(200_000);
    if (message === "burst") for (let sent = 0; sent < 20; sent += 1) ctx.broadcast(sent + ":" + text);
    if (message === "waiting") ws.send(JSON.stringify([...members].map((member) => [member.data, member.getBufferedAmount()])));
    if (message === "rss") { Bun.gc(true); ws.send(String(process.memoryUsage.rss())); }
  }
  export function onClose(ws: Socket) { members.delete(ws); }
`;

const GATE = `
  export async function upgrade(req: Request) {
    const { searchParams } = new URL(req.url);
    if (searchParams.has("refuse")) return false;
    if (searchParams.has("throw")) throw new Error("no");
    if (searchParams.has("wait")) await Bun.sleep(20);
    return true;
  }
  export function onMessage() {}
`;

let project: TestProject;
let server: RunningServer;

beforeAll(async () => {
  project = await createProject({
    "app/ws/room/route.ts": ROOM,
    "app/ws/gate/route.ts": GATE,
    "bunbox.config.ts": `export default { backpressureLimit: ${MIB}, maxConnections: 50 };`,
  });
  await project.build();
  server = await project.serve();
}, 60_000);

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

describe("a client that reads nothing", () => {
  test("does not delay others in its room, and keeps no more than backpressureLimit", async () => {
    const slow = await open("/ws/room?name=slow");
    slow.pause();
    const readers = await Promise.all([1, 2, 3].map((name) => server.connect(`/ws/room?name=${name}`)));
    const [first] = readers;
    if (first === undefined) throw new Error("nobody came");
    for (const reader of readers) expect(await reader.text()).toBe("in");
    first.send("rss");
    const before = Number(await first.text());
    // 200 MB in bursts, each of which the others have read before the next.
    for (let burst = 0; burst < 50; burst += 1) {
      first.send("burst");
      for (const reader of readers) {
        for (let sent = 0; sent < 20; sent += 1) {
          expect((await reader.text()).slice(0, 4)).toStartWith(`${sent}:`);
        }
      }
    }
    first.send("waiting");
    const waiting = new Map<string, number>(JSON.parse(await first.text()));
    expect(waiting.get("slow")).toBeGreaterThan(0);
    expect(waiting.get("slow")).toBeLessThan(MIB + 250_000); // the message that reaches the limit is kept whole
    first.send("rss");
    const after = Number(await first.text());
    expect(after - before).toBeLessThan(64 * MIB);
    slow.destroy();
    for (const reader of readers) reader.close();
  });
});

describe("a message that is larger than it looks", () => {
  test("256 MB of zeros in 256 kB are 1009, and are never in memory", async () => {
    const bomb = deflateRawSync(Buffer.alloc(256 * MIB), { finishFlush: 2 });
    const peak = peakOf(server.pid);
    const offer = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
    const socket = await open("/ws/gate", offer);
    const answer = untilClosed(socket);
    socket.write(frame(OPCODE.binary, bomb.subarray(0, -4), { rsv: 4 }));
    const tooBig = frame(OPCODE.close, closing(1009, "Received too big message"), { masked: false });
    expect(describeFrames(await answer)).toEqual(describeFrames(tooBig));
    expect(peakOf(server.pid) - peak).toBeLessThan(64 * MIB);
  });
});

const HANDSHAKES = IN_FULL ? 10_000 : 1500;

describe("maxConnections", () => {
  test(`counts right after ${HANDSHAKES} handshakes of every kind`, async () => {
    const kinds = ["/ws/gate", "/ws/gate?refuse", "/ws/gate?throw", "/ws/gate?wait", "/nowhere", "/ws/room"];
    let begun = 0;
    const worker = async (): Promise<void> => {
      while (begun < HANDSHAKES) {
        begun += 1;
        const path = kinds[begun % kinds.length] ?? "";
        // Every seventh goes before it is answered.
        if (begun % 7 === 0) await leaveEarly(path);
        else await ask(server.port, handshake(path));
      }
    };
    await Promise.all(Array.from({ length: 16 }, worker));
    // Those that went early may still be going: each attempt asks the server anew.
    const clients: Client[] = [];
    for (let attempt = 0; clients.length < 50 && attempt < 5000; attempt += 1) {
      const client = await server.connect("/ws/gate").catch(() => undefined);
      if (client !== undefined) clients.push(client);
    }
    expect(clients).toHaveLength(50);
    await expect(server.connect("/ws/gate")).rejects.toThrow("503");
    for (const client of clients) client.close();
    expect(server.stderr().match(/upgrade of \/ws\/gate failed/g)?.length).toBeGreaterThan(HANDSHAKES / 20);
  }, 120_000);
});

describe("a request that is never finished", () => {
  test("is ended by the server, even if it goes on and on", async () => {
    const head = handshake("/ws/gate").slice(0, -2);
    const idle = connect(server.port, "127.0.0.1", () => idle.write(head));
    const trickling = connect(server.port, "127.0.0.1", () => trickling.write(head));
    const timer = setInterval(() => trickling.write("X-More: 1\r\n"), 500);
    await Promise.all(
      [idle, trickling].map((socket) => new Promise((resolve) => socket.on("close", resolve))),
    );
    clearInterval(timer);
    expect((await server.fetch("/healthz")).status).toBe(200);
  }, 60_000);
});

/** Opens a socket without a WebSocket client. */
function open(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.write(handshake(path, headers)));
    socket.once("data", () => resolve(socket));
    socket.once("error", reject);
  });
}

/** Everything that comes until the server closes. */
function untilClosed(socket: Socket): Promise<Buffer> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, Buffer.from(chunk)]);
    });
    socket.on("error", () => undefined); // a reset also closes
    socket.on("close", () => resolve(received));
  });
}

/** Sends a handshake, and goes before the answer. */
function leaveEarly(path: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(server.port, "127.0.0.1", () => {
      socket.write(handshake(path), () => {
        socket.destroy();
        resolve();
      });
    });
    socket.on("error", () => resolve());
  });
}

/** The most memory that a process has had at once, in bytes (Linux: proc(5), VmHWM). */
function peakOf(pid: number): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) * 1024;
}
