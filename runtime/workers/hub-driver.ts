// Carries messages to the other workers of the same machine, through their supervisor. Every worker hears every topic, so a
// handshake has nothing to wait for.
import { answerTo, createAsks } from "../pubsub/asks.ts";
import type { OpenDriver } from "../pubsub/carrier.ts";
import { type Driver, type Local, NO_DRIVER, noCounts } from "../pubsub/driver.ts";
import { createOrigin } from "../pubsub/message.ts";
import type { Worker } from "./worker.ts";

/** Where the payload of a message begins: after its kind and its origin. */
const PAYLOAD = 9;

/** The driver of a worker; `undefined` is a program that imports the output, which has no other workers. */
export function hubDriver(worker: Worker | undefined): OpenDriver {
  return worker === undefined ? () => NO_DRIVER : (local) => connectHub(worker, local);
}

function connectHub(worker: Worker, local: Local): Driver {
  const origin = createOrigin();
  const counts = noCounts();
  const asks = createAsks();
  counts.up = true;
  worker.hear((topic, message) => {
    const kind = message.toString("latin1", 0, 1);
    switch (kind) {
      case "t":
      case "T":
      case "b":
      case "B": {
        counts.received += 1;
        const isText = kind === "t" || kind === "T";
        const data = isText ? message.toString("utf8", PAYLOAD) : message.subarray(PAYLOAD);
        return local.deliver(topic, data, kind === "T" || kind === "B");
      }
      case "q": {
        const asker = message.toString("latin1", 1, PAYLOAD);
        const answer = answerTo(message.toString("latin1", PAYLOAD), local.count(topic));
        return void worker.send(topic, `a${asker}`, answer);
      }
      case "a":
        if (message.toString("latin1", 1, PAYLOAD) === origin) asks.take(message.toString("latin1", PAYLOAD));
    }
  });

  function send(topic: string, head: string, data: string | Uint8Array): void {
    if (worker.send(topic, head, data)) counts.published += 1;
    else counts.lostFull += 1;
  }

  return {
    counts,
    join: () => undefined,
    send(topic, data, compress) {
      const kind = typeof data === "string" ? (compress ? "T" : "t") : compress ? "B" : "b";
      send(topic, kind + origin, data);
    },
    ask: (topic) =>
      asks.ask((id) => {
        void worker.send(topic, `q${origin}`, id);
        return Promise.resolve(worker.others);
      }),
    close: () => worker.flush(),
  };
}
