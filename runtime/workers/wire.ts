// Cuts a stream between a worker and its supervisor into frames, and writes frames to one.
//
// A frame is a length and the length of the topic (32 bits each, little-endian), the topic, and the message.
// A frame whose topic has the length ORDER has none, and is an order, as JSON.

/** Bytes before the topic. */
const HEADER = 8;

/** No topic is that long: a text of JavaScript is shorter. */
const ORDER = 0xffff_ffff;

/** What a reader of frames does with them. */
export interface FrameHandlers {
  /** One or more whole frames that follow each other, none of them an order. */
  readonly messages: (frames: Buffer) => void;
  /** The text of an order. */
  readonly order: (json: string) => void;
}

/** Returns a function that takes what arrives, in pieces of any size. */
export function createFrameReader({ messages, order }: FrameHandlers): (bytes: Buffer) => void {
  let pieces: Buffer[] = [];
  let length = 0;
  let needed = HEADER;

  function read(bytes: Buffer): number {
    let begin = 0; // of the messages that are not passed on yet
    let at = 0;
    while (bytes.length - at >= HEADER) {
      const end = at + 4 + bytes.readUInt32LE(at);
      if (end > bytes.length) {
        needed = end - at;
        break;
      }
      if (bytes.readUInt32LE(at + 4) === ORDER) {
        if (at > begin) messages(bytes.subarray(begin, at));
        order(bytes.toString("utf8", at + HEADER, end));
        begin = end;
      }
      at = end;
    }
    if (at > begin) messages(bytes.subarray(begin, at));
    return at;
  }

  return (bytes) => {
    pieces.push(bytes);
    length += bytes.length;
    // A long message comes in many pieces: they are put together once.
    if (length < needed) return;
    const whole = pieces.length === 1 ? bytes : Buffer.concat(pieces, length);
    needed = HEADER;
    const rest = whole.subarray(read(whole));
    pieces = rest.length === 0 ? [] : [rest];
    length = rest.length;
  };
}

/** Writes the frame of a message, which has a head in ASCII and data. */
export function frameOf(topic: string, head: string, data: string | Uint8Array): Buffer {
  const message = HEADER + Buffer.byteLength(topic);
  const begin = message + head.length;
  const frame = Buffer.allocUnsafe(begin + Buffer.byteLength(data));
  frame.writeUInt32LE(frame.length - 4, 0);
  frame.writeUInt32LE(message - HEADER, 4);
  frame.write(topic, HEADER);
  frame.write(head, message, "latin1");
  if (typeof data === "string") frame.write(data, begin);
  else frame.set(data, begin);
  return frame;
}

/** Writes the frame of an order. */
export function orderFrame(order: object): Buffer {
  const frame = frameOf("", "", JSON.stringify(order));
  frame.writeUInt32LE(ORDER, 4);
  return frame;
}

/** Calls `each` for every frame of some that follow each other. */
export function eachFrame(frames: Buffer, each: (topic: string, message: Buffer) => void): void {
  for (let at = 0; at < frames.length;) {
    const end = at + 4 + frames.readUInt32LE(at);
    const begin = at + HEADER + frames.readUInt32LE(at + 4);
    each(frames.toString("utf8", at + HEADER, begin), frames.subarray(begin, end));
    at = end;
  }
}
