// Connects the parts of the page to the feed and to the socket.
import type { RouteInfo } from "../../runtime/route.ts";
import { createBuildBanner } from "./build-banner.ts";
import { createComposer } from "./composer.ts";
import { createConnectionForm } from "./connection-form.ts";
import { createDisconnection } from "./disconnection.ts";
import { find, setNote, setText } from "./dom.ts";
import { type FeedState, listenToFeed } from "./feed-listener.ts";
import { formatPlural } from "./format.ts";
import { createFrameLog } from "./frame-log.ts";
import { createFrames } from "./frames.ts";
import { createLive } from "./live.ts";
import { createRebuild } from "./rebuild.ts";
import { createReports } from "./reports.ts";
import { createRouteList } from "./route-list.ts";
import { createSocket } from "./socket.ts";
import { describeEvent } from "./socket-state.ts";
import { createTabs } from "./tabs.ts";

const NARROW = matchMedia("(max-width: 899px)");

const frames = createFrames(() => log.render());
const log = createFrameLog(() => frames);
const live = createLive();
const reports = createReports(showUnseen);
const showBuild = createBuildBanner();
const selectTab = createTabs(find("server", HTMLElement));
const reconnects = find("reconnect", HTMLInputElement);

const socket = createSocket({
  received: (payload) => frames.addFrame("received", payload),
  state(state) {
    const event = describeEvent(state);
    if (event !== undefined) frames.addMark(event);
    composer.follow(state.phase === "open" ? state.target.route : undefined);
    rebuild.follow(state);
    // The reconnection after a rebuild may have connected already.
    showState(socket.state(), rebuild.waits());
  },
});
const showState = createDisconnection(socket);
const rebuild = createRebuild(
  () => reconnects.checked,
  (target) => socket.connect(target),
);
const composer = createComposer((payload) => {
  const sent = socket.send(payload);
  if (sent) {
    frames.addFrame("sent", payload);
    // A person who sends wants to see the answer.
    log.follow();
  }
  return sent;
});
const form = createConnectionForm((target) => {
  rebuild.cancel();
  socket.connect(target);
});
const routes = createRouteList((route: RouteInfo | undefined, byPerson) => {
  form.show(route);
  if (byPerson && NARROW.matches) find("socket", HTMLElement).focus();
});

showState(socket.state(), false);
reconnects.addEventListener("change", () => {
  if (!reconnects.checked) rebuild.cancel();
  showState(socket.state(), rebuild.waits());
});

listenToFeed("/_bunbox/events", {
  state: showFeed,
  events: {
    hello({ instance, routes: served }) {
      reports.greet(instance);
      routes.replace(served);
      rebuild.greet(instance);
    },
    build: showBuild,
    live(state) {
      live.show(state);
      routes.countConnections(state.connections);
    },
    report: (notice) => reports.add(notice),
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

find("unseen", HTMLButtonElement).addEventListener("click", () => {
  selectTab("tab-errors");
  find("tab-errors", HTMLElement).focus();
  find("server", HTMLElement).scrollIntoView();
});
