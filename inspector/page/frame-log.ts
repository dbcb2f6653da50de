// Shows the latest entries of the log as rows, and updates them at most once per frame.
import { find, keyedList, perPicture, roveFocus, setNote, setText } from "./dom.ts";
import { formatCount, formatPlural } from "./format.ts";
import { createRow, type FrameRowContext, TOGGLE } from "./frame-row.ts";
import {
  type LogEntry,
  type Filter,
  filterEntries,
  type Frames,
  MOST_BYTES,
  MOST_ENTRIES,
} from "./frames.ts";

/** How many rows are shown at first; a button adds as many earlier ones. */
const ROWS = 300;

/** How many pixels from its end the log still counts as scrolled to the end. */
const NEAR = 24;

/** The log on the page. */
export interface FrameLog {
  /** Call it after every change of the entries. */
  readonly render: () => void;
  /** Scrolls to the newest entry, even if a person looks at earlier ones. */
  readonly follow: () => void;
  /** Call it when `framesOf` returns other frames. */
  readonly replace: () => void;
}

/** @param framesOf the frames to show */
export function createFrameLog(framesOf: () => Frames, sendAgain: FrameRowContext["sendAgain"]): FrameLog {
  const log = find("log", HTMLElement);
  const search = find("log-search", HTMLInputElement);
  const direction = find("log-direction", HTMLSelectElement);
  const earlier = find("log-earlier", HTMLButtonElement);
  const follow = find("log-follow", HTMLButtonElement);
  const rows = find("log-rows", HTMLElement);
  const show = keyedList(
    rows,
    ({ id }: LogEntry) => id,
    (entry) => createRow(entry, { unfolded: pause, sendAgain }),
  );
  let following = true;
  let most = ROWS;
  // While a person reads earlier entries, entries after this one are not shown.
  let last = 0;

  const render = perPicture(() => {
    const entries = framesOf().all();
    const matching = filterEntries(entries, filter());
    const shown = following ? matching : matching.filter(({ id }) => id <= last);
    const waiting = matching.length - shown.length;
    show(shown.slice(-most));
    last = following ? (entries.at(-1)?.id ?? last) : last;
    makeTabbable();
    const hidden = shown.length - Math.min(shown.length, most);
    setNote(
      earlier,
      hidden === 0
        ? ""
        : `Show ${formatCount(Math.min(hidden, ROWS))} of ${formatPlural(hidden, "earlier message")}`,
    );
    setNote(
      follow,
      following
        ? ""
        : waiting === 0
          ? "Follow new messages"
          : `${formatPlural(waiting, "new message")} below`,
    );
    setNote(
      find("log-empty", HTMLElement),
      shown.length > 0
        ? ""
        : entries.length > 0
          ? "Nothing matches the search."
          : "No messages yet. They are shown here as the client sees them.",
    );
    setText(find("log-count", HTMLElement), countOf(matching.length, entries.length));
    setNote(find("log-dropped", HTMLElement), droppedNote(framesOf().dropped()));
    if (following) log.scrollTop = log.scrollHeight;
  });

  roveFocus(rows, TOGGLE, ["ArrowUp", "ArrowDown"]);
  search.addEventListener("input", resume);
  direction.addEventListener("change", resume);
  follow.addEventListener("click", () => {
    resume();
    log.focus({ preventScroll: true });
  });
  find("log-clear", HTMLButtonElement).addEventListener("click", () => {
    resume();
    framesOf().clear();
  });
  earlier.addEventListener("click", showEarlier);
  log.addEventListener("scroll", () => {
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;
    if (isAtEnd !== following) (isAtEnd ? resume : pause)();
  });

  function pause(): void {
    following = false;
    render();
  }

  function resume(): void {
    following = true;
    most = ROWS;
    render();
  }

  /** Keeps the visible rows where they are. */
  function showEarlier(): void {
    const before = log.scrollHeight - log.scrollTop;
    following = false;
    most += ROWS;
    render();
    requestAnimationFrame(() => {
      log.scrollTop = log.scrollHeight - before;
    });
  }

  function filter(): Filter {
    const chosen = direction.value;
    return { search: search.value, direction: chosen === "sent" || chosen === "received" ? chosen : "all" };
  }

  /** One row is reached with Tab, the others with the arrow keys. */
  function makeTabbable(): void {
    if (rows.querySelector(`${TOGGLE}[tabindex="0"]`) !== null) return;
    const newest = [...rows.querySelectorAll<HTMLElement>(TOGGLE)].at(-1);
    if (newest !== undefined) newest.tabIndex = 0;
  }

  // If the log becomes smaller, its end stays visible.
  new ResizeObserver(render).observe(log);
  return {
    render,
    follow: resume,
    replace() {
      // The entries of both are counted from 1.
      show([]);
      resume();
    },
  };
}

function countOf(matching: number, all: number): string {
  if (all === 0) return "";
  const kept = formatPlural(all, "entry", "entries");
  return matching === all ? kept : `${formatCount(matching)} of ${kept}`;
}

function droppedNote(dropped: number): string {
  if (dropped === 0) return "";
  const limit = `${formatCount(MOST_ENTRIES)} entries or ${MOST_BYTES / 1024 / 1024} MiB`;
  return `${formatCount(dropped)} older ${dropped === 1 ? "entry was" : "entries were"} dropped: at most ${limit} are kept.`;
}
