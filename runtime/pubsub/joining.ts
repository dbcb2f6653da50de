// Lets a handshake wait, once `upgrade` has accepted it, until its server hears the topic. Otherwise a client could miss what
// others publish right after it has connected. Before `upgrade` has accepted, strangers could create channels.
import type { RouteEntry } from "../route.ts";
import { isThenable } from "../thenable.ts";
import type { Upgrade } from "../types.ts";
import { isAccepted } from "../upgrade.ts";
import { wrappedRow } from "../wrapped-upgrade.ts";
import type { Driver } from "./driver.ts";

/** A row whose `upgrade` waits for the topic. A row without one gets one that accepts. */
export function joiningRow(row: RouteEntry, join: Driver["join"]): RouteEntry {
  return wrappedRow(
    row,
    (upgrade) => joiningUpgrade(upgrade, join),
    () => true,
  );
}

function joiningUpgrade(upgrade: Upgrade, join: Driver["join"]): Upgrade {
  return (req, ctx) => {
    const result = upgrade(req, ctx);
    if (isThenable(result)) return Promise.resolve(result).then((value) => joined(value, ctx.topic, join));
    return joined(result, ctx.topic, join);
  };
}

function joined<Result>(result: Result, topic: string, join: Driver["join"]): Result | Promise<Result> {
  if (result !== true && !isAccepted(result)) return result;
  const waiting = join(topic);
  return waiting === undefined ? result : waiting.then(() => result);
}
