// Hands the workers' messages on to each other, over a Unix socket. It looks at lengths only: a message is read by workers.
import { log } from "../report.ts";
import { createFrameReader, orderFrame } from "./wire.ts";
import type { Order, Word } from "./orders.ts";
import { createWriter, type Writer } from "./writer.ts";

/** What happens on the hub. */
export interface HubEvents {
  said(pid: number, word: Word): void;
  left(pid: number): void;
}

/** The supervisor's end of all channels. */
export interface Hub {
  send(pid: number, order: Order): void;
  /** The processes that are connected. */
  pids(): readonly number[];
  close(): void;
}

/** Bytes that may wait for a worker that does not read; beyond that it misses messages. */
const QUEUE = 64 * 1024 * 1024;

interface Peer {
  readonly writer: Writer;
  readonly read: (bytes: Buffer) => void;
  pid: number;
  /** Whether too much waits for it. */
  late: boolean;
}

/** Listens on a path that only this user can reach. */
export function createHub(path: string, events: HubEvents): Hub {
  const peers = new Set<Peer>();

  function receive(peer: Peer, word: Word): void {
    if (word.type === "hello") {
      peer.pid = word.pid;
      announce();
    }
    events.said(peer.pid, word);
  }

  function forward(peer: Peer, frames: Buffer): void {
    if (peer.writer.waiting === 0) peer.late = false;
    if (peer.writer.write(frames) || peer.late) return;
    peer.late = true;
    log("warning", `the worker with the process id ${peer.pid} does not read; it misses messages`);
  }

  function announce(): void {
    const frame = orderFrame({ type: "workers", count: peers.size } satisfies Order);
    for (const { writer } of peers) writer.write(frame);
  }

  const server = Bun.listen<Peer>({
    unix: path,
    socket: {
      open(socket) {
        const peer: Peer = {
          writer: createWriter(socket, QUEUE),
          read: createFrameReader({
            messages(frames) {
              for (const other of peers) if (other !== peer) forward(other, frames);
            },
            order: (json) => receive(peer, JSON.parse(json)),
          }),
          pid: 0,
          late: false,
        };
        socket.data = peer;
        peers.add(peer);
      },
      data: ({ data }, bytes) => data.read(bytes),
      drain: ({ data }) => data.writer.drained(),
      close({ data }) {
        peers.delete(data);
        data.writer.close();
        announce();
        events.left(data.pid);
      },
      error: () => undefined, // `close` follows
    },
  });

  return {
    send(pid, order) {
      for (const peer of peers) if (peer.pid === pid) peer.writer.write(orderFrame(order));
    },
    pids: () => [...peers].map(({ pid }) => pid).filter((pid) => pid !== 0),
    close: () => server.stop(true),
  };
}
