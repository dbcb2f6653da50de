// Limits how many sockets are open at once. The entry imports this file only if `maxConnections` is set.
import type { Entrance } from "../entrance.ts";
import { refuse } from "../refuse.ts";

/** Refuses clients while `most` sockets are open, or wait for the decision of an asynchronous `upgrade`. */
export function limitSockets(most: number, { decide, connections }: Entrance): Entrance {
  const deciding = new Set<Request>();
  return {
    connections,
    decide(handshake, isDraining) {
      if (connections.live.size + deciding.size >= most) return refuse(503, "full");
      const answer = decide(handshake, isDraining);
      if (!(answer instanceof Promise)) return answer;
      // A client counts from here until `upgrade` has decided or the client has gone.
      const { req } = handshake;
      deciding.add(req);
      const decided = (): void => {
        deciding.delete(req);
        // Otherwise each open socket would keep its request in memory.
        req.signal.removeEventListener("abort", decided);
      };
      req.signal.addEventListener("abort", decided);
      return answer.finally(decided);
    },
  };
}
