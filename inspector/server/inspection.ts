// Serves the inspector of `bunbox dev`: its page, and the feed of events that the page shows.
import { readFileSync } from "node:fs";
import type { App } from "../../runtime/app.ts";
import { pathOf } from "../../runtime/path.ts";
import { observeReports } from "../../runtime/report.ts";
import { createConnectionList } from "./connection-list.ts";
import { createEventStream } from "./event-stream.ts";
import type { BuildNotice, FeedEvents, Hello, ReportNotice } from "./feed.ts";

/** The inspector of an app. */
export interface Inspection {
  /** The app's callbacks, wrapped to keep the list of sockets. */
  readonly websocket: Bun.WebSocketHandler<unknown>;
  /** Absolute path of the page. */
  page: string;
  /** Answers the paths below `/_bunbox`; `undefined` for every other path. */
  answer(req: Request, server: Bun.Server<unknown> | undefined): Response | undefined;
  notice(notice: BuildNotice): void;
  /** Ends every feed. */
  end(): void;
}

/** How many earlier reports a page gets when it connects. */
const MOST_REPORTS = 200;

/** How often the list of sockets is read while a page is open, in milliseconds: no callback reports subscriptions. */
const INTERVAL = 200;

// The page loads nothing from other hosts, and no other page can put it into a frame.
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self' ws: wss:; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Creates the inspector of an app. */
export function createInspection({ websocket, routes }: App): Inspection {
  const hello: Hello = { instance: crypto.randomUUID(), startedAt: Date.now(), routes };
  let build: BuildNotice = { state: "building", report: "", at: Date.now() };
  const reports: ReportNotice[] = [];
  let count = 0;
  const connections = createConnectionList(websocket);
  let timer: ReturnType<typeof setInterval> | undefined;
  let sent = "";
  const stream = createEventStream<FeedEvents>({
    onFirst() {
      timer = setInterval(sendLive, INTERVAL);
    },
    onLast: () => clearInterval(timer),
  });

  function sendLive(): void {
    const state = connections.state();
    const text = JSON.stringify(state);
    if (text === sent) return;
    sent = text;
    stream.send("live", state);
  }

  observeReports(({ level, message, frames, failure }) => {
    count += 1;
    const where =
      failure === undefined ? null : { route: failure.path, handler: failure.handler, place: failure.place };
    const report = { id: count, at: Date.now(), level, message, failure: where, frames };
    reports.push(report);
    if (reports.length > MOST_REPORTS) reports.shift();
    stream.send("report", report);
  });

  return {
    websocket: connections.websocket,
    page: "",
    answer(req, server) {
      const path = pathOf(req.url);
      if (path === "/_bunbox" || path === "/_bunbox/") return pageOf(this.page);
      if (path !== "/_bunbox/events") return undefined;
      // Bun ends a response that is silent for ten seconds.
      server?.timeout(req, 0);
      return stream.open((send) => {
        send("hello", hello);
        send("build", build);
        send("live", connections.state());
        for (const report of reports) send("report", report);
      });
    },
    notice(notice) {
      build = notice;
      stream.send("build", notice);
    },
    end() {
      stream.end();
    },
  };
}

function pageOf(file: string): Response {
  return new Response(readFileSync(file), {
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": POLICY,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
