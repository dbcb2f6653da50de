// Types what `bunbox dev` sends to its inspector: the events of `GET /_bunbox/events` (text/event-stream), whose data is JSON.
import type { RouteInfo } from "../../runtime/route.ts";

/** The events of the feed, by name. A connection begins with `hello`, `build`, `live` and the reports so far. */
export interface FeedEvents {
  readonly hello: Hello;
  readonly build: BuildNotice;
  readonly live: LiveState;
  readonly report: ReportNotice;
}

/** The server that the feed comes from; another `instance` than before is a new build. */
export interface Hello {
  readonly instance: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly routes: readonly RouteInfo[];
}

/** What became of the last change. */
export interface BuildNotice {
  /**
   * `building` while there is no answer yet; `failed` where this server is of an earlier build; `checking` while types
   * are checked beside the new server; `wrong` where they have errors; `clean` where nothing is wrong.
   */
  readonly state: "building" | "failed" | "checking" | "wrong" | "clean";
  /** The diagnostics as the terminal shows them, without colour; empty where there are none. */
  readonly report: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Who is connected now. Sent again whenever it has changed. */
export interface LiveState {
  readonly connections: readonly LiveConnection[];
  /** Requests that are no connection: how many were refused since the start. */
  readonly refusals: number;
}

/** An open socket. */
export interface LiveConnection {
  /** Counts from 1 within an instance. */
  readonly id: number;
  /** The route's pattern: `/ws/rooms/[room]`. */
  readonly route: string;
  /** The path that it is on, in its normalised spelling: `/ws/rooms/kitchen`. */
  readonly path: string;
  readonly remoteAddress: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** Messages that came from it. */
  readonly received: number;
  /** The topics that it is subscribed to, sorted. */
  readonly topics: readonly string[];
}

/** One line of the server's log. */
export interface ReportNotice {
  /** Counts from 1 within an instance. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly level: "error" | "warning";
  readonly message: string;
  /** Where a handler failed. */
  readonly failure: {
    /** The route's pattern. */
    readonly route: string;
    readonly handler: string;
    /** Relative to the project, with line and column where they are known: `app/ws/route.ts:3:9`. */
    readonly place: string;
  } | null;
  /** The lines of the stack. */
  readonly frames: readonly string[];
}
