// Counts what becomes of handshakes, and why requests are refused: by bunbox, by a route's `upgrade`, or by the fallback.
import type { App } from "../app.ts";
import type { Fallback } from "../fallback.ts";
import { hasToken } from "../handshake.ts";
import { observeRefusals } from "../refuse.ts";
import { add, family, label } from "./exposition.ts";

/** The counters of handshakes and refusals. */
export interface Handshakes {
  /** Learns what the `upgrade` of a route has returned. */
  returned(result: unknown, route: string): void;
  /** The fallback, whose answers to handshakes count as refusals. */
  answering(fallback: Fallback): Fallback;
  /** The app, whose answers count. */
  counting(app: App): App;
  render(): string;
}

/** Starts with nothing counted. */
export function createHandshakes(): Handshakes {
  const refusals = new Map<string, number>();
  const results = new Map([
    ['result="accepted"', 0],
    ['result="refused"', 0],
  ]);
  /** The responses of bunbox, which are counted already. */
  const counted = new WeakSet<Response>();
  /** Those that an `upgrade` has returned. They count once they are the answer: one of status 101 is not. */
  const returned = new WeakMap<Response, string>();

  function refused(reason: string, { status }: Response, route?: string): void {
    const where = route === undefined ? "" : `,route=${label(route)}`;
    add(refusals, `reason=${label(reason)},status="${status}"${where}`);
  }

  observeRefusals((reason, response, route) => {
    counted.add(response);
    refused(reason, response, route);
  });

  return {
    returned(result, route) {
      if (result instanceof Response) returned.set(result, route);
    },
    answering: (fallback) => (req, server) => {
      const handshake = isHandshake(req);
      const answer = fallback(req, server);
      if (handshake)
        whenKnown(answer, (response) => {
          if (response !== undefined && !counted.has(response)) refused("fallback", response);
        });
      return answer;
    },
    counting: (app) => ({
      ...app,
      fetch(req, server) {
        const handshake = isHandshake(req);
        const answer = app.fetch(req, server);
        if (handshake)
          whenKnown(answer, (response) => {
            const route = response === undefined ? undefined : returned.get(response);
            if (response !== undefined && route !== undefined) refused("upgrade", response, route);
            add(results, `result="${response === undefined ? "accepted" : "refused"}"`);
          });
        return answer;
      },
    }),
    render: () =>
      family(
        "bunbox_handshakes_total",
        "counter",
        "Requests to open a socket, by what became of them.",
        results,
      ) +
      family(
        "bunbox_refusals_total",
        "counter",
        "Requests that were refused, by reason and HTTP status.",
        refusals,
      ),
  };
}

function isHandshake(req: Request): boolean {
  return hasToken(req.headers.get("upgrade"), "websocket");
}

/** Calls `use` with an answer, which may be a promise. Bun rejects a request whose answer rejects. */
function whenKnown(answer: ReturnType<Fallback>, use: (response: Response | undefined) => void): void {
  if (answer instanceof Promise) void answer.then(use, () => undefined);
  else use(answer);
}
