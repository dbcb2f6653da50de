// BBX2027: a guard lets clients in whose `data` is `null` or `undefined`.
import type { Rule } from "../rule.ts";
import { blamed, relatedTo } from "../signature.ts";

export const guardWithoutData = {
  code: "BBX2027",
  severity: "warning",
  name: "guard-without-data",
  label: "may be null or undefined",
  meaning:
    "A guard returns `{ data }`, and by its type `data` may be `null` or `undefined`. The server lets the client in then as well: only `false` and a `Response` refuse.",
  remedy:
    "Return `false` or a `Response` if there is no data. If everyone may enter, wrap it in an object, `{ data: { user: … } }`.",
  inMisfit(misfit, facts) {
    if (misfit.blame.kind !== "data") return null;
    const { fact, name } = blamed(misfit, facts);
    return {
      place: fact?.data ?? fact?.returns ?? name,
      message: "This guard lets clients in even if it has no data for them",
      reason: misfit.reason,
      related: relatedTo(fact),
    };
  },
} as const satisfies Rule;
