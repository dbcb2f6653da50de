// Opens 100,000 connections to a built server and sends a million messages; its heap must end as small as it began.
// `npm run soak`, or `npm run soak -- 5000` for fewer connections. Exits with 1 if an answer is wrong or the heap grew.
import { connect, type Socket } from "node:net";
import { closing, frame, OPCODE } from "./support/frames.ts";
import { withoutInfo } from "./support/log.ts";
import { createProject } from "./support/project.ts";
import { handshake } from "./support/raw.ts";
import type { RunningServer } from "./support/server.ts";

const MESSAGES_EACH = 10;
const AT_ONCE = 64;
/** What the heap may have grown by: the engine's own caches settle by such amounts, one leaked socket in 200 does not. */
const MOST_BYTES = 256 * 1024;
const MOST_OBJECTS = 500;

const IMPORT =
  'import type { ServerWebSocket, UpgradeContext, WebSocketContext } from "@ademattos/bunbox";\n';
const FILES = {
  "app/ws/echo/route.ts": `${IMPORT}
    export function onMessage(ws: ServerWebSocket, message: string | Buffer) { ws.send(message); }
  `,
  "app/ws/rooms/[id]/route.ts": `${IMPORT}
    export async function upgrade(req: Request, ctx: UpgradeContext<{ id: string }>) {
      await Promise.resolve();
      return { data: { room: ctx.params.id, joined: Date.now() }, headers: { "X-Room": ctx.params.id } };
    }
    export async function onOpen(ws: ServerWebSocket<{ room: string }>) { await Promise.resolve(); ws.subscribe("lobby"); }
    export async function onMessage(ws: ServerWebSocket<{ room: string }>, message: string | Buffer, ctx: WebSocketContext<{ id: string }>) {
      await Promise.resolve();
      ctx.broadcast(message);
    }
    export async function onClose() { await Promise.resolve(); }
  `,
  "app/ws/closed/route.ts": `export async function upgrade() { return false; } export function onMessage() {}`,
  "app/ws/heap/route.ts": `${IMPORT}
    import { heapStats } from "bun:jsc";
    export function onMessage(ws: ServerWebSocket) {
      Bun.gc(true);
      const { heapSize, objectCount } = heapStats();
      ws.send(JSON.stringify({ heap: heapSize, objects: objectCount, resident: process.memoryUsage.rss() }));
    }
  `,
};

interface Heap {
  readonly heap: number;
  readonly objects: number;
  readonly resident: number;
}

/** What the clients saw. */
interface Tally {
  connections: number;
  messages: number;
  refused: number;
  vanished: number;
  readonly errors: string[];
}

const total = Number(process.argv[2] ?? 100_000);
await using project = await createProject(FILES);
await project.build();
await using server = await project.serve();

await visit(server, Math.min(5000, total)); // the engine compiles, caches fill
const before = await heapOf(server);
const began = performance.now();
const tally = await visit(server, total);
const seconds = (performance.now() - began) / 1000;
const after = await heapOf(server);

console.log(
  `connections  ${count(tally.connections)}, of which ${count(tally.vanished)} vanished without a close`,
);
console.log(`refusals     ${count(tally.refused)}`);
console.log(`messages     ${count(tally.messages)} in ${seconds.toFixed(1)} s`);
console.log(
  `errors       ${tally.errors.length}${tally.errors
    .slice(0, 3)
    .map((error) => `\n  ${error}`)
    .join("")}`,
);
console.log(`before       ${show(before)}`);
console.log(`after        ${show(after)}`);

const grew = after.heap - before.heap > MOST_BYTES || after.objects - before.objects > MOST_OBJECTS;
const logged = withoutInfo(server.stderr());
if (logged !== "") console.log(`stderr       ${logged.slice(0, 1000)}`);
console.log(grew ? "the heap grew" : "the heap ended where it began");
process.exitCode = tally.errors.length > 0 || grew || logged !== "" ? 1 : 0;

/** Lets so many clients come and go, some at a time. */
async function visit({ port }: RunningServer, connections: number): Promise<Tally> {
  const seen: Tally = { connections: 0, messages: 0, refused: 0, vanished: 0, errors: [] };
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < connections) {
      begun += 1;
      await stay(port, begun, seen).catch((error: unknown) => seen.errors.push(String(error)));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return seen;
}

/** Runs one client: it connects, sends ten messages, and leaves in one of three ways. Every eleventh is also refused. */
async function stay(port: number, number: number, seen: Tally): Promise<void> {
  if (number % 11 === 0) {
    const refusal = await talk(port, handshake("/ws/closed"), (received) => received.includes("Forbidden\n"));
    refusal.destroy();
    seen.refused += 1;
  }
  const path = number % 2 === 0 ? "/ws/echo" : `/ws/rooms/${number}`;
  const text = `message of ${number}`;
  const messages = Buffer.concat(Array.from({ length: MESSAGES_EACH }, () => frame(OPCODE.text, text)));
  const answered = (received: string): boolean => received.split(text).length > MESSAGES_EACH;
  const socket = await talk(port, handshake(path), (received) => received.includes("\r\n\r\n"));
  seen.connections += 1;
  await more(socket, messages, answered);
  seen.messages += MESSAGES_EACH;
  if (number % 3 === 0) {
    socket.destroy();
    seen.vanished += 1;
    return;
  }
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.write(frame(OPCODE.close, closing(1000, "done")));
  if (number % 3 === 1) socket.end();
  await ended;
}

/** Connects, says something, and waits for its answer. */
function talk(port: number, request: string, isAnswer: (received: string) => boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      void more(socket, Buffer.from(request), isAnswer).then(resolve, reject);
    });
    socket.once("error", reject);
  });
}

function more(socket: Socket, bytes: Buffer, isAnswer: (received: string) => boolean): Promise<Socket> {
  return new Promise((resolve, reject) => {
    let received = "";
    const listen = (chunk: Buffer | string): void => {
      received += chunk.toString("latin1");
      if (!isAnswer(received)) return;
      settle();
      resolve(socket);
    };
    const fail = (): void => {
      settle();
      reject(new Error(`the server closed after ${JSON.stringify(received.slice(0, 200))}`));
    };
    const settle = (): void => {
      socket.off("data", listen);
      socket.off("close", fail);
    };
    socket.on("data", listen);
    socket.once("close", fail);
    socket.write(bytes);
  });
}

async function heapOf(running: RunningServer): Promise<Heap> {
  using client = await running.connect("/ws/heap");
  client.send("heap");
  return JSON.parse(await client.text());
}

function show({ heap, objects, resident }: Heap): string {
  return `heap ${megabytes(heap)}, ${count(objects)} objects, ${megabytes(resident)} resident`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function count(number: number): string {
  return number.toLocaleString("en");
}
