// BBX2010: a handler's parameter does not accept what the handler is called with.
import type { Rule } from "../rule.ts";
import { blamed, isOverloaded, parametersOf } from "../signature.ts";

const ORDINALS = ["first", "second", "third", "fourth"];

function nth(index: number): string {
  return ORDINALS[index] ?? `${index + 1}th`;
}

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
    const typeOf = (index: number): string => parametersOf(misfit, facts)[index]?.type ?? "?";
    const others = (blame.others ?? []).flatMap((index) => {
      const place = fact?.parameters?.[index];
      const message = `the ${nth(index)} parameter must accept \`${typeOf(index)}\``;
      return place === undefined ? [] : { message, place };
    });
    return {
      place: fact?.parameters?.[blame.index] ?? name,
      message: `The ${nth(blame.index)} parameter of \`${handler}\` must accept \`${typeOf(blame.index)}\``,
      ...details,
      related: [...others, ...(details.related ?? [])],
    };
  },
} as const satisfies Rule;
