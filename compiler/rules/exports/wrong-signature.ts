// BBX2013: a handler does not fit its signature, for a reason that no single parameter explains.
import { fileStart } from "../../place.ts";
import type { Rule } from "../rule.ts";
import { blamed, isOverloaded } from "../signature.ts";

export const wrongSignature = {
  code: "BBX2013",
  severity: "error",
  name: "wrong-signature",
  label: "does not fit",
  meaning: "A handler does not fit its signature, for a reason that no single parameter explains.",
  remedy: "Compare it with the signature in the hint.",
  inMisfit(misfit, facts) {
    const { handler, blame } = misfit;
    const { fact, name, details } = blamed(misfit, facts);
    if (blame.kind === "parameter" && isOverloaded(fact))
      return { place: name, message: `No overload of \`${handler}\` accepts its arguments`, ...details };
    if (blame.kind !== "whole") return null;
    return { place: name, message: `\`${handler}\` does not fit its signature`, ...details };
  },
  inDisagreement({ route, handler, fact, seenBy }) {
    if (seenBy === "TypeScript") return null;
    return {
      place: fact?.exportedAt ?? fact?.via ?? fact?.place ?? fileStart(route.file),
      message: `The signature of \`${handler}\` cannot be checked`,
      reason: `TypeScript does not see \`${handler}\` in ${route.file}.`,
      hint: `Export it by name: \`export { ${handler} } from …\`.`,
    };
  },
} as const satisfies Rule;
