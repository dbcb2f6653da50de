// Writes the parts of the entry that put the options `trustedProxies` and `limits` around an app, if they are set.
import type { ServerPlan } from "../model.ts";
import { literal } from "./quote.ts";

/** Lines of the entry, and how its parts go through the layers. */
export interface EntranceText {
  readonly imports: readonly string[];
  readonly table: (text: string) => string;
  /** The further parts of the app. */
  readonly parts: readonly string[];
}

/** Without the options, no line is added and the table stays as it is. */
export function emitEntrance({ trustedProxies, limits }: ServerPlan): EntranceText {
  // From the inner to the outer: who the client is must be known before its sockets are counted.
  const layers = [
    { call: "limitMessages", file: "limits/per-second", value: limits?.messagesPerSecond ?? null },
    { call: "limitConnections", file: "limits/per-address", value: limits?.connectionsPerAddress ?? null },
    {
      call: "behindProxies",
      file: "proxies/behind-proxies",
      value: trustedProxies.length === 0 ? null : trustedProxies,
    },
  ].filter(({ value }) => value !== null);
  const entrance = layers.reduce(
    (inner, { call, value }) => `${call}(${literal(value)}, ${inner})`,
    "entranceOf(table)",
  );
  return {
    imports: [
      ...(layers.length === 0 ? [] : ['import { entranceOf } from "bunbox:entrance";']),
      ...layers.map(({ call, file }) => `import { ${call} } from "bunbox:${file}";`),
      ...(limits === null ? [] : ['import { limitUpgrades } from "bunbox:limits/upgrade-time";']),
    ],
    table: (text) => (limits === null ? text : `limitUpgrades(${literal(limits.upgradeTimeout)}, ${text})`),
    parts: layers.length === 0 ? [] : [`...${entrance}`],
  };
}
