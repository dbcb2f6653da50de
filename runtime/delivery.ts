// Closes sockets once their clients have received what was sent to them.
//
// After `ws.close`, Bun 1.4 no longer reports what a socket has queued. An empty queue is not enough either: when the
// process ends, the kernel drops the data that it still holds for a client that goes on sending. So bunbox sends a ping
// after everything else, and the pong proves that the client has received it all (RFC 6455, section 5.5.3).
import { SHUTDOWN_CLOSE } from "./facts.ts";
import { reportStray } from "./report.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** The code and the reason to close the sockets with. */
export interface CloseFrame {
  /** RFC 6455, section 7.4.1, and the registry of close codes at IANA. */
  readonly code: number;
  readonly reason: string;
}

/** The sockets of a server that are being closed. */
export interface Delivery {
  /** Call it from Bun's callback. Returns whether the pong answers our ping. */
  pong(ws: Socket, data: Buffer): boolean;
  /** Call it when a socket has closed. */
  forget(ws: Socket): void;
  /**
   * Closes each socket when its client has received everything, and all of them after `limit` milliseconds.
   *
   * @returns whether data was still queued for one of them; Bun sends it for as long as the process lives
   */
  close(sockets: Iterable<Socket>, closeFrame: CloseFrame, limit: number): Promise<boolean>;
}

/** The payload of our ping, and so of its pong; the pongs to Bun's own pings do not have it. */
const PROBE = "bunbox shutdown";

/** How long to wait for a pong if the kernel has accepted all data. A client that stays silent is likely to be gone. */
const PONG_TIMEOUT = 1000;

/** Starts without a socket to close. */
export function createDelivery(): Delivery {
  // Sockets without a pong so far, and whether data is queued for them; `undefined` if more than `backpressureLimit` is
  // queued, so that the ping was dropped.
  const waiting = new Map<Socket, boolean | undefined>();
  let closeFrame: CloseFrame = SHUTDOWN_CLOSE;

  function ask(ws: Socket): void {
    try {
      waiting.set(ws, ws.ping(PROBE) === 0 ? undefined : ws.getBufferedAmount() > 0);
    } catch (error) {
      reportStray("a socket cannot be pinged", error);
      end(ws);
    }
  }

  function end(ws: Socket): void {
    waiting.delete(ws);
    closeSocket(ws, closeFrame);
  }

  return {
    forget: (ws) => void waiting.delete(ws),
    pong(ws, data) {
      if (!waiting.has(ws) || data.toString() !== PROBE) return false;
      // Handlers may have sent more since the ping; wait for the client to receive that too.
      if (ws.getBufferedAmount() > 0) ask(ws);
      else end(ws);
      return true;
    },
    async close(sockets, said, limit) {
      closeFrame = said;
      const began = performance.now();
      for (const ws of sockets) ask(ws);
      for (let elapsed = 0; waiting.size > 0 && elapsed < limit; elapsed = performance.now() - began) {
        await Bun.sleep(5);
        for (const [ws, queued] of waiting) {
          if (queued === undefined) ask(ws);
          else if (!queued && elapsed >= PONG_TIMEOUT) end(ws);
        }
      }
      const rest = [...waiting.keys()];
      const unread = rest.some((ws) => ws.getBufferedAmount() > 0);
      for (const ws of rest) end(ws);
      return unread;
    },
  };
}

/** Closes a socket, whose `close` user code may have replaced. */
export function closeSocket(ws: Socket, { code, reason }: CloseFrame): void {
  try {
    ws.close(code, reason);
  } catch (error) {
    reportStray("a socket cannot be closed", error);
  }
}
