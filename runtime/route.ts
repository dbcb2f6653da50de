// Declares the rows of the generated route table, and the result of a match.
import type { HandlerName } from "./facts.ts";
import type { Handlers } from "./route-of.ts";

export type { HandlerName } from "./facts.ts";

/** A route, as `bunbox routes --json` prints it and `dist/server.js` exports it. */
export interface RouteInfo {
  /** URL pattern: `/ws/rooms/[id]`. */
  readonly path: string;
  /** Source file, relative to the project. */
  readonly file: string;
  /** Topic of its sockets; `null` for a route with parameters, whose topic is the path of the request. */
  readonly topic: string | null;
  /** Names of the parameters, from left to right. */
  readonly params: readonly string[];
  /** Names of the functions that the route exports. */
  readonly handlers: readonly HandlerName[];
  /** Source files of the guards of its folders, the outermost first; left out if there is none. */
  readonly guards?: readonly string[];
}

/**
 * One row of the generated table. It has an own property for each handler and setting that the build has found, and no
 * other: a value, or a getter if the module may assign to it.
 */
export interface RouteEntry extends Handlers {
  readonly path: string;
  readonly file: string;
  readonly topic: string | null;
  readonly params: readonly string[];
  /** The schema of its messages. */
  readonly incoming?: unknown;
  /** How many bytes a message may have that the schema checks. */
  readonly maxPayloadLength?: unknown;
}

/** The generated switch, which finds the route of a canonical path (see path.ts). */
export type Matcher = (path: string) => RouteEntry | undefined;
