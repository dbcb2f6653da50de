// BBX2024: an export is named almost like `incoming` or `maxPayloadLength`, which the route does not have.
import { SETTINGS } from "../../../runtime/facts.ts";
import { editsBetween } from "../../did-you-mean.ts";
import { isRead } from "../../syntax/export-facts.ts";
import type { Rule } from "../rule.ts";

export const misspeltSetting = {
  code: "BBX2024",
  severity: "error",
  name: "misspelt-setting",
  label: "has no effect",
  meaning:
    "A value is exported under a name that is almost `incoming` or `maxPayloadLength`, which the route does not have. So no message is checked, or the limit is not the one that is meant.",
  remedy: "Rename it, or give it a name that is not like it.",
  inExports({ exports, names }) {
    return exports.flatMap(({ name, form, exportedAt, place }) => {
      const meant = form === "type" || form === "declared" ? undefined : meantBy(name);
      if (meant === undefined || names.includes(meant)) return [];
      return {
        place: exportedAt ?? place,
        message: `\`${name}\` is not \`${meant}\`, so it has no effect`,
        hint: `Did you mean \`${meant}\`?`,
      };
    });
  },
} as const satisfies Rule;

/** The setting of this name in another case, or with one wrong letter. `Incoming` is a type's name, which a constant may share. */
function meantBy(name: string): string | undefined {
  if (isRead(name) || name === "Incoming") return undefined;
  return SETTINGS.find(
    (setting) => name.toLowerCase() === setting.toLowerCase() || editsBetween(name, setting) <= 1,
  );
}
