// Shows who is connected now: the connections by route, and the topics by name.
import type { LiveConnection, LiveState, WatchSubject } from "../server/feed.ts";
import { createConnectionRow, type RowContext } from "./connection-row.ts";
import { element, find, keyedList, type Part, pathElement, perPicture, setNote, setText } from "./dom.ts";
import { formatCount, formatPlural } from "./format.ts";

/** How many connections per route, and how many topics, are listed. A longer list does not help a reader. */
const MOST_LISTED = 100;

/** The panel of connections and topics. */
export interface Live {
  show(state: LiveState): void;
  /** Shows why the lists are out of date; `""` if they are not. */
  age(note: string): void;
  /** Shows what the page watches. */
  watch(subject: WatchSubject | null): void;
  /** Shows the `data` of the socket that the page watches. */
  describe(socket: number, text: string): void;
}

/** @param toggle watches a subject, or stops watching it */
export function createLive(toggle: (subject: WatchSubject) => void, close: RowContext["close"]): Live {
  let state: LiveState | undefined;
  let watched: WatchSubject | null = null;
  let data = { socket: 0, text: "" };
  const all = find("watch-all", HTMLButtonElement);
  const context: RowContext = {
    watched: () =>
      typeof watched === "number"
        ? { id: watched, data: data.socket === watched ? data.text : "" }
        : undefined,
    toggle,
    close,
  };
  const showRoutes = keyedList(
    find("connections", HTMLElement),
    ({ route }: Group) => route,
    (group) => createGroup(group, context),
  );
  const showTopics = keyedList(find("topics", HTMLElement), ([topic]: Topic) => topic, createTopic);

  const render = perPicture(() => {
    if (state === undefined) return;
    const { connections, counts } = state;
    const listed = Map.groupBy(connections, ({ route }) => route);
    const groups = Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([route, count]) => ({ route, count, connections: listed.get(route) ?? [] }));
    const total = groups.reduce((sum, { count }) => sum + count, 0);
    const topics = countTopics(connections);
    showRoutes(groups.toSorted((one, other) => (one.route < other.route ? -1 : 1)));
    showTopics(topics.slice(0, MOST_LISTED));
    find("connections-empty", HTMLElement).hidden = total > 0;
    find("topics-empty", HTMLElement).hidden = topics.length > 0;
    setText(find("live-count", HTMLElement), formatCount(total));
    all.setAttribute("aria-pressed", String(watched === "all"));
    const isSome = total > connections.length;
    setNote(
      find("live-some", HTMLElement),
      isSome ? `The first ${formatCount(connections.length)} sockets are listed, and their topics.` : "",
    );
  });

  all.addEventListener("click", () => toggle("all"));
  return {
    show(next) {
      state = next;
      render();
    },
    age: (note) => setNote(find("live-stale", HTMLElement), note),
    watch(subject) {
      watched = subject;
      render();
    },
    describe(socket, text) {
      data = { socket, text };
      render();
    },
  };
}

/** A route's pattern, how many connections it has, and those that are known. */
interface Group {
  readonly route: string;
  readonly count: number;
  readonly connections: readonly LiveConnection[];
}

function createGroup({ route }: Group, context: RowContext): Part<Group> {
  const total = element("span", { class: "faint" });
  const list = element("ul");
  const more = element("p", { class: "faint" });
  const show = keyedList(
    list,
    ({ id }: LiveConnection) => id,
    (connection) => createConnectionRow(connection, context),
  );
  const node = element(
    "details",
    { open: "", class: "group" },
    element("summary", {}, pathElement(route), " ", total),
    list,
    more,
  );
  return {
    node,
    update({ count, connections }) {
      const listed = connections.slice(0, MOST_LISTED);
      setText(total, formatCount(count));
      show(listed);
      setNote(more, count > listed.length ? `and ${formatCount(count - listed.length)} more` : "");
    },
  };
}

/** Shows a topic and the number of its subscribers. */
type Topic = readonly [topic: string, subscribers: number];

function countTopics(connections: readonly LiveConnection[]): readonly Topic[] {
  const counts = new Map<string, number>();
  for (const topic of connections.flatMap(({ topics }) => topics))
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function createTopic([topic]: Topic): Part<Topic> {
  const subscribers = element("span", { class: "faint" });
  return {
    node: element("li", {}, pathElement(topic), subscribers),
    update: ([, count]) => setText(subscribers, formatPlural(count, "subscriber")),
  };
}
