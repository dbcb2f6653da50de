// BBX2023: a route exports both the schema `incoming` and the type `Incoming`.
import type { Rule } from "../rule.ts";

export const twoIncoming = {
  code: "BBX2023",
  severity: "error",
  name: "two-incoming",
  label: "says the same twice",
  meaning:
    "A route exports the schema `incoming`, which has a type, and also the type `Incoming`. Only one of them can be what clients send.",
  remedy: "Remove the type `Incoming`: the client takes the type of the schema.",
  inExports({ exports, names }) {
    if (!names.includes("incoming")) return [];
    return exports
      .filter(({ name, form }) => name === "Incoming" && form === "type")
      .map(({ place }) => ({
        place,
        message: "The route exports the schema `incoming` and the type `Incoming`",
      }));
  },
} as const satisfies Rule;
