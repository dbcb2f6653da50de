// Lists the servers to compare, and the bytes that each expects on the wire.
import path from "node:path";
import { frame, OPCODE } from "../test/support/frames.ts";

/** A server, and how a client speaks to it. */
export interface Peer {
  readonly name: string;
  /** The runtime that it needs. */
  readonly runtime: "bun" | "node";
  /** Absolute path of its file. */
  readonly file: string;
  /** The path of a handshake. */
  pathOf(work: "echo" | "room"): string;
  /** The frames that a client sends after the handshake, before it is ready. */
  readonly greeting: readonly Buffer[];
  /** The frame of a message, as the client sends it. */
  send(work: "echo" | "room", text: string): Buffer;
  /** The number of bytes in its answer. */
  answer(work: "echo" | "room", text: string): number;
}

const HERE = import.meta.dir;

/** A server that takes plain messages. */
export function plain(name: string, file: string, runtime: "bun" | "node" = "bun"): Peer {
  return {
    name,
    runtime,
    file: path.resolve(HERE, file),
    pathOf: (work) => `/ws/${work}`,
    greeting: [],
    send: (_work, text) => frame(OPCODE.text, text),
    answer: (_work, text) => 2 + text.length,
  };
}

/** socket.io has its own protocol within the messages: Engine.IO 4 and Socket.IO 5. */
export const SOCKET_IO: Peer = {
  ...plain("socket.io (Node)", "servers/socket-io.ts", "node"),
  pathOf: () => "/socket.io/?EIO=4&transport=websocket",
  greeting: [frame(OPCODE.text, "40")],
  send: (work, text) => frame(OPCODE.text, packet(work, text)),
  answer: (work, text) => 2 + packet(work, text).length,
};

function packet(work: "echo" | "room", text: string): string {
  return `42${JSON.stringify([work === "echo" ? "message" : "room", text])}`;
}

/** The floor: every other server is compared with it. */
export const FLOOR = plain("Bun.serve by hand", "servers/bun.ts");

/** The servers of one run. The floor is in it twice, which shows how far two equal servers differ. */
export function peers(bunbox: string): readonly Peer[] {
  return [
    { ...FLOOR, name: "Bun.serve by hand, again" },
    plain("bunbox", bunbox),
    plain("crossws", "servers/crossws.ts"),
    plain("Elysia", "servers/elysia.ts"),
    plain("Hono", "servers/hono.ts"),
    plain("ws (Node)", "servers/ws.ts", "node"),
    SOCKET_IO,
  ];
}
