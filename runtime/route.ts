// Declares the rows of the generated route table, and the result of a match.
import type { HANDLERS } from "./facts.ts";
import type { OnClose, OnDrain, OnMessage, OnOpen, RouteParams, Upgrade } from "./types.ts";

/** Name of one of the five functions that a route may export. */
export type HandlerName = (typeof HANDLERS)[number];

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
