// BBX2036: a socket subscribes or publishes to the topic of another route.
import { placeOf } from "../../syntax/source.ts";
import { relatedFile } from "../../place.ts";
import type { Rule } from "../rule.ts";
import { argumentOf, socketCalls, sourcesOf, valuesOf } from "../questions.ts";
import { mayCallMethod } from "../may-call.ts";
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
