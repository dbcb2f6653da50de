// Puts a driver between a server and the others: what is published goes to them too, and a handshake waits for its topic.
//
// The entry imports this file only if the project needs it, and no other file of the runtime knows it: to publish.ts the
// driver is one more publisher, and to the routes it is a step behind their `upgrade`.
import { type App, infoOf } from "../app.ts";
import { closeSocket } from "../delivery.ts";
import { MISSED_CLOSE } from "../facts.ts";
import { addPublisher, publishHere, subscriberCount } from "../publish.ts";
import type { RouteEntry } from "../route.ts";
import type { Driver, DriverCounts, Local } from "./driver.ts";
import { healthWithState } from "./health.ts";
import { createHook } from "./hook.ts";
import { joiningRow } from "./joining.ts";
import { createOutbox } from "./outbox.ts";

type Socket = Bun.ServerWebSocket<unknown>;

/** Starts a driver for a server. */
export type OpenDriver = (local: Local) => Driver;

/** What carrying changes in a server. */
export interface Carrier {
  /** The routes: once an `upgrade` has accepted, the handshake waits until this server hears the topic. */
  joining(table: readonly RouteEntry[]): readonly RouteEntry[];
  /** The app: its sockets publish to other servers, `/healthz` has the state, and a shutdown waits for what was published. */
  carrying(app: App): App;
  /** The counters of the driver. */
  counts(): Readonly<DriverCounts>;
}

/**
 * Creates the carrier of one app.
 *
 * @param main whether the output is run; one that is imported opens its driver when it is first needed
 */
export function createCarrier(open: OpenDriver, main: boolean): Carrier {
  let live: ReadonlySet<Socket> = new Set();
  let original: readonly RouteEntry[] = [];
  let opened: Driver | undefined;

  function driver(): Driver {
    opened ??= open({
      deliver: publishHere,
      count: subscriberCount,
      missed() {
        for (const ws of live) closeSocket(ws, MISSED_CLOSE);
      },
    });
    return opened;
  }

  const outbox = createOutbox((topic, data, compress) => driver().send(topic, data, compress));
  const join: Driver["join"] = (topic) => driver().join(topic);
  const hook = createHook({ published: outbox.send, subscribed: (topic) => void join(topic) });
  addPublisher({
    publish(topic, data, compress = false) {
      if (isTopic(topic)) outbox.send(topic, data, compress);
      return 0; // `publish` adds up what the publishers return
    },
    subscriberCount: () => 0,
    // More than zero, so that it is not removed like a server that has stopped; so small that it counts no socket.
    pendingWebSockets: Number.MIN_VALUE,
    countElsewhere: (topic) => (isTopic(topic) ? driver().ask(topic) : Promise.resolve(0)),
  });
  if (main) driver();

  return {
    counts: () => driver().counts,
    joining(table) {
      original = table;
      return table.map((row) => joiningRow(row, join));
    },
    carrying(app) {
      ({ live } = app.connections);

      return {
        ...app,
        routes: original.map(infoOf),
        fetch(req, server) {
          const answer = app.fetch(req, server);
          return answer instanceof Response ? healthWithState(app, req, answer, driver) : answer;
        },
        websocket: {
          ...app.websocket,
          open(ws) {
            hook(ws);
            void app.websocket.open?.(ws);
          },
        },
        connections: {
          ...app.connections,
          async closed(atMost) {
            await app.connections.closed(atMost);
            await outbox.empty();
            await opened?.close();
          },
        },
      };
    },
  };
}

/** Whether Bun takes a topic; it throws to the caller otherwise, but not in a process without a socket (Bun 1.4). */
function isTopic(topic: unknown): boolean {
  return typeof topic === "string" && topic !== "";
}
