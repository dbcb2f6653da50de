// BBX2003: an export is named almost like a handler that the route has already.
import { listed } from "../held-handlers.ts";
import { type NearHandler, nearHandlers, type UnheardHandler, unheardHandlers } from "../near-handler.ts";
import type { ExportFact } from "../../model.ts";
import { isForHttp, remedyForUnheard } from "../foreign-handlers.ts";
import type { Rule } from "../rule.ts";
import { relatedTo } from "../signature.ts";

export const handlerLookalike = {
  code: "BBX2003",
  severity: "warning",
  name: "handler-lookalike",
  label: "never called",
  meaning:
    "An exported function is named almost like a handler that the route has already, or like a handler that only other WebSocket APIs and frameworks have, such as `onError` or `GET`. It is never called.",
  remedy: "Rename it, do not export it, or silence the warning with `// bunbox-ignore BBX2003: reason`.",
  inExports(subject) {
    return [
      ...nearHandlers(subject)
        .filter((near) => subject.present.includes(near.meant) && !isNumbered(near))
        .map(({ fact, meant }) => ({
          place: fact.exportedAt ?? fact.place,
          message: `\`${fact.name}\` is exported beside \`${meant}\`, and is never called`,
          hint: "Rename it, or do not export it.",
          related: fact.exportedAt === undefined ? relatedTo(fact) : [],
        })),
      ...withHttpOnce(unheardHandlers(subject)).map(({ fact, remedy, names }) => ({
        place: fact.exportedAt ?? fact.place,
        message: unheardMessage(names, subject.route.isGuard === true),
        hint: remedy,
        related: fact.exportedAt === undefined ? relatedTo(fact) : [],
      })),
      ...subject.exports
        .filter((fact) => subject.present.length > 0 && isServer(fact))
        .map(({ place }) => ({
          place,
          message: "`fetch` is in the default export, so it is never called",
          hint: remedyForUnheard("fetch") ?? "",
        })),
    ];
  },
} as const satisfies Rule;

interface Unheard extends UnheardHandler {
  /** The names of which this is the first. */
  readonly names: readonly string[];
}

/** The names of other frameworks; those for HTTP requests are one mistake. */
function withHttpOnce(found: readonly UnheardHandler[]): readonly Unheard[] {
  const http = found.filter(({ fact }) => isForHttp(fact.name));
  return found.flatMap((each) => {
    if (!http.includes(each)) return { ...each, names: [each.fact.name] };
    return each === http[0] ? { ...each, names: http.map(({ fact }) => fact.name) } : [];
  });
}

function unheardMessage(names: readonly string[], inGuard: boolean): string {
  if (names.length > 1) return `${listed(names)} are not handlers, so they are never called`;
  return `${listed(names)} is not a handler ${inGuard ? "of a guard" : "name"}, so it is never called`;
}

/** A default export from which Bun would serve HTTP. */
function isServer({ name, holds }: ExportFact): boolean {
  return name === "default" && holds?.kind === "object" && holds.names.includes("fetch");
}

/** `upgrade$` and `onOpen2` beside the handler are names of their own. */
function isNumbered({ fact: { name }, meant }: NearHandler): boolean {
  return name.startsWith(meant) && !/^\p{L}/u.test(name.slice(meant.length));
}
