// BBX2024: an export is named almost like `incoming`, which the route does not have.
import { editsBetween } from "../../did-you-mean.ts";
import { isRead } from "../../syntax/export-facts.ts";
import type { Rule } from "../rule.ts";

export const misspeltSchema = {
  code: "BBX2024",
  severity: "error",
  name: "misspelt-schema",
  label: "checks nothing",
  meaning:
    "A value is exported under a name that is almost `incoming`, which the route does not have, so no message is checked.",
  remedy: "Rename it to `incoming`, or give it a name that is not like it.",
  inExports({ exports, names }) {
    if (names.includes("incoming")) return [];
    return exports
      .filter(({ name, form }) => form !== "type" && form !== "declared" && isNear(name))
      .map(({ name, exportedAt, place }) => ({
        place: exportedAt ?? place,
        message: `\`${name}\` is not \`incoming\`, so it checks no message`,
        hint: "Did you mean `incoming`?",
      }));
  },
} as const satisfies Rule;

/** In another case, or with one wrong letter. `Incoming` is the name of the type, which a constant may share. */
function isNear(name: string): boolean {
  if (isRead(name) || name === "Incoming") return false;
  return name.toLowerCase() === "incoming" || editsBetween(name, "incoming") <= 1;
}
