// Hands the events of the log to the program, for a service that collects errors.
import { observeReports } from "./report.ts";

/** An event of the log. */
export interface LogReport {
  /** Errors are failures of your code, and what keeps the server from working. */
  readonly level: "error" | "warning";
  /** One line, as in the log. */
  readonly message: string;
  /** What a handler, a timer or a promise threw: the value itself. */
  readonly error?: unknown;
  /** The path of the route, as `bunbox routes` shows it, if a handler failed. */
  readonly route?: string;
  /** The name of the handler that failed. */
  readonly handler?: string;
  /** Where the handler failed: `app/ws/chat/route.ts:3:9`. */
  readonly place?: string;
  /** The peer's IP address, if a client is concerned. */
  readonly address?: string;
}

/**
 * Calls a function with every warning and error that the server logs, after it is in the log. Call `onReport` in a module that
 * a route imports. If the function throws, a line says so, and the server goes on.
 *
 * @example
 * ```ts
 * // app/lib/errors.ts
 * import { onReport } from "@ademattos/bunbox";
 *
 * onReport(({ level, message, error, route, handler }) => {
 *   if (level === "error") void fetch("https://errors.example.com", {
 *     method: "POST",
 *     body: JSON.stringify({ message, error: String(error), route, handler }),
 *   });
 * });
 * ```
 */
export function onReport(observe: (report: LogReport) => void): void {
  observeReports(({ level, message, failure, thrown, address }) => {
    try {
      observe({
        level,
        message,
        ...(thrown && { error: thrown.value }),
        ...(failure && { route: failure.path, handler: failure.handler, place: failure.place }),
        ...(address && { address }),
      });
    } catch (error) {
      // A report of it would come back here.
      console.error(`bunbox error: the function of onReport failed: ${String(error).split("\n")[0]}`);
    }
  });
}
