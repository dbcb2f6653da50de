// Forwards TCP connections from a port of this machine to another, in a way that a test chooses.
import { connect, createServer, type Socket } from "node:net";

/** A port of this machine that leads to another. */
export interface Forward extends AsyncDisposable {
  readonly port: number;
  /** The open sockets, on both sides. */
  readonly sockets: ReadonlySet<Socket>;
  /** Ends every connection. */
  end(): void;
}

/** What becomes of a new connection: it goes to a port, is ended, or gets nowhere. */
export type Target = number | "end" | "nowhere";

/**
 * Opens the port.
 *
 * @param target asked for each new connection
 * @param pass passes bytes on
 */
export async function openForward(
  target: () => Target,
  pass: (bytes: Buffer | string, to: Socket) => void,
): Promise<Forward> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const to = target();
    if (to === "end") return void near.destroy();
    hold(near);
    if (to === "nowhere") return;
    const far = connect(to, "127.0.0.1");
    hold(far);
    for (const [from, other] of [
      [near, far],
      [far, near],
    ] as const) {
      from.setNoDelay(true);
      from.on("data", (bytes) => pass(bytes, other));
      from.on("close", () => other.destroy());
    }
  });

  function hold(socket: Socket): void {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  }

  function end(): void {
    for (const socket of sockets) socket.destroy();
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    port: address.port,
    sockets,
    end,
    async [Symbol.asyncDispose]() {
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
