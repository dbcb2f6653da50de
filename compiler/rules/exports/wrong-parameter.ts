// BBX2010: a handler's parameter does not accept what the handler is called with.
import type { Rule } from "../rule.ts";
import { blamed, isOverloaded, parametersOf } from "../signature.ts";

const ORDINALS = ["first", "second", "third", "fourth"];

export const wrongParameter = {
  code: "BBX2010",
  severity: "error",
  name: "wrong-parameter",
  label: "wrong type",
  meaning: "A handler's parameter does not accept what the handler is called with.",
  remedy:
    "Give the parameter the type that the message names, or leave its type out and write `satisfies OnMessage`.",
  inMisfit(misfit, facts) {
    const { handler, blame } = misfit;
    const { fact, name, details } = blamed(misfit, facts);
    if (blame.kind !== "parameter" || isOverloaded(fact)) return null;
    const type = parametersOf(misfit, facts)[blame.index]?.type ?? "?";
    return {
      place: fact?.parameters?.[blame.index] ?? name,
      message: `The ${ORDINALS[blame.index] ?? `${blame.index + 1}th`} parameter of \`${handler}\` must accept \`${type}\``,
      ...details,
    };
  },
} as const satisfies Rule;
