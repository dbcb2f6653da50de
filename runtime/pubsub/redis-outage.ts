// Writes what the log says of an outage of Redis: one line when it begins, and one when it is over.
import { log } from "../report.ts";
import { addressOf, type OwnChannels, reasonOf } from "./redis-reason.ts";

/** The outages of one server. */
export interface Outages {
  /** Begins one, unless one lasts. */
  begin(what: "lost the connection to Redis at" | "cannot connect to Redis at", error: unknown): void;
  /**
   * Ends the one that lasts.
   *
   * @param lost how many messages have not reached other servers since the start
   * @returns whether one has lasted
   */
  end(lost: number): boolean;
}

/** Starts without an outage. */
export function createOutages(url: string, own: OwnChannels): Outages {
  const address = addressOf(url);
  let since: number | undefined;
  // Finding the reason takes a moment, and the second line must not come first.
  let said = Promise.resolve();
  let lostBefore = 0;

  return {
    begin(what, error) {
      if (since !== undefined) return;
      since = performance.now();
      said = reasonOf(url, own, error).then((reason) =>
        log("warning", `${what} ${address} (${reason}); until it is back, messages stay within this server`),
      );
    },
    end(lost) {
      if (since === undefined) return false;
      const seconds = Math.round((performance.now() - since) / 1000);
      const count = lost - lostBefore;
      lostBefore = lost;
      since = undefined;
      const messages = count === 1 ? "1 message" : `${count} messages`;
      void said.then(() =>
        log(
          "warning",
          `Redis at ${address} is connected after ${seconds} s; ${messages} did not reach other servers`,
        ),
      );
      return true;
    },
  };
}
