// Carries the orders of `closeAll` to the other workers, as messages of a kind of their own: user code cannot choose the kind.
import { closeThrough } from "../close-all.ts";
import { closeOrder, obeyCloseOrder } from "../pubsub/close-order.ts";
import type { Worker } from "./worker.ts";

/** A worker of an older output ignores a kind that it does not know. */
const KIND = "c";

/** A worker of an app whose routes use `closeAll`. */
export function closingWorker(worker: Worker | undefined): Worker | undefined {
  if (worker === undefined) return undefined;
  closeThrough((topic, code, reason) => void worker.send("", KIND, closeOrder(topic, code, reason)));
  return {
    ...worker,
    get others() {
      return worker.others;
    },
    hear(take) {
      worker.hear((topic, message) => {
        if (message[0] === KIND.charCodeAt(0)) obeyCloseOrder(message.toString("utf8", KIND.length));
        else take(topic, message);
      });
    },
  };
}
