// Forwards TCP connections, and lets every byte take its time in both directions: a server that is far from Redis.
import { openForward } from "./forward.ts";

/** A path to a port of this machine. */
export interface SlowPath extends AsyncDisposable {
  readonly port: number;
  /** How many connections are open. */
  readonly open: number;
  /** Ends every connection. */
  cut(): void;
}

/** Opens a path with a delay per direction, in milliseconds. */
export async function openSlowPath(to: number, delay: number): Promise<SlowPath> {
  const forward = await openForward(
    () => to,
    (bytes, other) => void setTimeout(() => other.write(bytes), delay),
  );
  return {
    port: forward.port,
    get open() {
      return forward.sockets.size / 2;
    },
    cut: () => forward.end(),
    [Symbol.asyncDispose]: () => forward[Symbol.asyncDispose](),
  };
}
