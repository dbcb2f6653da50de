// Runs a real Redis for a test, on a port of its own.
import { createFolder, type Daemon, findProgram, freePort, keep, startDaemon } from "./proxy.ts";

/** The program, and whether the tests that need it are skipped: never in CI. */
export const REDIS = findProgram("redis-server");

/** A Redis that can be stopped and started again. */
export interface Redis extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Sends a command on a connection of its own. */
  command(name: string, ...words: string[]): Promise<unknown>;
  /** Resolves once so many servers, one by default, are subscribed to a channel. */
  subscribed(channel: string, servers?: number): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Ends it, and loses what it has. */
  stop(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
}

/** Starts Redis; `more` are options of its command line. */
export async function startRedis(...more: readonly string[]): Promise<Redis> {
  const { root } = await createFolder();
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const line = [REDIS.file, "--port", String(port), "--bind", "127.0.0.1", "--save", "", ...more];
  const run = (): Promise<Daemon> => startDaemon(line, /Ready to accept connections/, { cwd: root });
  let daemon = await run();
  async function stop(): Promise<void> {
    daemon.signal("SIGKILL");
    await daemon.exited;
  }
  async function command(name: string, ...words: string[]): Promise<unknown> {
    const client = new Bun.RedisClient(url, { autoReconnect: false });
    try {
      const reply: unknown = await client.send(name, words);
      return reply;
    } finally {
      client.close();
    }
  }
  return keep({
    port,
    url,
    command,
    async subscribed(channel: string, servers = 1) {
      for (;;) {
        const reply: unknown = await command("PUBSUB", "NUMSUB", channel);
        if (Number(Object.values(Object(reply)).at(-1)) >= servers) return;
      }
    },
    signal: (name: NodeJS.Signals) => daemon.signal(name),
    stop,
    async start() {
      daemon = await run();
    },
    [Symbol.asyncDispose]: stop,
  });
}
