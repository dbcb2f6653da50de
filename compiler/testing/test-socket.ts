// A WebSocket client whose messages are awaited one by one.

/** Options of `connect`. */
export interface SocketOptions {
  /** Headers of the handshake. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Subprotocols to offer. */
  readonly protocols?: readonly string[];
}

/** How a socket was closed. */
export interface Closed {
  /** WebSocket close code; 1006 if the connection ended without one. */
  readonly code: number;
  /** Text that came with the code. */
  readonly reason: string;
}

/** An open socket of a client. Messages wait in order until you ask for them. `await using` closes it. */
export interface TestSocket extends AsyncDisposable {
  /** The subprotocol that the server agreed to, or an empty string. */
  readonly protocol: string;
  /**
   * Sends a message to the server.
   *
   * @param message text or bytes
   */
  send(message: string | Bun.BufferSource): void;
  /**
   * Resolves with the next message: a `string` for text, a `Buffer` for binary.
   *
   * @param timeout milliseconds to wait for it. Default: 2000.
   * @throws Error if no message comes in time, or the socket is closed first
   */
  next(timeout?: number): Promise<string | Buffer>;
  /**
   * Resolves with the next message, parsed as JSON.
   *
   * @param timeout as for `next`
   * @throws Error as `next`; SyntaxError if the message is not JSON
   */
  json(timeout?: number): Promise<unknown>;
  /**
   * Closes the socket.
   *
   * @param code WebSocket close code: 1000, or 3000 to 4999
   * @param reason text for the server, at most 123 bytes
   */
  close(code?: number, reason?: string): void;
  /** Resolves when the socket is closed, by either side. */
  readonly closed: Promise<Closed>;
}

/** How long to wait for a message, in milliseconds. */
const DEFAULT_TIMEOUT = 2000;

/**
 * Opens a socket.
 *
 * @throws Error if it does not open
 */
export async function openSocket(url: string, options: Required<SocketOptions>): Promise<TestSocket> {
  const { headers, protocols } = options;
  const socket = new WebSocket(url, { headers: { ...headers }, protocols: [...protocols] });
  socket.binaryType = "nodebuffer";
  const messages: (string | Buffer)[] = [];
  const waiting: (() => void)[] = [];
  let ending: Closed | undefined;
  socket.addEventListener("message", ({ data }: MessageEvent<string | Buffer>) => {
    messages.push(data);
    waiting.shift()?.();
  });
  const closed = new Promise<Closed>((resolve) => {
    socket.addEventListener("close", ({ code, reason }) => {
      ending = { code, reason };
      resolve(ending);
      for (const wake of waiting.splice(0)) wake();
    });
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    // The close event comes next; by then the server's answer is known.
    socket.addEventListener("error", (event) =>
      reject(new Error("message" in event ? event.message : `${url} cannot be reached`)),
    );
  });

  async function next(timeout = DEFAULT_TIMEOUT): Promise<string | Buffer> {
    if (messages.length === 0 && ending === undefined) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          const place = waiting.indexOf(wake);
          if (place >= 0) waiting.splice(place, 1);
          resolve();
        }, timeout);
        waiting.push(wake);
      });
    }
    const message = messages.shift();
    if (message !== undefined) return message;
    if (ending === undefined) throw new Error(`no message came within ${timeout} ms`);
    const { code, reason } = ending;
    throw new Error(
      `no message came before the socket was closed with ${code}${reason === "" ? "" : ` (${reason})`}`,
    );
  }

  return {
    protocol: socket.protocol,
    send: (message) => socket.send(message),
    next,
    json: async (timeout) => JSON.parse(String(await next(timeout))),
    close: (code, reason) => socket.close(code, reason),
    closed,
    async [Symbol.asyncDispose]() {
      socket.close();
      await closed;
    },
  };
}
