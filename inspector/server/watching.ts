// Records the messages and the `data` of the sockets that pages watch.
import { contentOf, isEmptyMessage } from "./frame-content.ts";
import { createFrameRecorder, type FrameRecorder } from "./frame-recorder.ts";
import { createFrameTap } from "./frame-tap.ts";
import type { FrameNotice } from "./feed.ts";
import { describeValue } from "./value-text.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** The open sockets, as far as recording needs them. */
interface Sockets {
  readonly find: (id: number) => Socket | undefined;
  readonly idOf: (ws: unknown) => number | undefined;
}

/** Records while a page watches. */
export interface Watching extends Pick<FrameRecorder, "watch" | "flush"> {
  /** Call it with the server, and with each socket before its handlers run. */
  reach(target: Bun.Server<unknown> | Socket): void;
  /** Call it with every message of a client. */
  sent(ws: Socket, message: string | Buffer): void;
  /** Sends the `data` of each socket that is watched, if it has changed. */
  sendData(): void;
}

/** @param toSelf whether `ws.publish` reaches its own socket: the option `publishToSelf` */
export function createWatching(sockets: Sockets, toSelf: boolean): Watching {
  const recorder = createFrameRecorder();
  const shown = new WeakMap<object, string>();
  // One of each class is enough: the methods are those of its prototype.
  let targets: readonly (Bun.Server<unknown> | Socket)[] = [];
  const prototypes = new Set<unknown>();
  const tap = createFrameTap({
    sent(ws, message, status) {
      const socket = sockets.idOf(ws);
      if (socket === undefined) return;
      const make = (): FrameNotice => frameOf("received", socket, null, message, status);
      recorder.record(socket, make);
      recorder.record("all", make);
    },
    published(publisher, topic, message, status) {
      const own = toSelf ? undefined : sockets.idOf(publisher);
      for (const subject of recorder.subjects()) {
        if (subject === own) continue;
        if (subject !== "all" && !isSubscribed(subject, topic)) continue;
        recorder.record(subject, () => {
          const subscribers = subscribersOf(topic) - (own !== undefined && isSubscribed(own, topic) ? 1 : 0);
          const reached = subscribers === 0 ? 1 : status;
          return frameOf(
            "received",
            subject === "all" ? null : subject,
            { topic, subscribers },
            message,
            reached,
          );
        });
      }
    },
  });

  function isSubscribed(socket: number, topic: string): boolean {
    return sockets.find(socket)?.isSubscribed(topic) === true;
  }

  function subscribersOf(topic: string): number {
    const server = targets.find((target) => "subscriberCount" in target);
    return server !== undefined && "subscriberCount" in server ? server.subscriberCount(topic) : 0;
  }

  return {
    flush: () => recorder.flush(),
    watch(reader, subject) {
      if (subject !== null) for (const target of targets) tap(target);
      shown.delete(reader);
      recorder.watch(reader, subject);
    },
    reach(target) {
      const prototype: unknown = Object.getPrototypeOf(target);
      if (prototypes.has(prototype)) return;
      prototypes.add(prototype);
      targets = [...targets, target];
      if (recorder.subjects().length > 0) tap(target);
    },
    sent(ws, message) {
      if (recorder.subjects().length === 0) return;
      const socket = sockets.idOf(ws);
      if (socket === undefined) return;
      const make = (): FrameNotice => frameOf("sent", socket, null, message, 1);
      recorder.record(socket, make);
      recorder.record("all", make);
    },
    sendData() {
      for (const subject of recorder.subjects()) {
        const ws = subject === "all" ? undefined : sockets.find(subject);
        if (subject === "all" || ws === undefined) continue;
        const text = describeValue(ws.data);
        for (const reader of recorder.readersOf(subject)) {
          if (shown.get(reader) === text) continue;
          shown.set(reader, text);
          reader.send("data", { socket: subject, text });
        }
      }
    },
  };
}

function frameOf(
  direction: FrameNotice["direction"],
  socket: number | null,
  published: FrameNotice["published"],
  message: unknown,
  status: number,
): FrameNotice {
  const outcome = status < 0 ? "queued" : status === 0 && !isEmptyMessage(message) ? "dropped" : "delivered";
  return { at: Date.now(), direction, socket, published, outcome, ...contentOf(message) };
}
