// Forwards TCP connections to a server, through a line that a test can cut, or hold as a network does that has gone away.
import { connect, createServer, type Socket } from "node:net";

/** A port of this machine that leads to another. */
export interface Line extends AsyncDisposable {
  readonly port: number;
  /** Lets new connections through, to this port if one is given. */
  restore(to?: number): void;
  /** Ends every connection, and refuses new ones. */
  cut(): void;
  /** Stops every byte, of new connections too, and ends none. */
  hold(): void;
}

export async function openLine(first: number): Promise<Line> {
  let to = first;
  let state: "whole" | "cut" | "held" = "whole";
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    if (state === "cut") return void near.destroy();
    sockets.add(near);
    near.on("error", () => undefined);
    near.on("close", () => sockets.delete(near));
    if (state === "held") return;
    const far = connect(to, "127.0.0.1");
    for (const [from, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on("error", () => undefined);
      // What is held stays in the pipe, and a connection that was held once is never freed.
      from.on("data", (bytes) => state !== "held" && other.write(bytes));
      from.on("close", () => {
        sockets.delete(from);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the line has no port");
  const end = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    restore(other = to) {
      to = other;
      state = "whole";
    },
    cut() {
      state = "cut";
      end();
    },
    hold() {
      state = "held";
    },
    async [Symbol.asyncDispose]() {
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
