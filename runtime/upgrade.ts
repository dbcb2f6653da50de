// Turns a valid handshake into an open socket or a refusal, as the route's `upgrade` decides.
import { clientAddress, type Received } from "./client-address.ts";
import type { Connections } from "./connection.ts";
import { Context } from "./context.ts";
import { RESULT_KEYS } from "./facts.ts";
import { hasHandler } from "./handlers.ts";
import { handshakeHeaders } from "./handshake.ts";
import { addPublisher } from "./publish.ts";
import { refuse } from "./refuse.ts";
import { kindOf, log, reportFailure } from "./report.ts";
import { isThenable } from "./thenable.ts";
import type { Accepted, RouteParams, UpgradeContext } from "./types.ts";

/** A response, or `undefined` if the request has become a socket. */
export type Answer = Response | undefined;

/** One handshake on its way through a route's `upgrade`. */
export interface Handshake extends Received {
  readonly context: Context;
  readonly connections: Connections;
}

/**
 * Calls the route's `upgrade`, and does what it decides. `true`, or an object with no other keys than `data`, `headers`
 * and `protocol`, accepts; a `Response` refuses as it is; anything else refuses with 403, so a guard that forgets to
 * return a value lets no client in.
 *
 * @param isDraining called again after an asynchronous `upgrade`
 */
export function decideHandshake(handshake: Handshake, isDraining: () => boolean): Answer | Promise<Answer> {
  const route = Context.route(handshake.context);
  if (!hasHandler(route, "upgrade")) return accept(handshake, {});
  try {
    const handler = route.upgrade;
    if (typeof handler !== "function")
      throw new TypeError(`upgrade is ${kindOf(handler)} now; it must stay a function`);
    const pending = new PendingContext(handshake);
    const result: unknown = handler(handshake.req, pending);
    if (!isThenable(result)) return conclude(handshake, result, pending);
    return Promise.resolve(result)
      .then((value) => (isDraining() ? refuse(503, "draining") : conclude(handshake, value, pending)))
      .catch((error: unknown) => fail(handshake, error));
  } catch (error) {
    return fail(handshake, error);
  }
}

/** Reads what `upgrade` returned, which may throw at every step. */
function conclude(handshake: Handshake, result: unknown, pending: PendingContext): Answer {
  pending.settle();
  if (result === true) return accept(handshake, {});
  if (result instanceof Response) return refusal(handshake, result);
  if (isAccepted(result)) return accept(handshake, result);
  if (result !== false) {
    const { path } = Context.route(handshake.context);
    log(
      "warning",
      `upgrade of ${path} returned ${kindOf(result)}; return true, { data, headers, protocol }, false or a Response: refused with 403`,
    );
  }
  return refuse(403, "upgrade");
}

/** Checks the `Response` of an `upgrade`. */
function refusal(handshake: Handshake, response: Response): Response {
  const fault = faultOf(response);
  return fault ? fail(handshake, new Error(fault)) : response;
}

/**
 * Why a `Response` cannot refuse; `""` if it can. Status 101 would look like an open socket, and `Response.error()` has status 0.
 * A body can be sent once, so a response that a module keeps and returns again is a mistake.
 */
export function faultOf({ status, bodyUsed }: Response): string {
  if (status < 200)
    return `a Response of status ${status} does not refuse; return true or { data } to accept`;
  return bodyUsed ? "the Response has been sent before; return a new one each time" : "";
}

function accept(handshake: Handshake, accepted: Accepted): Answer {
  const { req, server, context, connections } = handshake;
  // This may have become known during an asynchronous `upgrade`.
  if (connections.isMiswired(server)) return refuse(500, "error");
  const { path } = Context.route(context);
  const { data } = accepted;
  const headers = handshakeHeaders(accepted, req.headers.get("sec-websocket-protocol"), `upgrade of ${path}`);
  addPublisher(server);
  let remedy = "pass Bun's own Request, not a copy; `base` sets the URL";
  try {
    const options = headers === undefined ? { data } : { data, headers };
    if (connections.adopt(context, server, req, options)) return undefined;
    // The client has left during an asynchronous `upgrade`, so it will not read the answer.
    if (req.signal.aborted) return refuse(400, "gone");
  } catch (error) {
    // Bun throws here if Bun.serve got no `websocket`.
    remedy = `pass \`websocket\` to Bun.serve too (${String(error)})`;
  }
  log("error", `${path} cannot be upgraded: ${remedy}`);
  return refuse(500, "error");
}

function fail(handshake: Handshake, error: unknown): Response {
  reportFailure(Context.route(handshake.context), "upgrade", error, new PendingContext(handshake));
  return refuse(500, "error");
}

/** Whether a result of `upgrade` that is not `true` accepts. */
export function isAccepted(value: unknown): value is Accepted {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Error)
    return false;
  const keys = Object.keys(value);
  if (!keys.every((key) => RESULT_KEYS.some((known) => known === key))) return false;
  // A Map or a Date has no keys either, but does not accept.
  const prototype: unknown = Object.getPrototypeOf(value);
  return keys.length > 0 || prototype === Object.prototype || prototype === null;
}

/** The `ctx` of `upgrade`. */
class PendingContext implements UpgradeContext {
  /** Only `GuardedContext` has it. */
  declare readonly guard: unknown;
  readonly topic: string;
  readonly params: RouteParams;
  #handshake: Handshake | undefined;

  constructor(handshake: Handshake) {
    this.topic = handshake.context.topic;
    this.params = handshake.context.params;
    this.#handshake = handshake;
  }

  get remoteAddress(): string {
    return clientAddress(this.#handshake);
  }

  /** Drops the request, because a route may keep this object in `data`. Bun 1.4 forgets the address by then anyway. */
  settle(): void {
    this.#handshake = undefined;
  }
}
