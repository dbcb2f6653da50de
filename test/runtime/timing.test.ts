// Tests the order of a connection's events when the client's timing is difficult: everything in one packet, a client
// that leaves too early, a socket that a handler closes.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect, type Socket } from "node:net";
import { closing, frame, OPCODE } from "../support/frames.ts";
import { handshake } from "../support/raw.ts";
import { type ServedRoutes, serveRoutes } from "../support/served-routes.ts";

// Each event is `<id event>` on stdout; `?how=` says what the route does.
const ROUTE = `
  type Data = { id: string; how: string };
  const turns = new Map<string, () => void>();
  process.on("SIGUSR2", () => { for (const turn of turns.values()) turn(); turns.clear(); });
  function say(id: string, event: string) { console.log("<" + id + " " + event + ">"); }
  // Until the test sends SIGUSR2.
  function turn(id: string) { return new Promise<void>((resolve) => { turns.set(id, resolve); }); }

  export function upgrade(req: Request): any {
    const { searchParams } = new URL(req.url);
    const data = { id: searchParams.get("id") ?? "", how: searchParams.get("how") ?? "" };
    say(data.id, "upgrade");
    return data.how === "slow-upgrade" ? turn(data.id).then(() => ({ data })) : { data };
  }
  export async function onOpen(ws: ServerWebSocket<any>) {
    const { id, how } = ws.data as Data;
    say(id, "open");
    if (how === "slow-open" || how === "close-in-message") { await turn(id); say(id, "opened"); }
    if (how === "close-in-open") { ws.close(4000, "from onOpen"); say(id, "left"); }
    if (how === "terminate-in-open") { ws.terminate(); say(id, "left"); }
    if (how === "throw-after-close") { ws.close(4000, "from onOpen"); throw new Error("too late"); }
  }
  export function onMessage(ws: ServerWebSocket<any>, message: string | Buffer) {
    const { id, how } = ws.data as Data;
    say(id, "message " + message);
    if (how === "close-in-message" && message === "2") ws.close(4000, "from onMessage");
    if (how === "close-twice") { ws.close(4000, "once"); ws.close(4001, "twice"); }
  }
  export function onClose(ws: ServerWebSocket<any>, ctx: WebSocketContext, code: number, reason: string) {
    const { id } = ws.data as Data;
    say(id, "close " + code + " " + reason);
    ws.close(4002, "from onClose");
    ws.send("from onClose");
    ctx.broadcast("left");
  }
`;

let server: ServedRoutes;

beforeAll(async () => {
  server = await serveRoutes({ timing: ROUTE });
}, 60_000);

afterAll(() => server[Symbol.asyncDispose]());

const THREE = ["1", "2", "3"].map((text) => frame(OPCODE.text, text));
const CLOSE = frame(OPCODE.close, closing(4100, "client"));

describe("in the packet of the handshake", () => {
  test("messages wait for onOpen, in order", async () => {
    const socket = send("packet-messages", "slow-open", ...THREE, CLOSE);
    await events("packet-messages", "open");
    await goOn();
    await events("packet-messages", "close");
    // The close came while onOpen was pending: what waited is dropped.
    expect(seen("packet-messages")).toEqual(["upgrade", "open", "opened", "close 4100 client"]);
    socket.destroy();
  });

  test("a close comes last, also where onOpen waits for nothing", async () => {
    const socket = send("packet-plain", "", ...THREE, CLOSE);
    await events("packet-plain", "close");
    expect(seen("packet-plain").filter((event) => !event.startsWith("message"))).toEqual([
      "upgrade",
      "open",
      "close 4100 client",
    ]);
    socket.destroy();
  });

  test("messages before a slow upgrade has decided are not HTTP, and open nothing", async () => {
    const socket = send("packet-upgrade", "slow-upgrade", ...THREE);
    const answer = await untilEnd(socket);
    expect(answer).toStartWith("HTTP/1.1 400 ");
    await goOn();
    await settled();
    expect(seen("packet-upgrade")).toEqual(["upgrade"]);
  });
});

describe("a client that goes", () => {
  test("during an asynchronous upgrade is never opened", async () => {
    const socket = send("gone-upgrade", "slow-upgrade");
    await events("gone-upgrade", "upgrade");
    socket.destroy();
    await settled(); // the server has seen that it went
    await goOn();
    await settled();
    expect(seen("gone-upgrade")).toEqual(["upgrade"]);
  });

  test("during a pending onOpen is closed once, after it", async () => {
    const socket = send("gone-open", "slow-open", ...THREE);
    await events("gone-open", "open");
    socket.resetAndDestroy();
    await settled();
    await goOn();
    await events("gone-open", "close");
    expect(seen("gone-open")).toEqual(["upgrade", "open", "opened", "close 1006 "]);
  });
});

describe("a route that closes", () => {
  test("in onOpen gets no message, and its onClose after onOpen", async () => {
    const socket = send("close-in-open", "close-in-open", ...THREE);
    await untilEnd(socket);
    await events("close-in-open", "close");
    expect(seen("close-in-open")).toEqual(["upgrade", "open", "left", "close 4000 from onOpen"]);
  });

  test("by terminate in onOpen still gets its onClose", async () => {
    const socket = send("terminate-in-open", "terminate-in-open", ...THREE);
    await untilEnd(socket);
    await events("terminate-in-open", "close");
    expect(seen("terminate-in-open")).toEqual(["upgrade", "open", "left", "close 1006 "]);
  });

  test("in onOpen, and then throws, keeps the code that it gave", async () => {
    const socket = send("throw-after-close", "throw-after-close");
    await untilEnd(socket);
    await events("throw-after-close", "close");
    expect(seen("throw-after-close")).toEqual(["upgrade", "open", "close 4000 from onOpen"]);
    await server.logged(/onOpen of \/ws\/timing failed at .*: Error: too late/);
  });

  test("in the middle of the messages that waited drops the rest", async () => {
    const socket = send("close-in-message", "close-in-message", ...THREE);
    await events("close-in-message", "open");
    await goOn();
    await events("close-in-message", "close");
    expect(seen("close-in-message")).toEqual([
      "upgrade",
      "open",
      "opened",
      "message 1",
      "message 2",
      "close 4000 from onMessage",
    ]);
    socket.destroy();
  });

  test("twice is closed once", async () => {
    const socket = send("close-twice", "close-twice", frame(OPCODE.text, "1"), frame(OPCODE.text, "2"));
    await untilEnd(socket);
    await events("close-twice", "close");
    expect(seen("close-twice")).toEqual(["upgrade", "open", "message 1", "close 4000 once"]);
  });
});

/** Opens a connection, and sends the handshake and these frames at once. */
function send(id: string, how: string, ...frames: readonly Buffer[]): Socket {
  const request = Buffer.from(handshake(`/ws/timing?id=${id}&how=${how}`));
  const socket = connect(server.port, "127.0.0.1", () => socket.write(Buffer.concat([request, ...frames])));
  socket.on("error", () => undefined); // a reset is one of the ways to end
  return socket;
}

async function untilEnd(socket: Socket): Promise<string> {
  let received = "";
  for await (const chunk of socket) received += String(chunk);
  return received;
}

/** Waits until a connection's event is on stdout. */
function events(id: string, event: string): Promise<string> {
  return server.printed(new RegExp(`<${id} ${event}`));
}

function seen(id: string): readonly string[] {
  return [...server.stdout().matchAll(new RegExp(`<${id} (.*)>`, "g"))].map(([, event = ""]) => event);
}

/** Lets every handler that waits go on. */
async function goOn(): Promise<void> {
  process.kill(server.pid, "SIGUSR2");
  await settled();
}

let connections = 0;

/** Another connection's whole life: what was on its way to the server before has reached it. */
async function settled(): Promise<void> {
  connections += 1;
  const id = `settled-${connections}`;
  const client = await server.connect(`/ws/timing?id=${id}`);
  client.send("a");
  client.close();
  await events(id, "close");
}
