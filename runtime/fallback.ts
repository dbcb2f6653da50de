// Passes requests that match no route to the user's own module, and reports its failures like those of a handler.
import type { Answer } from "./accept.ts";
import { clientAddress } from "./client-address.ts";
import { hasToken } from "./handshake.ts";
import { pathOf } from "./path.ts";
import { refuse } from "./refuse.ts";
import { kindOf } from "./kind-of.ts";
import { reportFailure } from "./report.ts";
import { isThenable } from "./thenable.ts";

type Server = Bun.Server<unknown>;

/** Answers a request that matches no route. */
export type Fallback = (req: Request, server: Server) => Answer | Promise<Answer>;

/**
 * Calls the module that the option `fallback` names. If it throws, or does not return a response, the client gets 500.
 * The build emits the call only if the option is set.
 *
 * @param file relative to the project
 */
export function createFallback(file: string, handler: (req: Request, server: Server) => unknown): Fallback {
  return (req, server) => {
    const fail = (error: unknown): Response => {
      reportFailure({ path: pathOf(req.url), file }, "fallback", error, {
        remoteAddress: clientAddress({ req, server }),
      });
      return refuse(500, "error");
    };
    const conclude = (answer: unknown): Answer => {
      if (answer instanceof Response) return answer;
      // Bun would answer 204. A request that has become a socket no longer has a peer.
      const mayBeSocket = hasToken(req.headers.get("upgrade"), "websocket") && server.requestIP(req) === null;
      if (answer === undefined && mayBeSocket) return undefined;
      return fail(new TypeError(`it returned ${kindOf(answer)}, not a Response`));
    };
    try {
      const answer = handler(req, server);
      return isThenable(answer) ? Promise.resolve(answer).then(conclude).catch(fail) : conclude(answer);
    } catch (error) {
      return fail(error);
    }
  };
}
