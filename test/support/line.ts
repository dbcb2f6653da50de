// Forwards TCP connections to a server, through a line that a test can cut, or hold as a network does that has gone away.
import { openForward } from "./forward.ts";

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
  const forward = await openForward(
    () => (state === "whole" ? to : state === "cut" ? "end" : "nowhere"),
    // What is held stays in the pipe, and a connection that was held once is never freed.
    (bytes, other) => state !== "held" && other.write(bytes),
  );
  return {
    port: forward.port,
    restore(other = to) {
      to = other;
      state = "whole";
    },
    cut() {
      state = "cut";
      forward.end();
    },
    hold() {
      state = "held";
    },
    [Symbol.asyncDispose]: () => forward[Symbol.asyncDispose](),
  };
}
