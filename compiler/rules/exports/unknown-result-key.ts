// BBX2014: `upgrade` returns an object with a key that the server refuses.
import { RESULT_KEYS } from "../../../runtime/facts.ts";
import type { Rule } from "../rule.ts";
import { blamed, relatedTo } from "../signature.ts";

const KEYS = RESULT_KEYS.map((key) => `\`${key}\``);

export const unknownResultKey = {
  code: "BBX2014",
  severity: "error",
  name: "unknown-result-key",
  label: "has an unknown key",
  meaning:
    "`upgrade` or `guard` returns an object with a key other than `data`, `headers` and `protocol`; the server would answer 403.",
  remedy: "Rename the key, or put the value under `data`.",
  inMisfit(misfit, facts) {
    if (misfit.blame.kind !== "keys") return null;
    const { fact, name } = blamed(misfit, facts);
    return {
      place: fact?.returns ?? name,
      message: `Unknown key ${misfit.reason} in the result of \`${misfit.handler}\`; the server would answer 403`,
      hint: `Use only ${KEYS.slice(0, -1).join(", ")} and ${KEYS.at(-1)}.`,
      related: relatedTo(fact),
    };
  },
} as const satisfies Rule;
