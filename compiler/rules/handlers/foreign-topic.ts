// BBX2036: a socket subscribes or publishes to the topic of another route.
import { placeOf, type Source } from "../../syntax/source.ts";
import { relatedFile } from "../../place.ts";
import type { Rule } from "../rule.ts";
import { argumentOf, isImported, occurrences, socketCalls, sourcesOf, valuesOf } from "../questions.ts";
import { ownsTopic } from "../known-topics.ts";

const METHODS = ["subscribe", "publish", "publishText", "publishBinary"];

export const foreignTopic = {
  code: "BBX2036",
  severity: "warning",
  name: "foreign-topic",
  label: "another route's topic",
  meaning:
    "A socket subscribes or publishes to a topic that belongs to another route, so the clients of both receive the same messages.",
  remedy: "Give the topic another name, or silence the warning if you mean it.",
  mayApply: ({ source, code }) => mayCallMethod(source, code, METHODS),
  inHandlers: ({ route, routes, modules, handlers }) =>
    sourcesOf(handlers).flatMap((source) =>
      socketCalls(source, handlers, METHODS).flatMap((call) => {
        const topic = argumentOf(call, 0);
        if (topic === undefined) return [];
        return valuesOf(modules, topic).flatMap(({ value, node }) => {
          const owner =
            typeof value === "string"
              ? routes.find((other) => other !== route && ownsTopic(other, value))
              : undefined;
          if (owner === undefined) return [];
          return {
            place: placeOf(node),
            message: `This topic belongs to ${owner.path}; its clients would receive these messages too`,
            hint: "Give the topic another name.",
            related: [relatedFile(owner.file, "the route that has this topic")],
          };
        });
      }),
    ),
} as const satisfies Rule;

/** Whether a text may call one of these methods of an object. */
export function mayCallMethod(source: Source, code: string, methods: readonly string[]): boolean {
  return methods.some((name) =>
    // An import of this name is not a socket's method.
    occurrences(code, name).some((at) => !isImported(source, at) && !isPlainCall(code, at, name)),
  );
}

/** `publish(…)`: a name that is declared elsewhere in the file, and not a property. */
function isPlainCall(code: string, at: number, name: string): boolean {
  return (
    code.charAt(at + name.length) === "(" &&
    /[\s;{(]/.test(code.charAt(at - 1)) &&
    !code.slice(0, at).trimEnd().endsWith(".")
  );
}
