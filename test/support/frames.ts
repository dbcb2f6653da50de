// Writes and reads WebSocket frames by hand (RFC 6455, section 5.2), valid or invalid on purpose.
import { connect } from "node:net";
import { handshake } from "./raw.ts";

/** Opcodes (RFC 6455, section 11.8). */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface FrameOptions {
  /** Whether it is the last of its message. */
  readonly fin?: boolean;
  /** RSV1, RSV2 and RSV3 as 4, 2 and 1. */
  readonly rsv?: number;
  readonly masked?: boolean;
  /** The length that the header claims, and in how many bytes it says so. */
  readonly length?: bigint;
  readonly lengthBytes?: 0 | 2 | 8;
}

/** The frame's bytes. */
export function frame(opcode: number, payload: string | Uint8Array = "", options: FrameOptions = {}): Buffer {
  const { fin = true, rsv = 0, masked = true } = options;
  const bytes = Buffer.from(payload);
  const length = options.length ?? BigInt(bytes.length);
  const lengthBytes = options.lengthBytes ?? (length < 126n ? 0 : length < 65_536n ? 2 : 8);
  const first = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const short = lengthBytes === 0 ? Number(length) : lengthBytes === 2 ? 126 : 127;
  const extended = Buffer.alloc(lengthBytes);
  if (lengthBytes === 2) extended.writeUInt16BE(Number(length));
  if (lengthBytes === 8) extended.writeBigUInt64BE(length);
  const head = Buffer.concat([Buffer.from([first, (masked ? 0x80 : 0) | short]), extended]);
  if (!masked) return Buffer.concat([head, bytes]);
  const mask = Buffer.from([0x37, 0xfa, 0x21, 0x3d]);
  return Buffer.concat([head, mask, bytes.map((byte, index) => byte ^ (mask[index % 4] ?? 0))]);
}

/** A close frame's payload. */
export function closing(code: number, reason: string | Uint8Array = ""): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(code);
  return Buffer.concat([head, Buffer.from(reason)]);
}

/** What a frame is, for a transcript: `fin text 5 "hello"`. */
export function describeFrames(received: Buffer): readonly string[] {
  const frames: string[] = [];
  let rest = received;
  while (rest.length >= 2) {
    const [first = 0, second = 0] = rest;
    const short = second & 0x7f;
    const start = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (rest.length < start) break;
    const length =
      short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    if (rest.length < start + length) break;
    const payload = rest.subarray(start, start + length);
    frames.push(
      `${first.toString(2).padStart(8, "0")} ${length} ${payload.subarray(0, 40).toString("hex")} ${Bun.hash(payload)}`,
    );
    rest = rest.subarray(start + length);
  }
  if (rest.length > 0) frames.push(`${rest.length} bytes of no whole frame`);
  return frames;
}

/**
 * The length of a frame that answers `message`, which must have the RSV1 bit of RFC 7692, section 6.
 *
 * @param skip how many frames, of up to 125 bytes, come before it
 */
export function compressedLength(port: number, path: string, message: string, skip = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const offer = { "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits" };
    const socket = connect(port, "127.0.0.1", () => socket.write(handshake(path, offer)));
    let sent = false;
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, Buffer.from(chunk)]);
      const end = received.indexOf("\r\n\r\n");
      if (end < 0) return;
      if (!sent) {
        if (
          !/^sec-websocket-extensions: permessage-deflate/im.test(
            received.subarray(0, end).toString("latin1"),
          )
        ) {
          reject(new Error("permessage-deflate was not negotiated"));
        }
        sent = true;
        socket.write(frame(OPCODE.text, message));
        return;
      }
      let rest = received.subarray(end + 4);
      for (let skipped = 0; skipped < skip; skipped += 1) rest = rest.subarray(2 + (rest[1] ?? 0));
      if (rest.length < 4) return;
      socket.destroy();
      const [first = 0, second = 0] = rest;
      if ((first & 0x40) === 0) reject(new Error("the frame is not compressed"));
      resolve(second < 126 ? second : rest.readUInt16BE(2));
    });
  });
}
