// Measures how long handlers run, by functions around those in the table.
import { handlersOf } from "../handlers.ts";
import { SETTINGS } from "../facts.ts";
import type { HandlerName, RouteEntry } from "../route.ts";
import { isThenable } from "../thenable.ts";
import { histogramFamily, label } from "./exposition.ts";
import { createHistogram, type Histogram, observe } from "./histogram.ts";

/** The durations of all handlers. */
export interface Timing {
  /** The rows of the table, whose handlers are measured. */
  rows(table: readonly RouteEntry[]): readonly RouteEntry[];
  render(): string;
}

/** Starts with nothing measured. `returned` gets what the `upgrade` of each route has returned. */
export function createTiming(returned: (result: unknown, route: string) => void): Timing {
  const histograms = new Map<string, Histogram>();

  /** A value or a getter, as in the table: a getter is for a module that may assign another function, or what is none. */
  function timedProperty(row: RouteEntry, name: HandlerName): PropertyDescriptor {
    const histogram = createHistogram();
    histograms.set(`route=${label(row.path)},handler=${label(name)}`, histogram);
    const timed = (handler: unknown): unknown =>
      typeof handler === "function"
        ? timedHandler(
            handler,
            histogram,
            name === "upgrade" ? (result) => returned(result, row.path) : undefined,
          )
        : handler;
    const property = Object.getOwnPropertyDescriptor(row, name);
    if (property?.get === undefined) return { enumerable: true, configurable: true, value: timed(row[name]) };
    let last: unknown;
    let lastTimed: unknown;
    const get = (): unknown => {
      const handler = row[name];
      if (handler !== last) [last, lastTimed] = [handler, timed(handler)];
      return lastTimed;
    };
    return { enumerable: true, configurable: true, get };
  }

  function timedRow(row: RouteEntry): RouteEntry {
    const { path, file, topic, params } = row;
    const properties = handlersOf(row).map((name) => [name, timedProperty(row, name)]);
    const settings = SETTINGS.flatMap((name) => {
      const property = Object.getOwnPropertyDescriptor(row, name);
      return property === undefined ? [] : [[name, property]];
    });
    return Object.defineProperties(
      { path, file, topic, params },
      Object.fromEntries([...properties, ...settings]),
    );
  }

  return {
    rows: (table) => table.map(timedRow),
    render: () =>
      histogramFamily(
        "bunbox_handler_duration_seconds",
        "Time in handlers; of an asynchronous one, until it has settled.",
        histograms,
      ),
  };
}

/** A handler that counts how long it runs. A promise is returned as it is, and counts once it has settled. */
function timedHandler(
  handler: Function,
  histogram: Histogram,
  returned: ((result: unknown) => void) | undefined,
): (...args: unknown[]) => unknown {
  return (...args) => {
    const began = performance.now();
    let pending = false;
    try {
      const result: unknown = handler(...args);
      if (!isThenable(result)) {
        returned?.(result);
        return result;
      }
      pending = true;
      // What is only like a promise may do its work once per call of `then`.
      const promise = Promise.resolve(result);
      const settled = (): void => observe(histogram, performance.now() - began);
      void promise.then(settled, settled);
      if (returned !== undefined) void promise.then(returned, () => undefined);
      return promise;
    } finally {
      if (!pending) observe(histogram, performance.now() - began);
    }
  };
}
