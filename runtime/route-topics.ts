// Gives the topic of each route by its path. A build puts the routes of its project in the place of this file.
import { TOPICS_KEY } from "./facts.ts";

/**
 * By the path of a route: its topic, or what its topics look like, with the parameters in brackets.
 *
 * @throws TypeError in a program that mounts the routes: its own copy of this file was in no build
 */
export function topicsByPath(): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> | undefined = Reflect.get(globalThis, Symbol.for(TOPICS_KEY));
  if (known === undefined)
    throw new TypeError(
      "publishTo knows no routes here: call it in a route of dist/server.js, or in a module that a route imports",
    );
  return known;
}
