// Runs what the program has registered for the end of the server.
import { beforeEnd } from "./before-end.ts";
import { reportStray } from "./report.ts";

const hooks: (() => unknown)[] = [];

/**
 * Registers what a shutdown awaits: closing a database, or sending what a queue still holds. Call it once, when the module is
 * loaded. The function is called after the last `onClose` has settled, together with all others that are registered. The server
 * waits for its promise within `shutdownTimeout`; if an `onClose` does not settle, it is called when half of that has passed. If
 * it throws or rejects, the error is logged. In a test, `app.stop()` calls it. A program that mounts `dist/server.js` in its own
 * server ends by itself: there, nothing is called.
 *
 * @example
 * ```ts
 * // app/lib/database.ts
 * import { Database } from "bun:sqlite";
 * import { onShutdown } from "@ademattos/bunbox";
 *
 * export const database = new Database("rooms.sqlite", { create: true });
 *
 * onShutdown(() => database.close());
 * ```
 */
export function onShutdown(run: () => unknown): void {
  hooks.push(run);
  beforeEnd[0] = runShutdownHooks;
}

/**
 * Runs them once `closed` resolves, or after some milliseconds, so that an `onClose` that never settles leaves them time.
 * Resolves once all of them have settled, and `closed` too.
 */
async function runShutdownHooks(closed: Promise<unknown>, atMost: number): Promise<void> {
  await Promise.race([closed, Bun.sleep(atMost)]);
  await Promise.all(
    hooks.splice(0).map(async (run) => {
      try {
        await run();
      } catch (error) {
        reportStray("onShutdown failed", error);
      }
    }),
  );
  await closed;
}
