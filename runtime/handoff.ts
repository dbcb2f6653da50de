// Carries a context from the handshake to the socket that it opens.
import type { Context } from "./context.ts";

/**
 * Is a socket's `data` until our `open` puts the user's own there. Bun runs `open` inside `server.upgrade` (Bun 1.4), so
 * user code does not see it. If a socket still has one later, our `open` was not called for it.
 */
export class Handoff {
  readonly context: Context;
  /** What `upgrade` returned under `data`. */
  readonly data: unknown;
  /** `taken` once our `open` has run or the socket has closed; `missed` if neither happened during the upgrade. */
  state: "waiting" | "taken" | "missed" = "waiting";

  constructor(context: Context, data: unknown) {
    this.context = context;
    this.data = data;
  }
}
