// BBX2036: a socket subscribes or publishes to the topic of another route.
import { diagnostic, relatedFile } from "../diagnostics/diagnostic.ts";
import type { Route } from "../model.ts";
import { placeOf } from "../syntax/source.ts";
import { argumentOf, type RouteRule, socketCalls, sourcesOf, valuesOf } from "./subject.ts";

export const foreignTopic: RouteRule = ({ route, routes, modules, handlers }) =>
  sourcesOf(handlers).flatMap((source) =>
    socketCalls(source, handlers, ["subscribe", "publish"]).flatMap((call) => {
      const topic = argumentOf(call, 0);
      if (topic === undefined) return [];
      return valuesOf(modules, topic).flatMap(({ value, node }) => {
        const owner =
          typeof value === "string"
            ? routes.find((other) => other !== route && owns(other, value))
            : undefined;
        if (owner === undefined) return [];
        const message = `This topic is that of ${owner.path}, whose clients would mix with these`;
        return diagnostic("BBX2036", placeOf(node), message, {
          hint: "Name the topic differently.",
          related: [relatedFile(owner.file, "the route that has this topic")],
        });
      });
    }),
  );

/** Whether a topic is a route's; a part that is only known at run time is a NUL character, and may be any segment. */
function owns({ topic, segments }: Route, text: string): boolean {
  if (topic !== null) return text === topic;
  if (!text.startsWith("/")) return false;
  const parts = text.slice(1).split("/");
  const last = segments.at(-1);
  const open = last?.kind === "rest" || last?.kind === "optional";
  const least = open ? segments.length - (last.kind === "optional" ? 1 : 0) : segments.length;
  if (open ? parts.length < least : parts.length !== least) return false;
  return segments.every(
    ({ kind, name }, index) => kind !== "static" || parts[index] === encodeURIComponent(name),
  );
}
