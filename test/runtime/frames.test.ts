// Sends the same client script to a built server and to a hand-written Bun.serve. The client must see the same frames,
// and both programs the same events, because after the handshake Bun itself serves a route.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import path from "node:path";
import { describeFrames, frame, OPCODE } from "../support/frames.ts";
import { COMPRESSED } from "./frames/compressed.ts";
import { FRAMING } from "./frames/framing.ts";
import type { Script } from "./frames/script.ts";
import { TEXT_AND_CLOSE } from "./frames/text-and-close.ts";
import { createProject, type TestProject } from "../support/project.ts";
import { handshake } from "../support/raw.ts";
import { type RunningServer, startServer } from "../support/server.ts";

const SCRIPTS: readonly Script[] = [...FRAMING, ...TEXT_AND_CLOSE, ...COMPRESSED];

const ROUTE = `
  import type { ServerWebSocket, UpgradeData, WebSocketContext } from "@ademattos/bunbox";
  import { closed, opened, received } from "../../events.ts";
  export function upgrade(req: Request) { return { data: new URL(req.url).searchParams.get("id") ?? "" }; }
  type Socket = ServerWebSocket<UpgradeData<typeof upgrade>>;
  export function onOpen(ws: Socket) { opened(ws); }
  export function onMessage(ws: Socket, message: string | Buffer) { received(ws, message); }
  export function onClose(ws: Socket, ctx: WebSocketContext, code: number, reason: string) { closed(ws, code, reason); }
`;

const HAND_WRITTEN = `
  import { closed, opened, received } from "./app/events.ts";
  const server = Bun.serve<string>({
    port: 0,
    hostname: "127.0.0.1",
    fetch(req, server) {
      const headers = req.headers.has("sec-websocket-protocol") ? { "Sec-WebSocket-Protocol": "" } : {};
      const data = new URL(req.url).searchParams.get("id") ?? "";
      return server.upgrade(req, { data, headers }) ? undefined : new Response("no", { status: 400 });
    },
    websocket: {
      perMessageDeflate: true,
      maxPayloadLength: 16 * 1024 * 1024,
      open: opened,
      message: received,
      close: closed,
    },
  });
  console.log("Listening on http://127.0.0.1:" + server.port);
`;

const EVENTS = `
  type Socket = Bun.ServerWebSocket<string>;
  function say(ws: Socket, text: string) { console.log("<" + ws.data + " " + text + ">"); }
  export function opened(ws: Socket) { say(ws, "open"); }
  export function received(ws: Socket, message: string | Buffer) {
    say(ws, "message " + typeof message + " " + message.length + " " + Bun.hash(message));
    say(ws, "sent " + ws.send(message, typeof message === "string" && message.startsWith("z")));
  }
  export function closed(ws: Socket, code: number, reason: string) { say(ws, "close " + code + " " + JSON.stringify(reason)); }
`;

let project: TestProject;
let built: RunningServer;
let handWritten: RunningServer;

beforeAll(async () => {
  project = await createProject({
    "app/ws/echo/route.ts": ROUTE,
    "app/events.ts": EVENTS,
    "by-hand.ts": HAND_WRITTEN,
  });
  await project.build();
  built = await project.serve();
  handWritten = await startServer(path.join(project.root, "by-hand.ts"), project.root);
}, 60_000);

afterAll(async () => {
  await built[Symbol.asyncDispose]();
  await handWritten[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
});

describe("on the wire and in the program, as with a hand-written Bun.serve", () => {
  for (const [index, script] of SCRIPTS.entries()) {
    test(`${script.what} (${script.source})`, async () => {
      const [ours, theirs] = await Promise.all([
        record(built, script, index),
        record(handWritten, script, index),
      ]);
      expect(ours).toEqual(theirs);
      expect(ours.events[0]).toBe("open");
      expect(ours.events.at(-1)).toStartWith("close ");
    });
  }
});

interface Transcript {
  /** The lines of the handshake's answer. */
  readonly handshake: readonly string[];
  readonly frames: readonly string[];
  /** Whether the server ended the connection. */
  readonly ended: boolean;
  /** The events of the program. */
  readonly events: readonly string[];
}

/** Plays a script, and ends it with a ping, whose pong comes after everything else. */
async function record(server: RunningServer, script: Script, index: number): Promise<Transcript> {
  const { received, ended } = await play(server.port, script, index);
  const stdout = await server.printed(new RegExp(`<${index} close [^>]*>`));
  const end = received.indexOf("\r\n\r\n");
  const lines = received.subarray(0, end).toString("latin1").split("\r\n");
  return {
    handshake: lines.filter((line) => !line.startsWith("Date: ")),
    frames: describeFrames(received.subarray(end + 4)),
    ended,
    events: [...stdout.matchAll(new RegExp(`<${index} ([^>]*)>`, "g"))].map(([, event = ""]) => event),
  };
}

const LAST = frame(OPCODE.ping, "the end of it");

function play(port: number, script: Script, index: number): Promise<{ received: Buffer; ended: boolean }> {
  const { bytes, extensions, early = false, leaves = false } = script;
  const request = handshake(
    `/ws/echo?id=${index}`,
    extensions === undefined ? {} : { "Sec-WebSocket-Extensions": extensions },
  );
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    let sent = early;
    const socket = connect({ port, host: "127.0.0.1", noDelay: true }, () => {
      socket.write(early ? Buffer.concat([Buffer.from(request), ...bytes, LAST]) : request);
    });
    const finish = (ended: boolean): void => {
      socket.destroy();
      resolve({ received, ended });
    };
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, Buffer.from(chunk)]);
      if (!sent && received.includes("\r\n\r\n")) {
        sent = true;
        for (const each of bytes) socket.write(each);
        if (leaves) socket.end();
        else socket.write(LAST);
      }
      if (received.includes("the end of it")) finish(false);
    });
    socket.on("end", () => finish(true));
    socket.on("error", (error) => {
      if ("code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE")) finish(true);
      else reject(error);
    });
  });
}
