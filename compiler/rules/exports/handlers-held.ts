// BBX2057: the handlers of a route without handlers are in an object or a class that it exports.
import { be, heldHandlers, hintFor, listed } from "../held-handlers.ts";
import type { Rule } from "../rule.ts";
import { relatedTo } from "../signature.ts";

export const handlersHeld = {
  code: "BBX2057",
  severity: "error",
  name: "handlers-held",
  label: "not read as handlers",
  meaning:
    "A route exports an object or a class that holds handlers, and no handler itself. bunbox calls only functions that the route exports under the name of a handler.",
  remedy: "Export each handler as a function: `export function onMessage(…)`.",
  inExports(subject) {
    const { route, exports, present } = subject;
    // A default export is reported by BBX2004.
    if (present.length > 0 || exports.some(({ name, holds }) => name === "default" && holds !== undefined))
      return [];
    const reported = new Set<string>();
    return exports.flatMap((fact) => {
      const holder = heldHandlers(fact, subject);
      // A class and an instance of it are one mistake.
      if (holder === undefined || holder.names.every((name) => reported.has(name))) return [];
      for (const name of holder.names) reported.add(name);
      const kind = holder.kind === "class" ? "class" : "object";
      return [
        {
          place: fact.exportedAt ?? fact.place,
          message: `${listed(holder.names)} ${be(holder.names)} in the ${kind} \`${fact.name}\`, but ${route.isGuard === true ? "it" : "a handler"} must be exported itself`,
          hint: hintFor(holder, subject),
          related: fact.exportedAt === undefined ? relatedTo(fact) : [],
        },
      ];
    });
  },
} as const satisfies Rule;
