// Calls the `upgrade` of a route, and does what it decides. The entry imports this file only if a route may have one.
import { accept, type Answer, type Handshake } from "./accept.ts";
import { clientAddress } from "./client-address.ts";
import { Context } from "./context.ts";
import { RESULT_KEYS } from "./facts.ts";
import { hasHandler } from "./handlers.ts";
import { handshakeHeaders } from "./handshake-headers.ts";
import { endingFor } from "./once-a-minute.ts";
import { refuse } from "./refuse.ts";
import { kindOf, kindWithoutKeys } from "./kind-of.ts";
import { log, reportFailure } from "./report.ts";
import { isThenable } from "./thenable.ts";
import type { Accepted, RouteParams, UpgradeContext } from "./types.ts";

type RefusalObserver = (handshake: Handshake, response: Response) => void;

let observe: RefusalObserver | undefined;

/** Calls the log with each response with which the code of a route refuses. */
export function observeDecisions(own: RefusalObserver): void {
  observe = own;
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
  if (!hasHandler(route, "upgrade")) return accept(handshake);
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
  if (result === true) return acceptWith(handshake, {});
  if (result instanceof Response) return refusal(handshake, result);
  if (isAccepted(result)) return acceptWith(handshake, result);
  const { path } = Context.route(handshake.context);
  warnOfResult(`upgrade of ${path}`, result);
  return refusal(handshake, refuse(403, "upgrade", {}, path));
}

/** Warns of a result that is neither an acceptance nor a refusal. */
export function warnOfResult(who: string, result: unknown): void {
  if (result === false) return;
  const remedy = "return true, { data, headers, protocol }, false or a Response: refused with 403";
  log(
    "warning",
    `${who} returned ${kindOf(result)}; ${remedy}`,
    {},
    endingFor(`${who} returned ${kindWithoutKeys(result)}`),
  );
}

/** Checks the `Response` of an `upgrade`. */
function refusal(handshake: Handshake, response: Response): Response {
  const fault = faultOf(response);
  if (fault) return fail(handshake, new Error(fault));
  observe?.(handshake, response);
  return response;
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

function acceptWith(handshake: Handshake, accepted: Accepted): Answer {
  // This may have become known during an asynchronous `upgrade`.
  if (handshake.connections.isMiswired(handshake.server)) return refuse(500, "error");
  const offered = handshake.req.headers.get("sec-websocket-protocol");
  const { path } = Context.route(handshake.context);
  return accept(handshake, accepted.data, handshakeHeaders(accepted, offered, `upgrade of ${path}`));
}

function fail(handshake: Handshake, error: unknown): Response {
  const route = Context.route(handshake.context);
  reportFailure(route, "upgrade", error, new PendingContext(handshake));
  return refuse(500, "error", {}, route.path);
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
  readonly #context: Context;
  #handshake: Handshake | undefined;

  constructor(handshake: Handshake) {
    this.topic = handshake.context.topic;
    this.#context = handshake.context;
    this.#handshake = handshake;
  }

  get params(): RouteParams {
    return this.#context.params;
  }

  get remoteAddress(): string {
    return clientAddress(this.#handshake);
  }

  /** Drops the request, because a route may keep this object in `data`. Bun 1.4 forgets the address by then anyway. */
  settle(): void {
    this.#handshake = undefined;
  }
}
