// Reconnects when a rebuilt server has replaced the one that closed the socket.
import { REBUILT_CLOSE } from "../../runtime/facts.ts";
import type { ConnectTarget, SocketState } from "./socket.ts";

/** Reconnects when the new server is ready. */
export interface Rebuild {
  /** Call it with every state of the socket. */
  follow(state: SocketState): void;
  /** Call it with every hello of a server. */
  greet(instance: string): void;
  /** Whether it waits for a new server. */
  waits(): boolean;
  /** Stops waiting. */
  cancel(): void;
}

/**
 * @param isWanted whether the person wants to reconnect
 * @param connect is called with the target of the socket that the old server closed
 */
export function createRebuild(isWanted: () => boolean, connect: (target: ConnectTarget) => void): Rebuild {
  let instance: string | undefined;
  // The server that the socket was opened to. The new server may send its hello before the old one closes the socket.
  let openedTo: string | undefined;
  let lost: ConnectTarget | undefined;

  function reconnect(): void {
    if (lost === undefined || instance === undefined || instance === openedTo) return;
    const target = lost;
    lost = undefined;
    connect(target);
  }

  return {
    follow(state) {
      if (state.phase === "open") openedTo = instance;
      const isRestart = state.phase === "closed" && state.wasOpen && state.code === REBUILT_CLOSE.code;
      lost = isRestart && isWanted() ? state.target : undefined;
      reconnect();
    },
    greet(next) {
      instance = next;
      reconnect();
    },
    waits: () => lost !== undefined,
    cancel() {
      lost = undefined;
    },
  };
}
