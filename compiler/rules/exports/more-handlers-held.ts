// BBX2058: an exported object holds handlers that the route lacks, beside handlers of its own.
import { isHandler } from "../../syntax/export-facts.ts";
import { be, heldHandlers, hintFor, listed } from "../held-handlers.ts";
import type { Rule } from "../rule.ts";
import { relatedTo } from "../signature.ts";

export const moreHandlersHeld = {
  code: "BBX2058",
  severity: "warning",
  name: "more-handlers-held",
  label: "not read as handlers",
  meaning:
    "Beside its handlers, a route exports an object that holds functions with the names of handlers which the route does not export. bunbox never calls them.",
  remedy:
    "Export each handler as a function: `export function onMessage(…)`. Do not export the object if it is for something else.",
  inExports(subject) {
    const { exports, present } = subject;
    if (present.length === 0) return [];
    return exports.flatMap((fact) => {
      // Handlers may use a class.
      const holder = fact.holds?.kind === "object" ? heldHandlers(fact, subject) : undefined;
      const isDefault = fact.name === "default";
      // BBX2004 reports a handler's own name in a default export.
      if (holder === undefined || (isDefault && holder.names.some(isHandler))) return [];
      const where = isDefault ? "the default export" : `the object \`${fact.name}\``;
      return [
        {
          place: fact.exportedAt ?? fact.place,
          message: `${listed(holder.names)} ${be(holder.names)} in ${where}, so bunbox never calls ${holder.names.length === 1 ? "it" : "them"}`,
          hint: hintFor(holder, subject),
          related: fact.exportedAt === undefined ? relatedTo(fact) : [],
        },
      ];
    });
  },
} as const satisfies Rule;
