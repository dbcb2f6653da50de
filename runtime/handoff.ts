// Carries a context from the handshake to the socket that it opens.
import type { Context } from "./context.ts";

/**
 * Stands in the place of a socket's `data` until our `open` puts the user's own there. Bun runs `open` inside
 * `server.upgrade` (Bun 1.4), so that nobody sees it; a socket that still has one has gone past our `open`.
 */
export class Handoff {
  readonly context: Context;
  /** What `upgrade` returned under `data`. */
  readonly data: unknown;
  /** `taken` once our `open` has it, or the socket has closed before; `missed` if neither was so within the upgrade. */
  state: "waiting" | "taken" | "missed" = "waiting";

  constructor(context: Context, data: unknown) {
    this.context = context;
    this.data = data;
  }
}
