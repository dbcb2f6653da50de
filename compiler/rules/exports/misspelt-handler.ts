// BBX2002: an export is named almost like a handler that the route does not have.
import { GUARD } from "../../../runtime/facts.ts";
import { nearHandlers } from "../near-handler.ts";
import type { Rule } from "../rule.ts";
import { relatedTo } from "../signature.ts";

export const misspeltHandler = {
  code: "BBX2002",
  severity: "error",
  name: "misspelt-handler",
  label: "not a handler",
  meaning:
    "An exported function is named almost like a handler that the route does not have, so it is never called.",
  remedy: "Rename it to the handler, or give it a name that is not like one.",
  inExports(subject) {
    return nearHandlers(subject)
      .filter(({ meant }) => !subject.present.includes(meant))
      .map(({ fact, meant }) => ({
        // The name is wrong, so the mark belongs where the name is exported.
        place: fact.exportedAt ?? fact.place,
        message: `\`${fact.name}\` is not a handler name, so it is never called`,
        hint:
          fact.name === GUARD
            ? "Name it `upgrade`, or move it to a `_guard.ts`."
            : `Did you mean \`${meant}\`?`,
        related: fact.exportedAt === undefined ? relatedTo(fact) : [],
      }));
  },
} as const satisfies Rule;
