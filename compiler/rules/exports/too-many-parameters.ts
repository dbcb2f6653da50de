// BBX2011: a handler has more parameters than it gets arguments.
import type { Rule } from "../rule.ts";
import { blamed } from "../signature.ts";

export const tooManyParameters = {
  code: "BBX2011",
  severity: "error",
  name: "too-many-parameters",
  label: "one too many",
  meaning: "A handler requires more arguments than it is called with.",
  remedy: "Remove the parameter, or make it optional.",
  inMisfit(misfit, facts) {
    const { handler, blame } = misfit;
    if (blame.kind !== "arity") return null;
    const { fact, name, details } = blamed(misfit, facts);
    return {
      place: fact?.parameters?.[blame.allowed] ?? name,
      message: `\`${handler}\` is called with ${blame.allowed} arguments, but requires more`,
      ...details,
    };
  },
} as const satisfies Rule;
