// Writes the entrance of an app: what its routes decide, and the layers that options such as `limits` put around it.
import type { ServerPlan } from "../model.ts";
import type { PartsText } from "./parts-text.ts";
import { literal } from "./quote.ts";

/** Lines of the entry, and how its parts go through the layers. */
export interface EntranceText {
  readonly imports: readonly string[];
  readonly table: (text: string) => string;
  readonly declaration: string;
}

/** Without the options, no layer is added and the table stays as it is. */
export function emitEntrance(
  { trustedProxies, limits, options }: ServerPlan,
  { decide, connections }: PartsText,
): EntranceText {
  // From the inner to the outer: who the client is must be known before its sockets are counted.
  const layers = [
    { call: "limitMessages", file: "limits/per-second", value: limits?.messagesPerSecond ?? null },
    { call: "limitConnections", file: "limits/per-address", value: limits?.connectionsPerAddress ?? null },
    {
      call: "behindProxies",
      file: "proxies/behind-proxies",
      value: trustedProxies.length === 0 ? null : trustedProxies,
    },
    { call: "limitSockets", file: "limits/at-once", value: options.maxConnections },
  ].filter(({ value }) => value !== null);
  const calls = layers.map(({ call, value }) => `${call}(${literal(value)}`);
  if (options.metrics) calls.push("measured(metrics");
  const entrance = calls.reduce(
    (text, call) => `${call}, ${text})`,
    `{ decide: ${decide}, connections: ${connections} }`,
  );
  return {
    imports: [
      ...layers.map(({ call, file }) => `import { ${call} } from "bunbox:${file}";`),
      ...(options.metrics ? ['import { measured, metricsPage } from "bunbox:metrics/in-app";'] : []),
      ...(limits === null ? [] : ['import { limitUpgrades } from "bunbox:limits/upgrade-time";']),
    ],
    table: (text) => (limits === null ? text : `limitUpgrades(${literal(limits.upgradeTimeout)}, ${text})`),
    declaration: `const entrance = ${entrance};`,
  };
}
