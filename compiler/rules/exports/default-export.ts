// BBX2004: a handler is, or is in, the default export.
import { GUARD } from "../../../runtime/facts.ts";
import { isCalledIn } from "../../syntax/export-facts.ts";
import { remedyForUnheard } from "../foreign-handlers.ts";
import { be, heldHandlers, hintFor, listed } from "../held-handlers.ts";
import type { Finding, Rule } from "../rule.ts";

export const defaultExport = {
  code: "BBX2004",
  severity: "error",
  name: "default-export",
  label: "not read as a handler",
  meaning: "A handler is the default export, or is in it, but bunbox reads handlers from named exports only.",
  remedy: "Write `export function onMessage(…)` instead of `export default`.",
  // A default export is fine beside handlers, unless it is, or holds, one that is missing.
  inExports(subject): readonly Finding[] {
    const { route, exports, present } = subject;
    const isGuard = route.isGuard === true;
    const named = `but ${isGuard ? "it is" : "handlers are"} read from named exports only`;
    const fact = exports.find(({ name }) => name === "default");
    if (fact === undefined) return [];
    const { localNames = [], holds, place } = fact;
    const itself = localNames.find((name) => isCalledIn(route, name) && !present.includes(name));
    if (itself !== undefined) {
      const message = `\`${itself}\` is the default export, ${named}`;
      return [{ place, message, hint: `Write \`export function ${itself}(…)\`.` }];
    }
    const holder = heldHandlers(fact, subject);
    // Beside handlers, a class may be what they use.
    if (
      holder !== undefined &&
      (present.length === 0 || holder.names.some((name) => isCalledIn(route, name)))
    ) {
      const message = `${listed(holder.names)} ${be(holder.names)} in the default export, ${named}`;
      return [{ place, message, hint: hintFor(holder, subject) }];
    }
    if (present.length > 0) return [];
    const answers = !isGuard && holds?.names.includes("fetch") === true;
    const http = answers ? ` ${remedyForUnheard("fetch")}` : "";
    const message = `This ${isGuard ? "guard" : "route"} has only a default export, ${named}`;
    return [
      { place, message, hint: `Write \`export function ${isGuard ? GUARD : "onMessage"}(…)\`.${http}` },
    ];
  },
} as const satisfies Rule;
