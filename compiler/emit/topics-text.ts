// Writes the module that gives `publishTo` the topics of the routes. It is only in an output that uses it.
import type { RouteInfo } from "../../runtime/route.ts";
import type { ServerPlan } from "../model.ts";
import { literal } from "./quote.ts";

/** The text of the module that takes the place of runtime/route-topics.ts. */
export function emitTopics({ routes, base }: Pick<ServerPlan, "routes" | "base">): string {
  const topics = literal(topicsByPath(routes, base));
  return `const topics = ${topics};\nexport function topicsByPath() { return topics; }\n`;
}

/** By the path of a route: its topic, or what its topics look like, `/ws/rooms/[room]`, with fixed text encoded. */
export function topicsByPath(routes: readonly RouteInfo[], base: string): Readonly<Record<string, string>> {
  // Paths begin with a slash, so none is a name of `Object.prototype`.
  return Object.fromEntries(routes.map(({ path, topic }) => [path, topic ?? pathOfTopics(path, base)]));
}

function pathOfTopics(path: string, base: string): string {
  const below = base === "/" ? path : path.slice(base.length);
  const parts = below.split("/").map((part) => (part.startsWith("[") ? part : encodeURIComponent(part)));
  return `/ws${parts.join("/")}`;
}
