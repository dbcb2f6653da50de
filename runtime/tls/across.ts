// Lets `ws.publish` reach the sockets of every listener. Bun's own reaches those of the listener that the socket came by.
import { createWrapper, PUBLISHING } from "../wrap-methods.ts";

type Server = Bun.Server<unknown>;

/**
 * Creates the function that wraps the methods of a socket's class at its first call.
 *
 * @param others the listeners that a socket did not come by; none for a socket of another server of the process
 * @param publish the listeners' own method: the metrics, which wrap it, count the call of the socket's
 */
export function publishAcross(
  others: (ws: object) => readonly Server[],
  publish: () => unknown,
): (ws: object) => void {
  return createWrapper(PUBLISHING, (_name, run) => (ws, args) => {
    const [topic, data, compress] = args;
    let status = run(ws, args);
    for (const server of others(ws))
      status = sum(status, call(publish(), server, [topic, data, compress === true]));
    return status;
  });
}

/** Publishes what the caller has given to the socket, of whatever type it is. */
function call(publish: unknown, server: Server, args: readonly unknown[]): unknown {
  return typeof publish === "function" ? Reflect.apply(publish, server, args) : undefined;
}

/** What Bun returns for all: -1 if a message waits on any, otherwise the bytes. */
function sum(one: unknown, other: unknown): unknown {
  if (typeof one !== "number" || typeof other !== "number") return one;
  return one < 0 || other < 0 ? -1 : one + other;
}
