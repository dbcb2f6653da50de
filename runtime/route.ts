// What the generated table says of a route, and what a path matches.
import type { HANDLERS } from "./facts.ts";
import type { OnClose, OnDrain, OnMessage, OnOpen, RouteParams, Upgrade } from "./types.ts";

/** The names of the five exports of a route, in the order in which they run. */
export type HandlerName = (typeof HANDLERS)[number];

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
  /** Which of the five functions the module exports. */
  readonly handlers: readonly HandlerName[];
}

/**
 * One row of the generated table. It has an own property for each handler that the build has found, and no other: a
 * value, or a getter where the module may assign to it. The handlers take the `Data` and `Params` that the build has
 * checked.
 */
export interface RouteEntry {
  readonly path: string;
  readonly file: string;
  readonly topic: string | null;
  readonly params: readonly string[];
  readonly upgrade?: Upgrade;
  readonly onOpen?: OnOpen;
  readonly onMessage?: OnMessage;
  readonly onClose?: OnClose;
  readonly onDrain?: OnDrain;
}

/** A path's route, with the decoded parameters of a dynamic one. */
export interface Match {
  readonly route: RouteEntry;
  readonly params?: RouteParams;
}

/** The generated switch: a canonical path (see path.ts) in, its match out. */
export type Matcher = (path: string) => Match | undefined;
