// BBX2005: a handler's name is exported, and its value is not a function.
import { isCalledIn } from "../../syntax/export-facts.ts";
import type { Rule } from "../rule.ts";
import { blamed, relatedTo } from "../signature.ts";

export const notAFunction = {
  code: "BBX2005",
  severity: "error",
  name: "not-a-function",
  label: "not callable",
  meaning: "A route exports a handler's name, but the value is not a function.",
  remedy: "Export a function under this name, or rename the value.",
  inExports({ route, exports, present }) {
    return exports
      .filter(({ name, form }) => isCalledIn(route, name) && form === "value" && present.includes(name))
      .map((fact) => ({
        place: fact.place,
        message: `\`${fact.name}\` is not a function`,
        related: relatedTo(fact),
      }));
  },
  inMisfit(misfit, facts) {
    if (misfit.blame.kind !== "callable") return null;
    const { name, details } = blamed(misfit, facts);
    const isOptional = /\bundefined\b|\bnull\b/.test(misfit.reason) && misfit.reason.includes("=>");
    const message = `\`${misfit.handler}\` ${isOptional ? "may be undefined" : "is not a function"}`;
    return { place: name, message, ...details };
  },
} as const satisfies Rule;
