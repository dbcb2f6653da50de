// BBX2001: a route exports no handler.
import { HANDLERS } from "../../../runtime/facts.ts";
import { fileStart } from "../../place.ts";
import type { Rule } from "../rule.ts";

export const noHandler = {
  code: "BBX2001",
  severity: "error",
  name: "no-handler",
  meaning: "A route file exports no handler, so it can do nothing.",
  remedy: `Export one of ${HANDLERS.map((name) => `\`${name}\``).join(", ")}, or remove the file.`,
  inExports({ route, names, exports, present }) {
    if (present.length > 0) return [];
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
