// The closing of the socket and the servers that say hello in, the moment to connect again out.
import { REBUILT_CLOSE } from "../../runtime/facts.ts";
import type { ConnectTarget, SocketState } from "./socket.ts";

/** Connects again when a new server is there. */
export interface Rebuild {
  /** Is called with every state of the socket. */
  follow(state: SocketState): void;
  /** Is called with every hello. */
  greet(instance: string): void;
  /** Whether a new server is awaited. */
  waits(): boolean;
  /** Forgets what it waits for. */
  cancel(): void;
}

/**
 * @param isWanted whether the person wants to be connected again
 * @param connect is called with the target of the socket that the old server closed
 */
export function createRebuild(isWanted: () => boolean, connect: (target: ConnectTarget) => void): Rebuild {
  let instance: string | undefined;
  // The server that the socket was opened to: the new one may say hello before the old one has closed.
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
