// Forwards TCP connections, and lets every byte take its time in both directions: a server that is far from Redis.
import { connect, createServer, type Socket } from "node:net";

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
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    for (const [from, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on("error", () => undefined);
      from.on("data", (bytes) => void setTimeout(() => other.write(bytes), delay));
      from.on("close", () => {
        sockets.delete(from);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the path has no port");
  return {
    port: address.port,
    get open() {
      return sockets.size / 2;
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
