// Declares what `bunbox dev` sends to its inspector: the events of `GET /_bunbox/events`, whose data is JSON.
import type { RefusalReason } from "../../runtime/refuse.ts";
import type { RouteInfo } from "../../runtime/route.ts";

/**
 * The events of the feed, by name. A connection begins with `hello`, `build` and `live`, and with the reports, the refusals
 * and the closed sockets so far.
 */
export interface FeedEvents {
  readonly hello: Hello;
  readonly build: BuildNotice;
  readonly live: LiveState;
  readonly report: ReportNotice;
  readonly refusal: RefusedHandshake;
  readonly closed: ClosedConnection;
  readonly frames: FrameBatch;
  readonly data: SocketData;
}

/** The server that sends the feed. A different `instance` than before is a new build. */
export interface Hello {
  readonly instance: string;
  /** Belongs to this feed. A command must have it: a page of another origin cannot read it. */
  readonly token: string;
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

/** The events of `GET /_bunbox/builds`, which the overlay in a page of the user's own listens to. */
export interface OverlayEvents {
  readonly hello: Pick<Hello, "instance">;
  readonly build: BuildNotice;
}

/** The open sockets. Sent again whenever they change. */
export interface LiveState {
  /** The oldest ones, at most `MOST_CONNECTIONS` of connection-list.ts. */
  readonly connections: readonly LiveConnection[];
  /** How many sockets each route has, by its pattern. */
  readonly counts: Readonly<Record<string, number>>;
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
  /** The topics that it is subscribed to, sorted; at most `MOST_TOPICS` of connection-list.ts. */
  readonly topics: readonly string[];
}

/** A socket that has closed. */
export interface ClosedConnection extends Omit<LiveConnection, "topics"> {
  /** Milliseconds since 1970. */
  readonly closedAt: number;
  readonly code: number;
  readonly reason: string;
}

/** What a feed watches: one socket by its id, or all of them. */
export type WatchSubject = number | "all";

/** The messages of a subject since the last batch. */
export interface FrameBatch {
  readonly subject: WatchSubject;
  /** Whether these are what was kept before this feed watched; they replace what the page shows. */
  readonly first: boolean;
  /** How many messages there were. */
  readonly seen: number;
  /** All of them, or an even sample if there were too many. */
  readonly frames: readonly FrameNotice[];
}

/** A message on a socket, or to all sockets of a topic. */
export interface FrameNotice {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** As the client sees it. */
  readonly direction: "sent" | "received";
  /** `null` for a message to a topic, which is one frame for all of its subscribers. */
  readonly socket: number | null;
  /** The topic that it was published to, and how many sockets were subscribed. */
  readonly published: { readonly topic: string; readonly subscribers: number } | null;
  /** `queued` if it waits for a slow client, `dropped` if it will not arrive. */
  readonly outcome: "delivered" | "queued" | "dropped";
  readonly encoding: "text" | "base64";
  /** The beginning of it, if `whole` is false. */
  readonly content: string;
  readonly whole: boolean;
  /** Bytes before compression. */
  readonly size: number;
}

/** The `ws.data` of a socket that is watched. */
export interface SocketData {
  readonly socket: number;
  /** For a person to read, of bounded length. */
  readonly text: string;
}

/** A handshake that was refused, or a request that should have been one. */
export interface RefusedHandshake {
  /** Counts from 1 within an instance. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Path and query, as the client sent them. */
  readonly path: string;
  /** The pattern and the file of the route, if one matches. */
  readonly route: { readonly path: string; readonly file: string } | null;
  /** The file of the guard that refused, if it was one. */
  readonly guard: string | null;
  readonly remoteAddress: string;
  /** Why bunbox refused; `response` if `upgrade` or a guard returned a `Response`, `fallback` if the fallback did. */
  readonly reason: RefusalReason | "response" | "fallback";
  /** The line of the log that belongs to it. */
  readonly message: string | null;
  /** Where the `Response` was made, a handler failed, or the only place of `possible`: `app/ws/route.ts:3:9`. */
  readonly place: string | null;
  /**
   * If `upgrade` or a guard did not return a `Response`: the places that may have returned what refused, all of them. There are
   * none if its code is not known.
   */
  readonly possible: readonly string[];
  /** The lines of the stack. */
  readonly frames: readonly string[];
  readonly status: number;
  /** The beginning of the body; `null` if it is not text. */
  readonly body: string | null;
  readonly requestHeaders: readonly Field[];
  readonly responseHeaders: readonly Field[];
}

/** A place at which `upgrade` or a guard can return something that is not a `Response` and refuses. */
export interface PossibleRefusal {
  /** Where it is: `app/ws/route.ts:3:9`. */
  readonly place: string;
  /** What can refuse there: `false`, any value except `false`, or any value. */
  readonly value: "false" | "other" | "any";
}

/** A header. */
export type Field = readonly [name: string, value: string];

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
