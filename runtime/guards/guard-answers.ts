// Collects what the guards of one handshake have answered: the data, the headers and the subprotocol, or a refusal.
import { handshakeHeaders } from "../handshake-headers.ts";
import { refuse } from "../refuse.ts";
import { refusedBy } from "../refused-by.ts";
import { reportFailure } from "../report.ts";
import type { RouteEntry } from "../route.ts";
import type { Accepted, RouteParams, UpgradeContext } from "../types.ts";
import { faultOf, isAccepted, warnOfResult } from "../upgrade.ts";

const PROTOCOL = "sec-websocket-protocol";

/** A guard, by its file. */
interface Named {
  readonly file: string;
}

/** What `upgrade` and its guards together answer, if all accept. */
type Answer = Accepted & { readonly data: unknown };

/** The answers of the guards so far. */
export class GuardAnswers {
  readonly row: RouteEntry;
  readonly req: Request;
  readonly ctx: UpgradeContext;
  /** When the handshake began. */
  readonly began = performance.now();
  /** What the innermost guard so far has returned under `data`. */
  data: unknown;
  #headers: Headers | undefined;
  #protocol: string | undefined;

  constructor(row: RouteEntry, req: Request, ctx: UpgradeContext) {
    this.row = row;
    this.req = req;
    this.ctx = ctx;
  }

  /** Takes what a guard has returned, as the server takes it from `upgrade`; a refusal is final. */
  take(guard: Named, result: unknown): Response | undefined {
    try {
      if (result === true) return undefined;
      if (result instanceof Response) return this.#refuse(guard, result);
      if (isAccepted(result)) return this.#accept(guard, result);
      warnOfResult(`guard of ${this.row.path} in ${guard.file}`, result);
      return this.#by(guard, refuse(403, "upgrade", {}, this.row.path), false);
    } catch (error) {
      return this.fail(guard, error);
    }
  }

  /** Reports what a guard has thrown. */
  fail({ file }: Named, error: unknown): Response {
    const { path } = this.row;
    reportFailure({ path, file }, "guard", error, this.ctx);
    return this.#by({ file }, refuse(500, "error", {}, path), false);
  }

  /** What the server gets from `upgrade`: if it accepts, with all that the guards have given. */
  complete<Result>(result: Result): Result | Answer {
    const own: Accepted | undefined = result === true ? {} : isAccepted(result) ? result : undefined;
    // The server refuses anything else, and says why.
    if (own === undefined) return result;
    const { data = this.data } = own;
    if (this.#headers === undefined && this.#protocol === undefined) return { ...own, data };
    const headers = new Headers(this.#headers);
    for (const [name, value] of new Headers(own.headers)) headers.append(name, value);
    const protocol = own.protocol ?? headers.get(PROTOCOL) ?? this.#protocol;
    return { data, headers, protocol };
  }

  #refuse(guard: Named, response: Response): Response {
    const fault = faultOf(response);
    return fault ? this.fail(guard, new Error(fault)) : this.#by(guard, response, true);
  }

  #by({ file }: Named, response: Response, isOwn: boolean): Response {
    refusedBy.set(response, { file, route: this.row.path, isOwn });
    return response;
  }

  /** Takes the same headers and the same subprotocol as the server takes from `upgrade`. */
  #accept({ file }: Named, accepted: Accepted): undefined {
    if (accepted.data !== undefined) this.data = accepted.data;
    if (accepted.headers === undefined && accepted.protocol === undefined) return;
    const offered = this.req.headers.get(PROTOCOL);
    const given = handshakeHeaders(accepted, offered, `guard of ${this.row.path} in ${file}`);
    for (const [name, value] of given ?? []) {
      if (name !== PROTOCOL) (this.#headers ??= new Headers()).append(name, value);
      else if (value !== "") this.#protocol = value;
    }
  }
}

/** The `ctx` of a guard, and of an `upgrade` behind guards. */
export class GuardedContext implements UpgradeContext {
  readonly topic: string;
  readonly params: RouteParams;
  readonly guard: unknown;
  readonly #ctx: UpgradeContext;

  constructor(ctx: UpgradeContext, guard: unknown) {
    this.topic = ctx.topic;
    this.params = ctx.params;
    this.guard = guard;
    this.#ctx = ctx;
  }

  get remoteAddress(): string {
    return this.#ctx.remoteAddress;
  }
}
