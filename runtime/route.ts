// What the generated table says of a route, and what a path matches.
import type { HandlerName } from "./facts.ts";
import type { Handlers } from "./handlers.ts";
import type { RouteParams } from "./types.ts";

export type { HandlerName } from "./facts.ts";

/** A route as `bunbox routes --json` shows it and `dist/server.js` exports it. */
export interface RouteInfo {
  /** URL pattern: `/ws/rooms/[id]`. */
  readonly path: string;
  /** Source file, relative to the project. */
  readonly file: string;
  /** Topic of a static route; `null` for a dynamic one, whose topic is its concrete path. */
  readonly topic: string | null;
  /** Names of the parameters, from the left. */
  readonly params: readonly string[];
  /** Which handlers the module exports. */
  readonly handlers: readonly HandlerName[];
}

/**
 * One row of the generated table. It has an own property for each handler that the build has found, and no other: a
 * value, or a getter where the module may assign to it.
 */
export interface RouteEntry extends Handlers {
  readonly path: string;
  readonly file: string;
  readonly topic: string | null;
  readonly params: readonly string[];
}

/** A path's route, with the decoded parameters of a dynamic one. */
export interface Match {
  readonly route: RouteEntry;
  readonly params?: RouteParams;
}

/** The generated switch: a canonical path (see path.ts) in, its match out. */
export type Matcher = (path: string) => Match | undefined;
