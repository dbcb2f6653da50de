// What no route owns goes to the user's own module; its failures are answered and reported as a handler's.
import { hasToken } from "./handshake.ts";
import { pathOf } from "./path.ts";
import { refuse } from "./refuse.ts";
import { kindOf, reportFailure } from "./report.ts";
import { isThenable } from "./thenable.ts";
import type { Answer } from "./upgrade.ts";

type Server = Bun.Server<unknown>;

/** Answers a request that no route owns. */
export type Fallback = (req: Request, server: Server) => Answer | Promise<Answer>;

/**
 * Asks the module that the option `fallback` names; a throw, or what is no response, is 500. The build emits the call
 * only where there is one.
 *
 * @param file relative to the project
 */
export function createFallback(file: string, handler: (req: Request, server: Server) => unknown): Fallback {
  return (req, server) => {
    const fail = (error: unknown): Response => {
      reportFailure({ path: pathOf(req.url), file }, "fallback", error);
      return refuse(500, "error");
    };
    const conclude = (answer: unknown): Answer => {
      if (answer instanceof Response) return answer;
      // Bun would answer 204. A request that has become a socket has no peer any more.
      const mayBeSocket = hasToken(req.headers.get("upgrade"), "websocket") && server.requestIP(req) === null;
      if (answer === undefined && mayBeSocket) return undefined;
      return fail(new TypeError(`it returned ${kindOf(answer)}, which is no Response`));
    };
    try {
      const answer = handler(req, server);
      return isThenable(answer) ? Promise.resolve(answer).then(conclude).catch(fail) : conclude(answer);
    } catch (error) {
      return fail(error);
    }
  };
}
