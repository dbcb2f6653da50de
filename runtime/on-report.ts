// Hands the events of the log to the program, for a service that collects errors.
import { observeReports, printFailure } from "./report.ts";
import { isThenable } from "./thenable.ts";

/** An event of the log. */
export interface LogReport {
  /** Errors are failures of your code, and what keeps the server from working. */
  readonly level: "error" | "warning";
  /** One line, as in the log. */
  readonly message: string;
  /** What a handler, a timer or a promise threw: the value itself. */
  readonly error?: unknown;
  /** The path of the route, as `bunbox routes` shows it, if a route is concerned. */
  readonly route?: string;
  /** The name of the handler that failed. */
  readonly handler?: string;
  /** Where the handler failed: `app/ws/chat/route.ts:3:9`. */
  readonly place?: string;
  /** The client's IP address, if a client is concerned: the peer's, or with `trustedProxies` what the proxy says. */
  readonly address?: string;
}

/**
 * Calls a function with every warning and error that the server logs, after it is in the log. Call `onReport` once, in a module
 * that a route imports. If the function throws, or returns a promise that rejects, the log says so, and nothing else happens. So
 * return or await what you start: a promise that nobody awaits is an error of its own, and would be reported again and again.
 * With `workers`, it is not called with what the supervisor logs.
 *
 * @example
 * ```ts
 * // app/lib/errors.ts
 * import { onReport } from "@ademattos/bunbox";
 *
 * onReport(async ({ level, message, route, handler }) => {
 *   if (level === "warning") return;
 *   const body = JSON.stringify({ message, route, handler });
 *   await fetch("https://errors.example.com", { method: "POST", body });
 * });
 * ```
 */
export function onReport(observe: (report: LogReport) => unknown): void {
  observeReports(({ level, message, failure, thrown, address, route }) => {
    try {
      const result = observe({
        level,
        message,
        ...(thrown && { error: thrown.value }),
        ...(failure && { route: failure.path, handler: failure.handler, place: failure.place }),
        ...(route && { route }),
        ...(address && { address }),
      });
      if (isThenable(result)) void Promise.resolve(result).catch(fail);
    } catch (error) {
      fail(error);
    }
  });
}

/** A report of it would come back to the function. */
function fail(error: unknown): void {
  printFailure("the function of onReport failed", error);
}
