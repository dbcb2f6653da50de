// Shows below the state of the page's socket why its handshake was refused: a browser does not say it.
import type { RefusedHandshake } from "../server/feed.ts";
import { button, element, find, pathElement } from "./dom.ts";
import { describeRefusal } from "./refusal-text.ts";
import type { SocketState } from "./socket.ts";

/** The note. */
export interface OwnRefusal {
  /** Call it with every state of the socket. */
  follow(state: SocketState): void;
  /** Call it with every new refusal: it may be that of the page's own handshake. */
  compare(refusal: RefusedHandshake): void;
}

/** How many characters of the body are shown. */
const LONGEST = 200;

/** @param openDetails shows all that is known of the refusal */
export function createOwnRefusal(openDetails: () => void): OwnRefusal {
  const note = find("refusal-note", HTMLElement);
  let tried: { readonly url: string; readonly at: number } | undefined;

  function show(refusal: RefusedHandshake): void {
    const { status, body, place } = refusal;
    const text = (body ?? "").trim();
    const said = text === "" ? "" : ` “${text.slice(0, LONGEST)}”`;
    note.replaceChildren(
      element(
        "span",
        {},
        element("strong", {}, `${status}${said}.`),
        ` ${describeRefusal(refusal)} `,
        ...(place === null ? [] : [pathElement(place)]),
      ),
      button("Details", openDetails),
    );
    note.hidden = false;
  }

  return {
    follow(state) {
      if (state.phase === "connecting") tried = { url: state.target.url, at: Date.now() };
      if (state.phase === "open") tried = undefined;
      if (state.phase === "connecting" || state.phase === "open") note.hidden = true;
    },
    compare(refusal) {
      if (tried === undefined || refusal.at < tried.at - SLACK) return;
      if (tried.url.replace(/^wss?:\/\/[^/]*/, "") === refusal.path) show(refusal);
    },
  };
}

/** How many milliseconds two clocks may differ. */
const SLACK = 100;
