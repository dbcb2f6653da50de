// Shows an entry of the log as a row, which a person can expand to see the whole content.
import { copyButton, showResult } from "./clipboard.ts";
import { button, element, type Part } from "./dom.ts";
import { formatCount, formatTimeExactly } from "./format.ts";
import type { LogEntry, Frame, Mark } from "./frames.ts";
import { DUMPED, dumpOf, hexOf, kindOf, plainOf, prettyOf } from "./payload.ts";

/** How many characters of a message its row shows. */
const PREVIEW = 300;

/** How many characters an expanded row shows at first; a button shows the rest. */
const UNFOLDED = 20_000;

/** The button of a row; the arrow keys move between these. */
export const TOGGLE = ".toggle";

/** What the rows need of the page. */
export interface FrameRowContext {
  /** Called when a person expands a message. */
  readonly unfolded: () => void;
  /** Sends a message on the page's own socket; returns whether it was sent. */
  readonly sendAgain: (payload: Frame["payload"]) => boolean;
}

export function createRow(entry: LogEntry, context: FrameRowContext): Part<LogEntry> {
  const node = entry.direction === "none" ? markRow(entry) : frameRow(entry, context);
  return { node, update: () => undefined };
}

function markRow({ at, text }: Mark): HTMLElement {
  return element("li", { class: "mark" }, timeOf(at), element("span", {}, text));
}

function frameRow(frame: Frame, { unfolded, sendAgain }: FrameRowContext): HTMLElement {
  const { direction, payload } = frame;
  const detail = element("div", { class: "detail" });
  detail.hidden = true;
  const toggle = button("", press, {
    class: "toggle",
    tabindex: "-1",
    "aria-expanded": "false",
    "aria-label": "Details",
  });
  const preview = element("code", { class: "preview" }, ...previewOf(frame));
  preview.addEventListener("click", () => {
    if (getSelection()?.isCollapsed !== false) press();
  });

  function press(): void {
    if (detail.childElementCount === 0) detail.append(...detailOf(frame));
    detail.hidden = !detail.hidden;
    toggle.setAttribute("aria-expanded", String(!detail.hidden));
    if (!detail.hidden) unfolded();
  }

  return element(
    "li",
    { class: direction },
    toggle,
    element(
      "span",
      { class: "direction", title: direction },
      element("span", { "aria-hidden": "true" }, direction === "sent" ? "↑" : "↓"),
      element("span", { class: "spoken" }, direction),
    ),
    timeOf(frame.at),
    preview,
    element("span", { class: "kind" }, kindOf(payload)),
    element("span", { class: "size" }, `${formatCount(frame.size)} B`),
    element(
      "span",
      { class: "acts" },
      ...(direction === "sent" && frame.whole ? [againButton(() => sendAgain(payload))] : []),
      copyButton("Copy", () => plainOf(payload), { class: "copy" }),
    ),
    detail,
  );
}

function againButton(send: () => boolean): HTMLButtonElement {
  const label = "Send again";
  const created = button(label, () => showResult(created, label, send() ? "Sent" : "Not open"), {
    class: "copy",
  });
  return created;
}

function timeOf(at: number): HTMLElement {
  return element("time", {}, formatTimeExactly(at));
}

function previewOf({ payload, note }: Frame): readonly (HTMLElement | string)[] {
  const from = note === "" ? [] : [element("span", { class: "note-of" }, note), " "];
  const text = plainOf(payload, PREVIEW / 3);
  if (text === "") return [...from, "(empty)"];
  return [...from, text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text];
}

function detailOf(frame: Frame): readonly HTMLElement[] {
  const detail =
    typeof frame.payload === "string" ? textDetail(frame.payload) : binaryDetail(frame.payload, frame.at);
  if (frame.whole) return detail;
  const cut = `The beginning of ${formatCount(frame.size)} bytes: of other sockets, the page gets no more.`;
  return [element("p", { class: "faint" }, cut), ...detail];
}

/** The text; if it is JSON, it is pretty-printed at first. */
function textDetail(text: string): readonly HTMLElement[] {
  const pretty = kindOf(text) === "JSON" ? prettyOf(text) : undefined;
  const block = element("pre", { tabindex: "0", "aria-label": "Content" });
  let isPretty = pretty !== undefined;
  let isWhole = false;
  const form = button("", () => show(!isPretty, isWhole));
  const whole = button("", () => show(isPretty, true));

  function show(prettily: boolean, wholly: boolean): void {
    isPretty = prettily;
    isWhole = wholly;
    const shown = prettily && pretty !== undefined ? pretty : text;
    block.textContent = wholly ? shown : shown.slice(0, UNFOLDED);
    form.textContent = prettily ? "Show as it is" : "Pretty-print";
    whole.textContent = `Show all ${formatCount(shown.length)} characters`;
    whole.hidden = wholly || shown.length <= UNFOLDED;
    bar.hidden = form.hidden && whole.hidden;
  }

  form.hidden = pretty === undefined;
  const bar = element("div", { class: "actions" }, form, whole);
  show(isPretty, false);
  return [bar, block];
}

function binaryDetail(payload: ArrayBuffer, at: number): readonly HTMLElement[] {
  const save = element(
    "a",
    { download: `message-${formatTimeExactly(at).replaceAll(/\D/g, "")}.bin`, href: "#" },
    "Save",
  );
  // A URL per message would keep the message in memory after the log has dropped it.
  save.addEventListener("click", () => {
    URL.revokeObjectURL(save.href);
    save.href = URL.createObjectURL(new Blob([payload]));
  });
  const cut =
    payload.byteLength > DUMPED ? [element("span", { class: "faint" }, `The first ${DUMPED} bytes`)] : [];
  return [
    element(
      "div",
      { class: "actions" },
      save,
      copyButton("Copy as hex", () => hexOf(payload)),
      ...cut,
    ),
    element("pre", { tabindex: "0", "aria-label": "Content" }, dumpOf(payload)),
  ];
}
