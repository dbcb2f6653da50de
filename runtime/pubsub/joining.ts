// Lets a handshake wait, once `upgrade` has accepted it, until its server hears the topic. Otherwise a client could miss what
// others publish right after it has connected. Before `upgrade` has accepted, strangers could create channels.
import type { RouteEntry } from "../route.ts";
import { isThenable } from "../thenable.ts";
import type { Upgrade } from "../types.ts";
import { isAccepted } from "../upgrade.ts";
import type { Driver } from "./driver.ts";

/** A row whose `upgrade` waits for the topic. A row without one gets one that accepts. */
export function joiningRow(row: RouteEntry, join: Driver["join"]): RouteEntry {
  const own = Object.getOwnPropertyDescriptors(row);
  return Object.defineProperties<RouteEntry>({ ...row }, { ...own, upgrade: joiningProperty(row, join) });
}

/** A value or a getter, as in the table: a getter is for a module that may assign another function, or what is none. */
function joiningProperty(row: RouteEntry, join: Driver["join"]): PropertyDescriptor {
  const property = Object.getOwnPropertyDescriptor(row, "upgrade");
  const joining = ({ upgrade }: RouteEntry): unknown =>
    typeof upgrade === "function" ? joiningUpgrade(upgrade, join) : upgrade;
  if (property === undefined) return { enumerable: true, value: joiningUpgrade(() => true, join) };
  if (property.get === undefined) return { enumerable: true, value: joining(row) };
  return { enumerable: true, get: () => joining(row) };
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
