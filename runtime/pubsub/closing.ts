// Carries the orders of `closeAll` to the other servers, by a topic that no user code can name.
//
// Bun takes no empty topic from a socket or a server (Bun 1.4), and carrier.ts carries none. So what arrives there is an order.
import { closeThrough } from "../close-all.ts";
import { type Carrier, createCarrier, type OpenDriver } from "./carrier.ts";
import { closeOrder, obeyCloseOrder } from "./close-order.ts";
import type { Driver } from "./driver.ts";

const ORDERS = "";

/** Creates the carrier of an app whose routes use `closeAll`. */
export function createClosingCarrier(open: OpenDriver, main: boolean): Carrier {
  let driver: Driver | undefined;
  const carrier = createCarrier((local) => {
    const opened = open({
      ...local,
      deliver(topic, data, compress) {
        if (topic !== ORDERS) local.deliver(topic, data, compress);
        else if (typeof data === "string") obeyCloseOrder(data);
      },
      // More than zero, so that the topic is not left.
      count: (topic) => (topic === ORDERS ? 1 : local.count(topic)),
    });
    driver = opened;
    void opened.join(ORDERS);
    return {
      ...opened,
      get counts() {
        const { counts } = opened;
        return { ...counts, topics: Math.max(counts.topics - 1, 0) };
      },
    };
  }, main);
  closeThrough((topic, code, reason) => {
    carrier.counts(); // opens the driver, if nothing else has needed it yet
    driver?.send(ORDERS, closeOrder(topic, code, reason), false);
  });
  return carrier;
}
