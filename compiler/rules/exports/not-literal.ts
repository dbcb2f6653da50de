// BBX2026: `subscribe` or `ordered` is not `true` or `false` in the source.
import { FLAGS } from "../../../runtime/facts.ts";
import { isFlag } from "../../syntax/export-facts.ts";
import type { Rule } from "../rule.ts";

export const notLiteral = {
  code: "BBX2026",
  severity: "error",
  name: "not-literal",
  label: "not `true` or `false` in the source",
  meaning:
    "A route may export `subscribe` and `ordered` as settings. The build reads them without running your code, so each must be `true` or `false` in the source, or a constant that is. It cannot be computed, assigned again, or anything else of that name.",
  remedy: "Write `true` or `false`, or give the export another name.",
  inExports({ route, exports }) {
    if (route.isGuard === true) return [];
    return exports.flatMap((fact) => {
      const { name, flag } = fact;
      if (!isFlag(name) || flag !== undefined) return [];
      return {
        place: fact.exportedAt ?? fact.place,
        message: `\`${name}\` is a setting of the route, but its value is not \`true\` or \`false\` in the source`,
        hint: `Write \`export const ${name} = ${!FLAGS[name]}\`, or give the export another name.`,
      };
    });
  },
} as const satisfies Rule;
