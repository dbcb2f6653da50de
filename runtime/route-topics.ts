// Gives the topic of each route by its path. A build puts the routes of its project in the place of this file.

/** The property of `globalThis` by which a test with coverage gives the routes, which run from their own files there. */
const SHARED = Symbol.for("@ademattos/bunbox/topics");

/** By the path of a route: its topic, or what its topics look like, with the parameters in brackets. */
export function topicsByPath(): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> | undefined = Reflect.get(globalThis, SHARED);
  return known ?? {};
}
