// BBX2001: a route exports no handler.
import { HANDLERS } from "../../../runtime/facts.ts";
import { fileStart } from "../../place.ts";
import { unheardHandlers } from "../near-handler.ts";
import type { Finding, Rule } from "../rule.ts";
import { relatedTo } from "../signature.ts";

export const noHandler = {
  code: "BBX2001",
  severity: "error",
  name: "no-handler",
  meaning: "A route file exports no handler, so it can do nothing.",
  remedy: `Export one of ${HANDLERS.map((name) => `\`${name}\``).join(", ")}, or remove the file.`,
  inExports(subject): readonly Finding[] {
    const { route, names, exports } = subject;
    if (route.isGuard === true) return [];
    const [unheard] = unheardHandlers(subject);
    if (unheard !== undefined) {
      const { fact, remedy } = unheard;
      return [
        {
          place: fact.exportedAt ?? fact.place,
          message: `\`${fact.name}\` is not a handler name, and ${route.file} exports no handler`,
          hint: `Export one of ${HANDLERS.join(", ")}. ${remedy}`,
          related: fact.exportedAt === undefined ? relatedTo(fact) : [],
        },
      ];
    }
    const isCommonJs = exports.length === 0 && names.includes("default");
    return [
      {
        place: fileStart(route.file),
        message: `${route.file} exports none of ${HANDLERS.join(", ")}`,
        hint: isCommonJs
          ? "A route is an ES module: write `export function onMessage(…)` instead of `module.exports`."
          : "Export `onMessage`, or remove the file.",
      },
    ];
  },
} as const satisfies Rule;
