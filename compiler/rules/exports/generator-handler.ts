// BBX2006: a handler is a generator function.
import type { ExportFact, Place, Related } from "../../model.ts";
import { isCalledIn } from "../../syntax/export-facts.ts";
import type { Finding, Rule } from "../rule.ts";
import { blamed, relatedTo } from "../signature.ts";

export const generatorHandler = {
  code: "BBX2006",
  severity: "error",
  name: "generator-handler",
  label: "its body never runs",
  meaning: "A handler is a generator function. Calling it makes a generator, and does not run its body.",
  remedy: "Remove the `*`.",
  inExports({ route, exports }) {
    return exports
      .filter(({ name, form }) => isCalledIn(route, name) && form === "generator")
      .map((fact: ExportFact) => found(fact.name, fact.place, relatedTo(fact)));
  },
  inMisfit(misfit, facts) {
    if (misfit.blame.kind !== "generator") return null;
    const { fact, name } = blamed(misfit, facts);
    return found(misfit.handler, name, relatedTo(fact));
  },
} as const satisfies Rule;

function found(handler: string, place: Place, related: readonly Related[]): Finding {
  const message = `\`${handler}\` is a generator function, so calling it does not run its body`;
  return { place, message, hint: `Remove the \`*\`: \`export function ${handler}(…)\`.`, related };
}
