// Publishes JSON to the topic of a route, by the path of the route and its parameters.
import type { MessageTo, RoutePath, RoutePathParams } from "./bunbox-routes.ts";
import { jsonOf } from "./context.ts";
import { publish } from "./publish.ts";
import { topicsByPath } from "./route-topics.ts";

/**
 * Sends `JSON.stringify(value)` to every socket that is connected to a route, with these parameters. Call it from anywhere in
 * the routes and the modules that they import: a handler, a timer, a queue. A build checks the path, the parameters, and that
 * the route's `Outgoing` includes the value.
 *
 * @param path the path of the route, as `bunbox routes` prints it
 * @param params its parameters, decoded; `{}` if it has none
 * @param value what to send
 * @param compress whether to compress it for the clients that support it (permessage-deflate). Default: `false`.
 * @returns as `publish`
 * @throws TypeError if there is no such route, a parameter is missing or cannot be part of a URL, or `value` has no JSON
 * text; URIError if a parameter has half of a surrogate pair
 * @example
 * ```ts
 * // app/ws/bids/[lot]/route.ts
 * import { publishTo } from "@ademattos/bunbox";
 *
 * export type Outgoing = { lot: string; secondsLeft: number };
 *
 * let secondsLeft = 60;
 *
 * setInterval(() => publishTo("/ws/bids/[lot]", { lot: "7" }, { lot: "7", secondsLeft: secondsLeft-- }), 1000);
 *
 * export function onMessage() {}
 * ```
 */
export function publishTo<Path extends RoutePath>(
  path: Path,
  params: RoutePathParams<Path>,
  value: MessageTo<Path>,
  compress = false,
): number {
  const topics = topicsByPath();
  const topic = Object.hasOwn(topics, path) ? topics[path] : undefined;
  if (topic === undefined) throw new TypeError(`publishTo: there is no route ${JSON.stringify(path)}`);
  const filled = topic.split("/").flatMap((part) => fill(part, path, params));
  return publish(filled.join("/"), jsonOf(value, "publishTo"), compress);
}

/** A part of a topic with its parameter filled in: several segments, or none, for those that may be. */
function fill(part: string, path: string, params: object): readonly string[] {
  const [, open, name] = /^(\[{1,2}(?:\.{3})?)(.+?)\]{1,2}$/.exec(part) ?? [];
  if (open === undefined || name === undefined) return [part];
  const value: unknown = Object.entries(params).find(([key]) => key === name)?.[1];
  const isList = open.endsWith(".");
  const given = isList && Array.isArray(value) ? value : value === undefined ? [] : [value];
  if (given.length === 0 && !open.startsWith("[["))
    throw new TypeError(`publishTo: ${path} needs the parameter \`${name}\``);
  return given.map((each: unknown) => {
    // No socket can have such a segment: URLs are resolved before they are sent.
    if ((typeof each !== "string" && typeof each !== "number") || /^\.{0,2}$/.test(String(each)))
      throw new TypeError(
        `publishTo: the parameter \`${name}\` of ${path} cannot be ${JSON.stringify(each)}`,
      );
    return encodeURIComponent(each);
  });
}
