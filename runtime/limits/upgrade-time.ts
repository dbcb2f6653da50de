// Limits how long an asynchronous `upgrade` may take. The entry imports this file only if `limits` is set.
import { refuse } from "../refuse.ts";
import { log, reportFailure } from "../report.ts";
import type { RouteEntry } from "../route.ts";
import { isThenable } from "../thenable.ts";
import type { Upgrade, UpgradeContext } from "../types.ts";
import { wrappedRow } from "../wrapped-upgrade.ts";

/** The routes: an `upgrade` that has not decided after so many seconds refuses with 503, whatever it decides later. */
export function limitUpgrades(seconds: number, table: readonly RouteEntry[]): readonly RouteEntry[] {
  return table.map((row) => wrappedRow(row, (upgrade) => limited(upgrade, row, seconds)));
}

function limited(upgrade: Upgrade, row: RouteEntry, seconds: number): Upgrade {
  return (req, ctx) => {
    const result = upgrade(req, ctx);
    return isThenable(result) ? inTime(Promise.resolve(result), row, ctx, seconds) : result;
  };
}

function inTime<Result>(
  decision: Promise<Result>,
  row: RouteEntry,
  ctx: UpgradeContext,
  seconds: number,
): Promise<Result | Response> {
  const { remoteAddress } = ctx; // Bun forgets it when the client has left
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      // A guard may be slow, or what waits for the topic on other servers.
      const limit = `took longer than ${seconds} s (limits.upgradeTimeout)`;
      log("error", `the handshake of ${row.path} ${limit}: refused with 503`, {
        event: "upgrade_timeout",
        route: row.path,
        address: remoteAddress,
      });
      resolve(refuse(503, "upgrade_timeout"));
    }, seconds * 1000);
    decision
      .finally(() => clearTimeout(timer))
      .then(resolve, (error: unknown) => {
        if (late) reportFailure(row, "upgrade", error, { remoteAddress });
        else reject(error);
      });
  });
}
