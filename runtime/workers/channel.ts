// A worker's end of its channel to the supervisor.
import { createFrameReader, eachFrame, frameOf, orderFrame } from "./wire.ts";
import type { Order, Word } from "./orders.ts";
import { createWriter } from "./writer.ts";

/** What comes over the channel. */
export interface ChannelEvents {
  order(order: Order): void;
  readonly message: (topic: string, message: Buffer) => void;
  /** The supervisor is gone. */
  closed(): void;
}

/** The channel of this process. */
export interface Channel {
  say(word: Word): void;
  /** Sends a message to the other workers; `false` if too much is waiting. */
  send(topic: string, head: string, data: string | Uint8Array): boolean;
  /** Resolves once everything has been given to the supervisor's socket. */
  flush(): Promise<void>;
}

/** Bytes that may wait for a supervisor that does not read. */
const QUEUE = 64 * 1024 * 1024;

/** Bytes that are written before the turn ends. */
const AT_ONCE = 256 * 1024;

/**
 * Connects to the hub.
 *
 * @throws Error if there is none
 */
export async function openChannel(path: string, events: ChannelEvents): Promise<Channel> {
  const read = createFrameReader({
    messages: (frames) => eachFrame(frames, events.message),
    order: (json) => events.order(JSON.parse(json)),
  });
  const socket = await Bun.connect({
    unix: path,
    socket: {
      data: (_, bytes) => read(bytes),
      drain: () => writer.drained(),
      close() {
        writer.close();
        events.closed();
      },
      error: () => undefined, // `close` follows
    },
  });
  const writer = createWriter(socket, Infinity);
  // Frames of one turn of the event loop go in one write, which costs as much as many frames.
  let frames: Uint8Array[] = [];
  let scheduled = false;
  let size = 0;

  function flushFrames(): void {
    scheduled = false;
    const whole = frames.length === 1 ? frames[0] : Buffer.concat(frames, size);
    frames = [];
    size = 0;
    if (whole !== undefined && whole.length > 0) writer.write(whole);
  }

  function add(frame: Buffer): void {
    frames.push(frame);
    size += frame.length;
    if (size > AT_ONCE) return flushFrames();
    if (scheduled) return;
    scheduled = true;
    setImmediate(flushFrames);
  }

  const channel: Channel = {
    say: (word) => add(orderFrame(word)),
    send(topic, head, data) {
      if (writer.waiting + size > QUEUE) return false;
      add(frameOf(topic, head, data));
      return true;
    },
    async flush() {
      flushFrames();
      await writer.flush();
    },
  };
  channel.say({ type: "hello", pid: process.pid });
  return channel;
}
