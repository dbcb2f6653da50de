// BBX2036: a socket subscribes or publishes to the topic of another route.
import type { Route } from "../../model.ts";
import { placeOf, type Source } from "../../syntax/source.ts";
import { relatedFile } from "../../place.ts";
import type { Rule } from "../rule.ts";
import { argumentOf, occurrences, socketCalls, sourcesOf, valuesOf } from "../questions.ts";

const METHODS = ["subscribe", "publish", "publishText", "publishBinary"];

export const foreignTopic = {
  code: "BBX2036",
  severity: "warning",
  name: "foreign-topic",
  label: "another route's topic",
  meaning:
    "A socket subscribes or publishes to a topic that belongs to another route, so the clients of both receive the same messages.",
  remedy: "Give the topic another name, or silence the warning if you mean it.",
  mayApply: ({ source, code }) =>
    METHODS.some((name) =>
      occurrences(code, name).some((at) => !isImported(source, at) && !isPlainCall(code, at, name)),
    ),
  inHandlers: ({ route, routes, modules, handlers }) =>
    sourcesOf(handlers).flatMap((source) =>
      socketCalls(source, handlers, METHODS).flatMap((call) => {
        const topic = argumentOf(call, 0);
        if (topic === undefined) return [];
        return valuesOf(modules, topic).flatMap(({ value, node }) => {
          const owner =
            typeof value === "string"
              ? routes.find((other) => other !== route && owns(other, value))
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

/** An import of this name is not a socket's method. */
function isImported({ imports }: Source, at: number): boolean {
  return imports.some(({ start, end }) => start <= at && at < end);
}

/** `publish(…)`: a name that is declared elsewhere in the file, and not a property. */
function isPlainCall(code: string, at: number, name: string): boolean {
  return (
    code.charAt(at + name.length) === "(" &&
    /[\s;{(]/.test(code.charAt(at - 1)) &&
    !code.slice(0, at).trimEnd().endsWith(".")
  );
}

/** Whether a topic is a route's; a part that is only known at run time is a NUL character, and may be any segment. */
function owns({ topic, segments }: Route, text: string): boolean {
  if (topic !== null) return text === topic;
  if (!text.startsWith("/")) return false;
  const [root, ...parts] = text.slice(1).split("/");
  const kind = segments.at(-1)?.kind;
  const least = segments.length - (kind === "optionalRest" || kind === "optionalParam" ? 1 : 0);
  const most = kind === "rest" || kind === "optionalRest" ? Infinity : segments.length;
  if (root !== "ws" || parts.length < least || parts.length > most) return false;
  return segments.every(
    ({ kind: each, name }, index) => each !== "static" || parts[index] === encodeURIComponent(name),
  );
}
