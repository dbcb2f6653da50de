// What a worker does: listens on the shared port, takes orders from its supervisor, and ends when it is gone.
import type { App } from "../app.ts";
import { onEndSignals } from "../end-signals.ts";
import { SHUTDOWN_CLOSE } from "../facts.ts";
import { listenShared } from "../listen.ts";
import { surviveStrays } from "../serve.ts";
import { createShutdown } from "../shutdown.ts";
import { type Channel, openChannel } from "./channel.ts";
import type { Order } from "./orders.ts";

type Hear = (topic: string, message: Buffer) => void;

/** This process as a worker. */
export interface Worker {
  /** How many other workers there are. */
  readonly others: number;
  /** Sends a message to the other workers; `false` if too much is waiting. */
  send(topic: string, head: string, data: string | Uint8Array): boolean;
  /** Takes the messages of other workers. */
  hear(take: Hear): void;
  flush(): Promise<void>;
  /** Reports these metrics to the supervisor. */
  report(render: () => string): void;
  /** The text of `/metrics`, summed over all workers. */
  sum(): Promise<string>;
  /** Runs the app until the supervisor ends it. */
  serve(app: App): Promise<void>;
}

/** Connects this process, which a supervisor has started, to the hub. */
export async function openWorker(hub: string): Promise<Worker> {
  const sums = new Map<number, (text: string) => void>();
  let others = 0;
  let asked = 0;
  let hear: Hear | undefined;
  let drain: ((replaced: boolean) => void) | undefined;
  let metrics: (() => string) | undefined;

  function obey(order: Order): void {
    switch (order.type) {
      case "workers":
        others = order.count - 1;
        return;
      case "drain":
        // One that does not listen yet has nothing to close.
        return drain === undefined ? process.exit(0) : drain(order.replaced);
      case "metrics":
        return channel.say({ type: "metrics", text: metrics?.() ?? "" });
      case "sum":
        sums.get(order.id)?.(order.text);
        sums.delete(order.id);
    }
  }

  async function end(shutdown: Promise<void>): Promise<void> {
    try {
      await shutdown;
      channel.say({ type: "metrics", text: metrics?.() ?? "" });
      await channel.flush();
    } finally {
      process.exit(0);
    }
  }

  const channel: Channel = await openChannel(hub, {
    order: obey,
    message: (topic, message) => hear?.(topic, message),
    closed() {
      // The supervisor may have been killed before it could remove the file.
      void Bun.file(hub)
        .delete()
        .catch(() => undefined)
        .finally(() => obey({ type: "drain", replaced: false }));
    },
  });
  ignoreSignals();

  return {
    get others() {
      return others;
    },
    send: (topic, head, data) => channel.send(topic, head, data),
    flush: () => channel.flush(),
    hear(take) {
      hear = take;
    },
    report(render) {
      metrics = render;
    },
    sum() {
      asked += 1;
      channel.say({ type: "sum", id: asked });
      return new Promise((resolve) => sums.set(asked, resolve));
    },
    async serve(app) {
      const shutdown = createShutdown(app.websocket, app.strangers);
      const server = await listenShared(app, shutdown.websocket);
      surviveStrays();
      drain = (replaced) => {
        drain = () => undefined;
        // A port that is shared goes on giving clients to whoever listens.
        if (replaced) void server.stop(false);
        void end(shutdown.run(app, server, SHUTDOWN_CLOSE));
      };
      channel.say({ type: "ready" });
    },
  };
}

/**
 * A terminal and systemd signal the whole group: the supervisor orders what follows. A second signal ends the process, as
 * that of a server without workers does.
 */
function ignoreSignals(): void {
  onEndSignals(
    () => undefined,
    (exitCode) => process.exit(exitCode),
  );
  process.on("SIGHUP", () => undefined);
  process.on("SIGUSR2", () => undefined);
}
