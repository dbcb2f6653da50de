// Writes the part of the entry that carries messages to other servers, if the project uses `pubsub`.
import type { ServerPlan } from "../model.ts";
import { literal } from "./quote.ts";

/** Lines of the entry, and how its parts go through the carrier. */
export interface CarrierText {
  readonly imports: readonly string[];
  readonly declaration: readonly string[];
  readonly table: (text: string) => string;
  readonly metrics: (text: string) => string;
  readonly app: (text: string) => string;
}

/** Without the option, there is no line more and each part stays as it is. */
export function emitCarrier({ pubsub, options }: ServerPlan): CarrierText {
  if (pubsub === null) return { imports: [], declaration: [], table: same, metrics: same, app: same };
  return {
    imports: [
      'import { createCarrier } from "bunbox:pubsub/carrier";',
      'import { redisDriver } from "bunbox:pubsub/option";',
      ...(options.metrics ? ['import { countCarried } from "bunbox:pubsub/carried-counts";'] : []),
    ],
    declaration: [
      `const driver = redisDriver(${literal(pubsub)}, bunboxIsMain);`,
      "const carrier = createCarrier(driver, bunboxIsMain);",
    ],
    table: (text) => `carrier.joining(${text})`,
    metrics: (text) => `countCarried(${text}, carrier)`,
    app: (text) => `carrier.carrying(${text})`,
  };
}

function same(text: string): string {
  return text;
}
