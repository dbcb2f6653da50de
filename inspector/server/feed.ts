// Declares what `bunbox dev` sends to its inspector: the events of `GET /_bunbox/events`, whose data is JSON.
import type { RouteInfo } from "../../runtime/route.ts";

/** The events of the feed, by name. A connection begins with `hello`, `build`, `live` and the reports so far. */
export interface FeedEvents {
  readonly hello: Hello;
  readonly build: BuildNotice;
  readonly live: LiveState;
  readonly report: ReportNotice;
}

/** The server that sends the feed. A different `instance` than before is a new build. */
export interface Hello {
  readonly instance: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly routes: readonly RouteInfo[];
}

/** The result of the last change. */
export interface BuildNotice {
  /**
   * `building` while the build runs; `failed` if it failed, so this server is from an earlier build; `checking` while
   * the types of the new server are checked; `wrong` if they have errors; `clean` if nothing is wrong.
   */
  readonly state: "building" | "failed" | "checking" | "wrong" | "clean";
  /** The diagnostics as the terminal shows them, without colors; empty if there are none. */
  readonly report: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The open sockets. Sent again whenever they change. */
export interface LiveState {
  readonly connections: readonly LiveConnection[];
  /** How many requests were refused since the start. */
  readonly refusals: number;
}

/** An open socket. */
export interface LiveConnection {
  /** Counts from 1 within an instance. */
  readonly id: number;
  /** The route's pattern: `/ws/rooms/[room]`. */
  readonly route: string;
  /** The path that it is on, in its canonical spelling: `/ws/rooms/kitchen`. */
  readonly path: string;
  readonly remoteAddress: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  /** How many messages it has sent. */
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
