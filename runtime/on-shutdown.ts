// Runs what the program has registered for the end of the server.
import { reportStray } from "./report.ts";

const hooks: (() => unknown)[] = [];

/**
 * Registers what a shutdown awaits: closing a database, or sending what a queue still holds. It is called once, after the last
 * `onClose` has settled, together with all others that are registered. The server waits for its promise within
 * `shutdownTimeout`. If it throws or rejects, the error is logged. A program that mounts `dist/server.js` in its own server ends
 * by itself, and nothing is called.
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
}

/** Resolves once all of them have settled. */
export async function runShutdownHooks(): Promise<void> {
  await Promise.all(
    hooks.splice(0).map(async (run) => {
      try {
        await run();
      } catch (error) {
        reportStray("onShutdown failed", error);
      }
    }),
  );
}
