// BBX2012: `upgrade` returns something that is not an answer to a handshake.
import { RESULT_KEYS } from "../../../runtime/facts.ts";
import type { Rule } from "../rule.ts";
import { blamed } from "../signature.ts";

export const wrongReturn = {
  code: "BBX2012",
  severity: "error",
  name: "wrong-return",
  label: "not an answer to a handshake",
  meaning:
    "`upgrade` or `guard` returns something other than a boolean, a `Response` or an object `{ data, headers, protocol }`.",
  remedy: "Return `true`, `false`, a `Response`, or an object with these keys in every branch.",
  inMisfit(misfit, facts) {
    if (misfit.blame.kind !== "return") return null;
    const { fact, name, details } = blamed(misfit, facts);
    return {
      place: fact?.returns ?? name,
      message: `\`${misfit.handler}\` must return a boolean, a Response, or \`{ ${RESULT_KEYS.join(", ")} }\``,
      ...details,
    };
  },
} as const satisfies Rule;
