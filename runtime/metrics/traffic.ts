// Counts the sockets, messages and closes of each route, in Bun's callbacks.
import type { Callbacks } from "../connection.ts";
import { routeOf } from "../link.ts";
import type { RouteEntry } from "../route.ts";
import { add, family, label } from "./exposition.ts";

/** The counters by route. */
export interface Traffic {
  /** Routes without a socket so far count as zero. */
  know(table: readonly RouteEntry[]): void;
  /** The callbacks, with a counter before each. */
  instrument(callbacks: Callbacks): Callbacks;
  render(): string;
}

interface Counts {
  opened: number;
  closed: number;
  received: number;
  bytes: number;
  /** By the label of the code. */
  readonly closes: Map<string, number>;
}

/** Starts with no routes. */
export function createTraffic(): Traffic {
  // By path, because others put rows of their own in place of those of the table.
  const counts = new Map<string, Counts>();

  function countsOf(ws: Bun.ServerWebSocket<unknown>): Counts | undefined {
    const route = routeOf(ws);
    return route === undefined ? undefined : counts.get(route.path);
  }

  function perRoute(read: (counts: Counts) => number): ReadonlyMap<string, number> {
    return new Map([...counts].map(([path, count]) => [`route=${label(path)}`, read(count)]));
  }

  function closes(): ReadonlyMap<string, number> {
    return new Map(
      [...counts].flatMap(([path, { closes: codes }]) =>
        [...codes].map(([code, count]) => [`route=${label(path)},code="${code}"`, count] as const),
      ),
    );
  }

  return {
    know(table) {
      for (const { path } of table)
        counts.set(path, { opened: 0, closed: 0, received: 0, bytes: 0, closes: new Map() });
    },
    instrument: (callbacks) => ({
      ...callbacks,
      open(ws) {
        callbacks.open(ws);
        const count = countsOf(ws);
        if (count !== undefined) count.opened += 1;
      },
      message(ws, message) {
        const count = countsOf(ws);
        if (count !== undefined) {
          count.received += 1;
          count.bytes += typeof message === "string" ? Buffer.byteLength(message) : message.byteLength;
        }
        callbacks.message(ws, message);
      },
      close(ws, code, reason) {
        const count = countsOf(ws);
        if (count !== undefined) {
          count.closed += 1;
          add(count.closes, codeLabel(code));
        }
        callbacks.close(ws, code, reason);
      },
    }),
    render: () =>
      [
        family(
          "bunbox_connections",
          "gauge",
          "Open sockets.",
          perRoute(({ opened, closed }) => opened - closed),
        ),
        family(
          "bunbox_connections_total",
          "counter",
          "Sockets opened since the start.",
          perRoute(({ opened }) => opened),
        ),
        family("bunbox_closes_total", "counter", "Sockets closed, by close code.", closes()),
        family(
          "bunbox_messages_received_total",
          "counter",
          "Messages from clients.",
          perRoute(({ received }) => received),
        ),
        family(
          "bunbox_received_bytes_total",
          "counter",
          "Bytes of messages from clients, uncompressed and without frames.",
          perRoute(({ bytes }) => bytes),
        ),
      ].join(""),
  };
}

/** A client chooses its code: codes that RFC 6455 leaves to libraries (3000) and applications (4000) are one label each. */
function codeLabel(code: number): string {
  if (code >= 1000 && code <= 1015) return String(code);
  if (code >= 3000 && code <= 3999) return "3000-3999";
  return code >= 4000 && code <= 4999 ? "4000-4999" : "other";
}
