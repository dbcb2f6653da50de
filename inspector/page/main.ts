// Connects the parts of the page to the feed and to the socket.
import type { RouteInfo } from "../../runtime/route.ts";
import type { FeedEvents, WatchSubject } from "../server/feed.ts";
import { createBuildBanner } from "./build-banner.ts";
import { copy, showResult } from "./clipboard.ts";
import { createClosedList } from "./closed-list.ts";
import { createCommandSender } from "./command-sender.ts";
import { createComposer } from "./composer.ts";
import { createConnectionForm } from "./connection-form.ts";
import { createDisconnection } from "./disconnection.ts";
import { find, setNote, setText } from "./dom.ts";
import { type FeedState, listenToFeed } from "./feed-listener.ts";
import { formatPlural, messageOf } from "./format.ts";
import { createFrameLog } from "./frame-log.ts";
import { createFrames } from "./frames.ts";
import { keepTarget, keptTarget } from "./kept-target.ts";
import { createLive } from "./live.ts";
import { createOwnRefusal } from "./own-refusal.ts";
import { keepFields } from "./page-state.ts";
import type { FramePayload } from "./payload.ts";
import { createRebuild } from "./rebuild.ts";
import { createRefused } from "./refused.ts";
import { createReports } from "./reports.ts";
import { createRouteList } from "./route-list.ts";
import { createSession } from "./session.ts";
import { type ConnectTarget, createSocket } from "./socket.ts";
import { describeEvent } from "./socket-state.ts";
import { createTabs } from "./tabs.ts";
import { testOfSession } from "./test-text.ts";
import { createWatched } from "./watched.ts";

const NARROW = matchMedia("(max-width: 899px)");

keepFields(document.body);
const commands = createCommandSender();
const frames = createFrames(() => log.render());
const log = createFrameLog(() => watched.frames() ?? frames, send);
const session = createSession();
const live = createLive(
  (subject) => show(watched.subject() === subject ? null : subject),
  (socket, code, reason) => commands.send({ kind: "close", socket, code, reason }),
);
const closed = createClosedList();
const refused = createRefused();
const reports = createReports(showUnseen);
const showBuild = createBuildBanner();
const selectTab = createTabs(find("server", HTMLElement));
const ownRefusal = createOwnRefusal(() => openTab("tab-refused"));
const reconnects = find("reconnect", HTMLInputElement);
const copyTest = find("log-test", HTMLButtonElement);

const watched = createWatched({
  send: (command) => commands.send(command),
  changed: () => log.render(),
  switched(subject) {
    log.replace();
    live.watch(subject);
    copyTest.hidden = subject !== null;
  },
});

const socket = createSocket({
  received(payload) {
    frames.addFrame("received", payload);
    session.add({ kind: "received", payload });
  },
  state(state) {
    const event = describeEvent(state);
    if (event !== undefined) frames.addMark(event);
    session.follow(state);
    copyTest.disabled = session.session() === undefined;
    ownRefusal.follow(state);
    keepTarget(state);
    composer.follow(state.phase === "open" ? state.target.route : undefined);
    rebuild.follow(state);
    // The reconnection after a rebuild may have connected already.
    showState(socket.state(), rebuild.waits());
  },
});
const showState = createDisconnection(socket);
const rebuild = createRebuild(
  () => reconnects.checked,
  (target) => reconnect(target),
);
const composer = createComposer((payload) => {
  const sent = send(payload);
  // A person who sends wants to see the answer.
  if (sent) log.follow();
  return sent;
});
const form = createConnectionForm(connect);
const routes = createRouteList((route: RouteInfo | undefined, byPerson) => {
  form.show(route);
  if (byPerson && NARROW.matches) find("socket", HTMLElement).focus();
});
let attempts = 0;
let greeted = false;

/** Connects, and shows the messages of the page's own socket. */
async function connect(target: ConnectTarget): Promise<void> {
  rebuild.cancel();
  if (typeof watched.subject() === "number") watched.watch(null);
  await open(target);
}

async function open(target: ConnectTarget): Promise<void> {
  attempts += 1;
  const attempt = attempts;
  const { headers } = target;
  const ticket = headers.length === 0 ? undefined : await commands.send({ kind: "ticket", headers });
  // A person may have connected elsewhere by then.
  if (attempt === attempts) socket.connect(target, ticket);
}

function reconnect(target: ConnectTarget): void {
  open(target).catch((thrown: unknown) => form.fail(messageOf(thrown)));
}

function send(payload: FramePayload): boolean {
  const sent = socket.send(payload);
  if (!sent) return false;
  frames.addFrame("sent", payload);
  session.add({ kind: "sent", payload });
  return true;
}

function show(subject: WatchSubject | null): void {
  watched.watch(subject);
  if (subject !== null && NARROW.matches) find("log", HTMLElement).scrollIntoView({ block: "center" });
}

showState(socket.state(), false);
reconnects.addEventListener("change", () => {
  if (!reconnects.checked) rebuild.cancel();
  showState(socket.state(), rebuild.waits());
});
copyTest.addEventListener("click", () => {
  const recorded = session.session();
  if (recorded === undefined) return;
  void copy(testOfSession(recorded)).then((done) =>
    showResult(copyTest, "Copy as test", done ? "Copied" : "Not allowed"),
  );
});

listenToFeed<FeedEvents>("/_bunbox/events", {
  state: showFeed,
  events: {
    hello({ instance, token, routes: served }) {
      commands.greet(token);
      for (const part of [reports, refused, closed, watched]) part.greet(instance);
      routes.replace(served);
      rebuild.greet(instance);
      const kept = greeted ? undefined : keptTarget();
      greeted = true;
      if (kept !== undefined) reconnect(kept);
    },
    build: showBuild,
    live(state) {
      live.show(state);
      routes.countConnections(state.counts);
    },
    report: (notice) => reports.add(notice),
    refusal(refusal) {
      if (refused.add(refusal)) ownRefusal.compare(refusal);
    },
    closed(connection) {
      if (closed.add(connection)) watched.end(connection);
    },
    frames: (batch) => watched.add(batch),
    data: ({ socket: id, text }) => live.describe(id, text),
  },
});

function showFeed(state: FeedState): void {
  const texts = {
    waiting: "Waiting for bunbox dev",
    there: "Connected",
    gone: "bunbox dev is gone",
  };
  const tones = { waiting: "busy", there: "good", gone: "bad" };
  const chip = find("feed-state", HTMLElement);
  setText(chip, texts[state]);
  chip.dataset["tone"] = tones[state];
  find("gone", HTMLElement).hidden = state !== "gone";
  live.age(state === "gone" ? "bunbox dev is not running. This was its last state." : "");
}

function showUnseen(count: number): void {
  const badge = find("unseen", HTMLButtonElement);
  setNote(badge, count === 0 ? "" : formatPlural(count, "new report"));
  document.title = `${count === 0 ? "" : `(${count}) `}bunbox inspector`;
}

function openTab(id: string): void {
  selectTab(id);
  find(id, HTMLElement).focus();
  find("server", HTMLElement).scrollIntoView();
}

find("unseen", HTMLButtonElement).addEventListener("click", () => openTab("tab-errors"));
