// Shows the handshakes that were refused, the newest first: who refused them, why, and where.
import type { Field, RefusedHandshake } from "../server/feed.ts";
import { copyButton } from "./clipboard.ts";
import { element, find, keyedList, type Part, pathElement, perPicture, setNote, setText } from "./dom.ts";
import { formatCount, formatPlural, formatTimeExactly } from "./format.ts";
import { describeRefusal } from "./refusal-text.ts";
import { testOfRefusal } from "./test-text.ts";

/** How many are shown. */
const MOST = 200;

/** A refusal, and the server that sent it. */
interface Known {
  readonly key: string;
  readonly instance: string;
  readonly refusal: RefusedHandshake;
}

/** The panel of refused handshakes. */
export interface Refused {
  /** Call it with every hello. */
  greet(instance: string): void;
  /** Shows a refusal once, although the feed sends it again after an interruption. Returns whether it is new. */
  add(refusal: RefusedHandshake): boolean;
}

export function createRefused(): Refused {
  const clear = find("refused-clear", HTMLButtonElement);
  const show = keyedList(
    find("refused-list", HTMLElement),
    ({ key }: Known) => key,
    (known) => createItem(known, () => instance),
  );
  const seen = new Set<string>();
  let known: readonly Known[] = [];
  let instance = "";

  const render = perPicture(() => {
    show(known);
    find("refused-empty", HTMLElement).hidden = known.length > 0;
    clear.hidden = known.length === 0;
    setText(
      find("refused-summary", HTMLElement),
      known.length === 0 ? "" : `${formatPlural(known.length, "handshake")} refused`,
    );
    setText(find("refused-count", HTMLElement), known.length === 0 ? "" : formatCount(known.length));
  });

  clear.addEventListener("click", () => {
    known = [];
    render();
    // The button is hidden now, so it has lost the focus.
    find("tab-refused", HTMLElement).focus();
  });

  return {
    greet(next) {
      instance = next;
      render();
    },
    add(refusal) {
      const key = `${instance} ${refusal.id}`;
      if (seen.has(key)) return false;
      seen.add(key);
      known = [{ key, instance, refusal }, ...known].slice(0, MOST);
      render();
      return true;
    },
  };
}

function createItem({ refusal, instance: from }: Known, instance: () => string): Part<Known> {
  const { status, path, at, route, place, possible, message, remoteAddress } = refusal;
  const earlier = element("span", { class: "earlier" });
  const file = refusal.reason === "upgrade" && possible.length === 0 ? (route?.file ?? null) : null;
  const where = place ?? file;
  const places = where === null ? possible : [where];
  const node = element(
    "li",
    { class: "report" },
    element(
      "p",
      { class: "facts" },
      element("strong", { class: "level" }, String(status)),
      pathElement(path),
      earlier,
    ),
    element("p", {}, describeRefusal(refusal)),
    ...(places.length > 1 ? [element("p", {}, "One of these places returned it:")] : []),
    ...places.map((each) =>
      element(
        "p",
        { class: "place" },
        pathElement(each),
        copyButton("Copy", () => each, { "aria-label": `Copy ${each}` }),
      ),
    ),
    ...(message === null ? [] : [element("p", { class: "message" }, message)]),
    element(
      "p",
      { class: "facts faint" },
      element("time", {}, formatTimeExactly(at)),
      ...(route === null ? [] : [pathElement(route.path)]),
      element("span", {}, remoteAddress),
    ),
    lazyDetails("Body, headers and stack", () => detailsOf(refusal)),
  );
  return { node, update: () => setNote(earlier, from === instance() ? "" : "from an earlier build") };
}

/** A part that is made when a person opens it. */
function lazyDetails(title: string, make: () => readonly HTMLElement[]): HTMLElement {
  const details = element("details", {}, element("summary", {}, title));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(...make());
  });
  return details;
}

function detailsOf(refusal: RefusedHandshake): readonly HTMLElement[] {
  const { body, requestHeaders, responseHeaders, frames } = refusal;
  return [
    ...block("Body", body === null ? "(not text)" : body === "" ? "(empty)" : body),
    ...block("Response headers", linesOf(responseHeaders)),
    ...block("Request headers", linesOf(requestHeaders)),
    ...block("Stack", frames.map((frame) => frame.trim()).join("\n")),
    element(
      "div",
      { class: "actions" },
      copyButton("Copy as test", () => testOfRefusal(refusal)),
    ),
  ];
}

function linesOf(fields: readonly Field[]): string {
  return fields.map(([name, value]) => `${name}: ${value}`).join("\n");
}

function block(title: string, text: string): readonly HTMLElement[] {
  if (text === "") return [];
  return [element("h4", {}, title), element("pre", { tabindex: "0", "aria-label": title }, text)];
}
