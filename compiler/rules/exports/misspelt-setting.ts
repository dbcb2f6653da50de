// BBX2024: an export is named almost like a setting, which the route does not have.
import { FLAGS, SETTINGS } from "../../../runtime/facts.ts";
import { editsBetween } from "../../did-you-mean.ts";
import { MESSAGE_TYPES } from "../../model.ts";
import { isFlag, isRead } from "../../syntax/export-facts.ts";
import type { Rule } from "../rule.ts";

export const misspeltSetting = {
  code: "BBX2024",
  severity: "error",
  name: "misspelt-setting",
  label: "has no effect",
  meaning:
    "A value is exported under a name that is almost `incoming` or `maxPayloadLength`, which the route does not have. So no message is checked, or the limit is not the one that is meant. The same holds for `true` and `false` under a name that is almost `subscribe` or `ordered`, and for a type under a name that is almost `Incoming` or `Outgoing`, which the client and the contract then do not have.",
  remedy: "Rename it, or give it a name that is not like it.",
  inExports({ route, exports, names }) {
    if (route.isGuard === true) return [];
    const has = (meant: string): boolean =>
      names.includes(meant) || exports.some(({ name }) => name === meant);
    return exports.flatMap((fact) => {
      const { name, form, flag } = fact;
      const near = form === "type" ? typeMeantBy(name) : form === "declared" ? undefined : meantBy(name);
      const meant = near ?? (flag === undefined ? undefined : flagMeantBy(name));
      // A schema has a type, so nothing lacks `Incoming` beside it.
      if (meant === undefined || has(meant) || (meant === "Incoming" && has("incoming"))) return [];
      return {
        place: fact.exportedAt ?? fact.place,
        message: `\`${name}\` is not \`${meant}\`, so it has no effect`,
        hint: `Did you mean \`${meant}\`?`,
      };
    });
  },
} as const satisfies Rule;

/** The flag of this name in another case, with one wrong letter, or without its end: `true` is rarely exported for anything else. */
function flagMeantBy(name: string): string | undefined {
  if (isFlag(name)) return undefined;
  const plain = name.toLowerCase();
  return Object.keys(FLAGS).find(
    (flag) => editsBetween(plain, flag) <= 1 || (flag.startsWith(plain) && flag.length - plain.length <= 2),
  );
}

/** The type of this name in another case, or with one wrong letter. A plural is a name of its own. */
function typeMeantBy(name: string): string | undefined {
  return MESSAGE_TYPES.find(
    (type) =>
      name !== type &&
      name !== `${type}s` &&
      (name.toLowerCase() === type.toLowerCase() || editsBetween(name, type) <= 1),
  );
}

/** The setting of this name in another case, or with one wrong letter. `Incoming` is a type's name, which a constant may share. */
function meantBy(name: string): string | undefined {
  if (isRead(name) || name === "Incoming") return undefined;
  return SETTINGS.find(
    (setting) => name.toLowerCase() === setting.toLowerCase() || editsBetween(name, setting) <= 1,
  );
}
