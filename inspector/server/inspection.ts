// Serves the inspector of `bunbox dev`: its page, the feed of events that the page shows, and the page's commands.
import type { App } from "../../runtime/app.ts";
import { pathOf } from "../../runtime/path.ts";
import { observeReports } from "../../runtime/report.ts";
import type { Matcher } from "../../runtime/route.ts";
import { type PageCommand, readCommand } from "./page-command.ts";
import { createConnectionList } from "./connection-list.ts";
import { createEventStream, type FeedReader } from "./event-stream.ts";
import type { BuildNotice, FeedEvents, OverlayEvents, ReportNotice } from "./feed.ts";
import type { Inspected } from "./ipc.ts";
import { printWithoutOwn, withoutOwn } from "./own-frames.ts";
import { overlayOf, pageOf, sharedWith } from "./page-answers.ts";
import { withBuild } from "./build-metric.ts";
import { createRefusalList } from "./refusal-list.ts";
import { createTickets } from "./tickets.ts";
import { createWatching } from "./watching.ts";

/** The inspector of an app. */
export interface Inspection {
  /** The app's callbacks, wrapped to keep the list of sockets. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  /** The app's `fetch`, wrapped to keep the list of refusals. */
  readonly fetch: App["fetch"];
  /** Shows what belongs to the server. Call it before the server listens. */
  inspect(inspected: Inspected): void;
  /** Answers the paths below `/_bunbox`, and `/metrics`; `undefined` for every other path. */
  answer(req: Request, server: Bun.Server<unknown> | undefined): Response | Promise<Response> | undefined;
  /** Call it with the server, whose messages pages may watch. */
  reach(server: Bun.Server<unknown>): void;
  notice(notice: BuildNotice): void;
  /** Ends every feed. */
  end(): void;
}

/** How many earlier reports a page gets when it connects. */
const MOST_REPORTS = 200;

/** How often the list of sockets is read while a page is open, in milliseconds: no callback reports subscriptions. */
const INTERVAL = 200;

/**
 * Creates the inspector of an app.
 *
 * @param match the generated switch
 */
export function createInspection({ websocket, fetch, routes, options }: App, match: Matcher): Inspection {
  const instance = crypto.randomUUID();
  const startedAt = Date.now();
  let build: BuildNotice = { state: "building", report: "", at: startedAt };
  const reports: ReportNotice[] = [];
  let count = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let sent = "";
  let inspected: Inspected = { page: "", refusals: {} };
  const tickets = createTickets();
  const connections = createConnectionList(websocket, {
    opens: (ws) => watching.reach(ws),
    sent: (ws, message) => watching.sent(ws, message),
    closed(connection) {
      // Its last messages come first.
      watching.flush();
      stream.send("closed", connection);
    },
  });
  const watching = createWatching(connections, options.websocket.publishToSelf ?? false);
  const refusals = createRefusalList(
    fetch,
    match,
    (file) => inspected.refusals[file] ?? [],
    (refusal) => stream.send("refusal", refusal),
  );
  const overlays = createEventStream<OverlayEvents>();
  const stream = createEventStream<FeedEvents>({
    onFirst() {
      timer = setInterval(sendLive, INTERVAL);
    },
    onLeft: (reader) => watching.watch(reader, null),
    onLast: () => clearInterval(timer),
  });

  function sendLive(): void {
    watching.sendData();
    const next = connections.state();
    const text = JSON.stringify(next);
    if (text === sent) return;
    sent = text;
    stream.send("live", next);
  }

  printWithoutOwn();
  observeReports((report) => {
    const { level, message, frames, failure } = report;
    count += 1;
    const where =
      failure === undefined ? null : { route: failure.path, handler: failure.handler, place: failure.place };
    const notice = { id: count, at: Date.now(), level, message, failure: where, frames: withoutOwn(frames) };
    reports.push(notice);
    if (reports.length > MOST_REPORTS) reports.shift();
    stream.send("report", notice);
    refusals.explain(report);
  });

  function greet({ send, token }: FeedReader<FeedEvents>): void {
    send("hello", { instance, token, startedAt, routes });
    send("build", build);
    send("live", connections.state());
    for (const report of reports) send("report", report);
    for (const refusal of refusals.latest()) send("refusal", refusal);
    for (const connection of connections.closed()) send("closed", connection);
  }

  async function command(req: Request): Promise<Response> {
    const given = await readCommand(req);
    const reader = given === undefined ? undefined : stream.find(given.token);
    if (given === undefined || reader === undefined)
      return new Response("only the inspector's page can send commands\n", { status: 403 });
    try {
      return Response.json(execute(given.command, reader));
    } catch (error) {
      return Response.json({ problem: error instanceof Error ? error.message : String(error) });
    }
  }

  /** What the page gets; the message of an error is for the person. */
  function execute(given: PageCommand, reader: FeedReader<FeedEvents>): { readonly ticket?: string } {
    switch (given.kind) {
      case "watch":
        watching.watch(reader, given.subject);
        return {};
      case "close": {
        const ws = connections.find(given.socket);
        if (ws === undefined) throw new Error(`#${given.socket} is closed already`);
        ws.close(given.code, given.reason);
        return {};
      }
      case "ticket":
        return { ticket: tickets.issue(given.headers) };
    }
  }

  return {
    websocket: connections.websocket,
    fetch(req, server) {
      tickets.redeem(req);
      return refusals.fetch(req, server);
    },
    inspect(next) {
      inspected = next;
    },
    reach: (server) => watching.reach(server),
    answer(req, server) {
      switch (pathOf(req.url)) {
        case "/_bunbox":
        case "/_bunbox/":
          return pageOf(inspected.page);
        case "/_bunbox/events":
          // Bun ends a response that is silent for ten seconds.
          server?.timeout(req, 0);
          return stream.open(greet);
        case "/_bunbox/command":
          return command(req);
        case "/metrics":
          return options.metrics && req.method === "GET"
            ? withBuild(refusals.fetch(req, server), build.state === "failed")
            : undefined;
        case "/_bunbox/overlay.js":
          return overlayOf(inspected.page);
        case "/_bunbox/builds":
          server?.timeout(req, 0);
          return overlays.open(({ send }) => {
            send("hello", { instance });
            send("build", build);
          }, sharedWith(req));
        default:
          return undefined;
      }
    },
    notice(notice) {
      build = notice;
      stream.send("build", notice);
      overlays.send("build", notice);
    },
    end() {
      stream.end();
      overlays.end();
    },
  };
}
