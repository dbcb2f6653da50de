// Connects a WebSocket client whose messages are awaited in order.

/** What a handshake sends beside its URL. */
export interface ClientOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
  /** Whether the server has a self-signed certificate. */
  readonly selfSigned?: boolean;
  readonly tls?: Bun.TLSOptions;
}

/** How a connection ended. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** An open connection. Messages wait in order until the test asks for them. */
export class Client implements Disposable {
  readonly socket: WebSocket;
  readonly closed: Promise<Closed>;
  readonly #messages: (string | Buffer)[] = [];
  readonly #waiting: ((message: string | Buffer) => void)[] = [];

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.binaryType = "nodebuffer";
    socket.addEventListener("message", ({ data }: MessageEvent<string | Buffer>) => {
      const next = this.#waiting.shift();
      if (next === undefined) this.#messages.push(data);
      else next(data);
    });
    this.closed = new Promise((resolve) => {
      socket.addEventListener("close", ({ code, reason }) => resolve({ code, reason }));
    });
  }

  /** Connects; rejects with the server's status if it refuses. */
  static async open(url: string, options: ClientOptions = {}): Promise<Client> {
    const { headers = {}, protocols = [], selfSigned = false, tls } = options;
    const socket = new WebSocket(url, {
      headers: { ...headers },
      protocols: [...protocols],
      ...(selfSigned && { tls: { rejectUnauthorized: false } }),
      ...(tls && { tls }),
    });
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("open", () => resolve());
      socket.addEventListener("error", (event) =>
        reject(new Error("message" in event ? event.message : "refused")),
      );
    });
    return client;
  }

  /** The next message, waiting for it if need be. */
  next(): Promise<string | Buffer> {
    const message = this.#messages.shift();
    if (message !== undefined) return Promise.resolve(message);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The next message as text. */
  async text(): Promise<string> {
    return String(await this.next());
  }

  /** The next message, parsed. */
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  /** Whether a message waits that the test has not asked for. */
  get pending(): number {
    return this.#messages.length;
  }

  send(message: string | Uint8Array<ArrayBuffer>): void {
    this.socket.send(message);
  }

  close(code?: number, reason?: string): void {
    this.socket.close(code, reason);
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}

/** Three clients, one by one. */
export function three([a, b, c]: readonly Client[]): readonly [Client, Client, Client] {
  if (a === undefined || b === undefined || c === undefined) throw new Error("there are three");
  return [a, b, c];
}
