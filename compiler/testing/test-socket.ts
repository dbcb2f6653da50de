// A WebSocket client whose messages are awaited one by one.

/** What a handshake sends beside its URL. */
export interface SocketOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Subprotocols to offer. */
  readonly protocols?: readonly string[];
}

/** How a socket was closed. */
export interface Closed {
  /** 1006 where no close frame came (RFC 6455, section 7.1.5). */
  readonly code: number;
  readonly reason: string;
}

/** An open socket; messages that nobody has asked for yet wait in order. */
export interface TestSocket extends AsyncDisposable {
  /** The subprotocol that was agreed to; empty for none. */
  readonly protocol: string;
  send(message: string | Bun.BufferSource): void;
  /**
   * The next message: text as `string`, binary as `Buffer`.
   *
   * @param timeout milliseconds to wait for it, 2000 by default
   * @throws Error where none comes in time, or the socket is closed before
   */
  next(timeout?: number): Promise<string | Buffer>;
  /** The next message, parsed as JSON. */
  json(timeout?: number): Promise<unknown>;
  close(code?: number, reason?: string): void;
  /** Resolves when the socket is closed, by whomever. */
  readonly closed: Promise<Closed>;
}

/** How long a message is waited for, in milliseconds. */
const DEFAULT_TIMEOUT = 2000;

/**
 * Opens a socket.
 *
 * @throws Error where it does not open
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
    // Its close event comes next; what the server has answered is known by then.
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
