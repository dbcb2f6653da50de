// WebSocket frames by hand (RFC 6455, section 5.2), to see what is on the wire.
import { connect } from "node:net";
import { handshake } from "./raw.ts";

/** A masked text frame of up to 125 bytes, as a client must send it. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = Buffer.from([1, 2, 3, 4]);
  const masked = payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, masked]);
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
        socket.write(textFrame(message));
        return;
      }
      let frame = received.subarray(end + 4);
      for (let skipped = 0; skipped < skip; skipped += 1) frame = frame.subarray(2 + (frame[1] ?? 0));
      if (frame.length < 4) return;
      socket.destroy();
      const [first = 0, second = 0] = frame;
      if ((first & 0x40) === 0) reject(new Error("the frame is not compressed"));
      resolve(second < 126 ? second : frame.readUInt16BE(2));
    });
  });
}
