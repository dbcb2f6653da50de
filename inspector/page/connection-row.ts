// Shows an open socket as a row of the list, and what is known of the one that the page watches.
import type { LiveConnection } from "../server/feed.ts";
import { CLOSE_REASON_BYTES, maySendCloseCode } from "../../runtime/facts.ts";
import { button, element, type Part, pathElement, setText } from "./dom.ts";
import { formatPlural, formatTime, messageOf } from "./format.ts";

/** What the rows need of the page. */
export interface RowContext {
  /** The id of the socket that is watched, and its `data`. */
  readonly watched: () => { readonly id: number; readonly data: string } | undefined;
  /** Watches a socket, or stops watching it. */
  readonly toggle: (id: number) => void;
  readonly close: (id: number, code: number, reason: string) => Promise<unknown>;
}

export function createConnectionRow(
  { id, path, remoteAddress, openedAt }: LiveConnection,
  context: RowContext,
): Part<LiveConnection> {
  const received = element("span");
  const topics = element("span", { class: "topics" });
  const watch = button("Watch", () => context.toggle(id), { class: "watch", "aria-label": `Watch #${id}` });
  const node = element(
    "li",
    { class: "connection" },
    element("span", { class: "name" }, element("span", { class: "id" }, `#${id}`), pathElement(path), watch),
    element(
      "span",
      { class: "facts faint" },
      element("span", {}, remoteAddress === "" ? "Unix socket" : remoteAddress),
      element("span", {}, `since ${formatTime(openedAt)}`),
      received,
    ),
    topics,
  );
  let detail: Part<string> | undefined;
  return {
    node,
    update(connection) {
      setText(received, `${formatPlural(connection.received, "message")} received`);
      setText(
        topics,
        connection.topics.length === 0 ? "no topics" : `topics: ${connection.topics.join(", ")}`,
      );
      const watched = context.watched();
      const isWatched = watched?.id === id;
      watch.setAttribute("aria-pressed", String(isWatched));
      if (isWatched) {
        detail ??= createDetail(id, context);
        detail.update(watched.data);
        if (!detail.node.isConnected) node.append(detail.node);
      } else detail?.node.remove();
    },
  };
}

function createDetail(id: number, { close }: RowContext): Part<string> {
  const data = element("pre", { tabindex: "0", "aria-label": `ws.data of #${id}` });
  const code = element("input", { class: "code", inputmode: "numeric", placeholder: "1000" });
  const reason = element("input", { placeholder: "optional" });
  const error = element("p", { class: "error", role: "alert" });
  const form = element(
    "form",
    { class: "close", "aria-label": `Close #${id}`, autocomplete: "off", novalidate: "" },
    element("label", {}, "Code", code),
    element("label", {}, "Reason", reason),
    element("button", { type: "submit" }, "Close"),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = code.value.trim() === "" ? 1000 : Number(code.value);
    const problem = problemOf(given, reason.value);
    setText(error, problem ?? "");
    if (problem !== undefined) return;
    close(id, given, reason.value).catch((thrown: unknown) => setText(error, messageOf(thrown)));
  });
  const node = element(
    "div",
    { class: "watched" },
    element("p", { class: "faint" }, element("code", {}, "ws.data"), ", now:"),
    data,
    form,
    error,
  );
  return { node, update: (text) => setText(data, text) };
}

/** Why a server cannot close with this code and reason. */
function problemOf(code: number, reason: string): string | undefined {
  if (code === 0 || !maySendCloseCode(code))
    return "A server may close with 1000 to 1003, 1007 to 1014, or 3000 to 4999.";
  const bytes = new TextEncoder().encode(reason).byteLength;
  return bytes > CLOSE_REASON_BYTES
    ? `A reason has at most ${CLOSE_REASON_BYTES} bytes; this one has ${bytes}.`
    : undefined;
}
