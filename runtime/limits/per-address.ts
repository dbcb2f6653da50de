// Limits how many sockets one address may have. The entry imports this file only if the limit is set.
import { clientAddress } from "../client-address.ts";
import type { Entrance } from "../entrance.ts";
import { isV4Mapped, parseAddress } from "../facts.ts";
import { createFirsts } from "../firsts.ts";
import { Handoff } from "../handoff.ts";
import { refuse } from "../refuse.ts";
import { log } from "../report.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** Refuses a client that has `most` sockets, or waits for as many decisions of `upgrade`. */
export function limitConnections(most: number, { decide, connections }: Entrance): Entrance {
  const { callbacks } = connections;
  // Per client: its open sockets, and its requests that an asynchronous `upgrade` decides about.
  const clients = new Map<string, Set<Socket | Request>>();
  const clientOf = new WeakMap<Socket, string>();
  const isNew = createFirsts();

  function hold(client: string, holder: Socket | Request): void {
    const holders = clients.get(client);
    if (holders === undefined) clients.set(client, new Set([holder]));
    else holders.add(holder);
  }

  function release(client: string, holder: Socket | Request): void {
    const holders = clients.get(client);
    if (holders?.delete(holder) && holders.size === 0) clients.delete(client);
  }

  function isFull(client: string): boolean {
    const holders = clients.get(client);
    if (holders === undefined || holders.size < most) return false;
    // An app's own `close` may have forgotten to call ours.
    for (const holder of holders)
      if ("readyState" in holder && holder.readyState === WebSocket.CLOSED) release(client, holder);
    return holders.size >= most;
  }

  return {
    decide(handshake, isDraining) {
      const address = clientAddress(handshake);
      const client = clientKey(address);
      if (isFull(client)) {
        const message = `refused a connection from ${address}, which has ${most} sockets already (limits.connectionsPerAddress)`;
        if (isNew(client)) log("warning", message, { event: "address_refused", address });
        return refuse(503, "address_full");
      }
      const answer = decide(handshake, isDraining);
      if (!(answer instanceof Promise) || address === "") return answer;
      const { req } = handshake;
      hold(client, req);
      const decided = (): void => {
        release(client, req);
        req.signal.removeEventListener("abort", decided);
      };
      req.signal.addEventListener("abort", decided);
      return answer.finally(decided);
    },
    connections: {
      ...connections,
      callbacks: {
        ...callbacks,
        open(ws) {
          // Before `onOpen`, which may close the socket. A peer on a Unix socket has no address, so it is not counted.
          if (ws.data instanceof Handoff && ws.remoteAddress) {
            const client = clientKey(ws.remoteAddress);
            clientOf.set(ws, client);
            hold(client, ws);
          }
          callbacks.open(ws);
        },
        close(ws, code, reason) {
          const client = clientOf.get(ws);
          if (client !== undefined) release(client, ws);
          callbacks.close(ws, code, reason);
        },
      },
    },
  };
}

/** What all addresses of a client have in common: a network gives each client the 64 bits of an IPv6 prefix at least. */
function clientKey(text: string): string {
  const address = parseAddress(text);
  if (address === undefined || isV4Mapped(address.words)) return address?.text ?? text;
  return address.words.slice(0, 4).join(":");
}
