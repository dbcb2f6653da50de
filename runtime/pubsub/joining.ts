// Lets a handshake wait, once `upgrade` has accepted it, until its server hears the topic. Otherwise a client could miss what
// others publish right after it has connected. Before `upgrade` has accepted, strangers could create channels.
import { hasHandler } from "../handlers.ts";
import type { RouteEntry } from "../route.ts";
import { isThenable } from "../thenable.ts";
import type { Upgrade } from "../types.ts";
import { isAccepted } from "../upgrade.ts";
import type { Driver } from "./driver.ts";

/** A row whose `upgrade` waits for the topic. A row without one gets one that accepts. */
export function joiningRow(row: RouteEntry, join: Driver["join"]): RouteEntry {
  const descriptors = Object.getOwnPropertyDescriptors(row);
  const upgrade: PropertyDescriptor = {
    enumerable: true,
    // A getter as in the table, because a module may assign another function, or something that is none.
    get: () => (typeof row.upgrade === "function" ? joiningUpgrade(row.upgrade, join) : row.upgrade),
  };
  const accepting: PropertyDescriptor = { enumerable: true, value: joiningUpgrade(() => true, join) };
  const joining = { ...descriptors, upgrade: hasHandler(row, "upgrade") ? upgrade : accepting };
  return Object.defineProperties<RouteEntry>({ ...row }, joining);
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
