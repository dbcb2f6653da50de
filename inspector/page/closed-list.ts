// Lists the sockets that closed last, with the code and the reason of each.
import type { ClosedConnection } from "../server/feed.ts";
import { meaningOf } from "./close-codes.ts";
import { element, find, keyedList, type Part, pathElement, perPicture } from "./dom.ts";
import { formatPlural, formatTime } from "./format.ts";

/** How many are shown. */
const MOST = 100;

/** The codes with which a client or a server says goodbye; every other one deserves a look. */
const CLEAN: ReadonlySet<number> = new Set([1000, 1001, 1005, 1012]);

/** The list of closed sockets. */
export interface ClosedList {
  /** Call it with every hello. */
  greet(instance: string): void;
  /** Adds a socket, and returns whether it is new. */
  add(connection: ClosedConnection): boolean;
}

export function createClosedList(): ClosedList {
  let instance = "";
  let known: readonly (readonly [key: string, connection: ClosedConnection])[] = [];
  const show = keyedList(
    find("closed", HTMLElement),
    ([key]: (typeof known)[number]) => key,
    ([, connection]) => createRow(connection),
  );
  const render = perPicture(() => {
    show(known);
    find("closed-section", HTMLElement).hidden = known.length === 0;
  });

  return {
    greet(next) {
      instance = next;
    },
    add(connection) {
      const key = `${instance} ${connection.id}`;
      // The feed sends it again after an interruption.
      if (known.some(([other]) => other === key)) return false;
      known = [[key, connection] as const, ...known].slice(0, MOST);
      render();
      return true;
    },
  };
}

function createRow({ id, path, code, reason, closedAt, received }: ClosedConnection): Part<unknown> {
  const said = reason === "" ? "" : ` “${reason}”`;
  const node = element(
    "li",
    { class: "connection", "data-clean": String(CLEAN.has(code)) },
    element("span", { class: "name" }, element("span", { class: "id" }, `#${id}`), pathElement(path)),
    element("span", { class: "end" }, `${code}${said}, ${meaningOf(code)}`),
    element(
      "span",
      { class: "facts faint" },
      element("span", {}, `at ${formatTime(closedAt)}`),
      element("span", {}, `${formatPlural(received, "message")} received`),
    ),
  );
  return { node, update: () => undefined };
}
