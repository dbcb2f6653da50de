// Lets a test decide when code in another process goes on: that code fetches a URL, which answers once the test says so.
import { createConditions } from "./conditions.ts";

/** A server whose answers the test holds back. */
export interface Gate extends Disposable {
  readonly url: string;
  /** Holds back the requests of a path from now on, until the returned function is called. */
  hold(path: string): () => void;
  /** How often a path has been asked for. */
  count(path: string): number;
  /** Resolves once a path has been asked for so many times. */
  asked(path: string, times: number): Promise<void>;
}

/** Opens a gate, which answers every request at once until it holds its path. */
export function openGate(): Gate {
  const held = new Map<string, Promise<void>>();
  const counts = new Map<string, number>();
  const { changed, until } = createConditions();
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      const path = new URL(request.url).pathname;
      counts.set(path, (counts.get(path) ?? 0) + 1);
      changed();
      await held.get(path);
      return new Response();
    },
  });
  return {
    url: server.url.origin,
    hold(path) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(path, promise);
      return resolve;
    },
    count: (path) => counts.get(path) ?? 0,
    asked: (path, times) => until(() => (counts.get(path) ?? 0) >= times),
    [Symbol.dispose]: () => void server.stop(true),
  };
}
