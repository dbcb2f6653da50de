// Shows the lines of the server's log, the newest first, and counts those that the person has not seen yet.
import type { ReportNotice } from "../server/feed.ts";
import { copyButton } from "./clipboard.ts";
import { element, find, keyedList, type Part, pathElement, perPicture, setNote, setText } from "./dom.ts";
import { formatCount, formatPlural, formatTimeExactly } from "./format.ts";

/** How many are kept. */
const MOST = 500;

/** A report, and the server that sent it. */
interface Known {
  readonly key: string;
  readonly instance: string;
  readonly notice: ReportNotice;
}

/** The panel of the server's log. */
export interface Reports {
  /** Call it with every hello. If the instance is new, the reports so far are from an earlier build. */
  greet(instance: string): void;
  /** Shows a report once, although the feed sends it again after an interruption. */
  add(notice: ReportNotice): void;
}

/** @param countUnseen is called with the number of reports that the person has not seen */
export function createReports(countUnseen: (count: number) => void): Reports {
  const list = find("reports", HTMLElement);
  const panel = find("errors", HTMLElement);
  const clear = find("reports-clear", HTMLButtonElement);
  const show = keyedList(
    list,
    ({ key }: Known) => key,
    (known) => createReport(known, () => instance),
  );
  const seen = new Set<string>();
  let known: readonly Known[] = [];
  let instance = "";
  let unseen = 0;
  let inView = false;

  const render = perPicture(() => {
    show(known);
    find("reports-empty", HTMLElement).hidden = known.length > 0;
    clear.hidden = known.length === 0;
    setText(find("errors-count", HTMLElement), known.length === 0 ? "" : formatCount(known.length));
    setText(find("reports-summary", HTMLElement), known.length === 0 ? "" : summaryOf(known));
  });

  function see(): void {
    // The observer notices another tab only in the next frame.
    if (inView && !panel.hidden && document.visibilityState === "visible") unseen = 0;
    countUnseen(unseen);
  }

  new IntersectionObserver(([entry]) => {
    inView = entry?.isIntersecting ?? false;
    see();
  }).observe(panel);
  document.addEventListener("visibilitychange", see);
  clear.addEventListener("click", () => {
    known = [];
    render();
    // The button is hidden now, so it has lost the focus.
    find("tab-errors", HTMLElement).focus();
  });

  return {
    greet(next) {
      instance = next;
      render();
    },
    add(notice) {
      const key = `${instance} ${notice.id}`;
      if (seen.has(key)) return;
      seen.add(key);
      known = [{ key, instance, notice }, ...known].slice(0, MOST);
      unseen += 1;
      see();
      render();
    },
  };
}

function summaryOf(known: readonly Known[]): string {
  const errors = known.filter(({ notice }) => notice.level === "error").length;
  return `${formatPlural(errors, "error")}, ${formatPlural(known.length - errors, "warning")}`;
}

function createReport({ notice, instance: from }: Known, instance: () => string): Part<Known> {
  const { level, at, message, failure, frames } = notice;
  const earlier = element("span", { class: "earlier" });
  const node = element(
    "li",
    { class: "report", "data-level": level },
    element(
      "p",
      { class: "facts" },
      element("strong", { class: "level" }, level),
      element("time", { class: "faint" }, formatTimeExactly(at)),
      earlier,
    ),
    ...(failure === null
      ? []
      : [
          element(
            "p",
            { class: "facts" },
            element("code", {}, failure.handler),
            " of ",
            pathElement(failure.route),
          ),
          element(
            "p",
            { class: "place" },
            pathElement(failure.place),
            copyButton("Copy", () => failure.place, { "aria-label": `Copy ${failure.place}` }),
          ),
        ]),
    element("p", { class: "message" }, message),
    ...(frames.length === 0 ? [] : [stackOf(frames)]),
  );
  return { node, update: () => setNote(earlier, from === instance() ? "" : "from an earlier build") };
}

function stackOf(frames: readonly string[]): HTMLElement {
  return element(
    "details",
    {},
    element("summary", {}, `Stack, ${formatPlural(frames.length, "frame")}`),
    element("pre", { tabindex: "0", "aria-label": "Stack" }, frames.map((frame) => frame.trim()).join("\n")),
  );
}
